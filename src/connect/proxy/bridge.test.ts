import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import {
  Client,
  PROTOCOL_VERSION_META_KEY,
  SUBSCRIPTION_ID_META_KEY,
  type Transport,
} from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../domain/index.js'
import { Bridge } from './bridge.js'
import { lineTransport } from './line-transport.js'

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const EVERYTHING = at('node_modules/@modelcontextprotocol/server-everything/dist/index.js')
/** Speaks both versions of the protocol. */
const NOTES = at('test/support/note-server.ts')

interface Met {
  readonly client: Client
  readonly bridge: Bridge
  readonly asked: string[]
}

/** A client that is joined with a server through a bridge, and one that speaks with such a server itself. */
async function meet(
  program: string,
  { mode, tools = () => [] }: { readonly mode: 'auto' | 'legacy'; readonly tools?: () => readonly JsonObject[] },
): Promise<Met & { readonly direct: Client }> {
  const [there, back] = [new PassThrough(), new PassThrough()]
  const asked: string[] = []
  const joined = new Bridge({
    agent: lineTransport(there, back),
    server: new StdioClientTransport({ command: process.execPath, args: [program], stderr: 'ignore' }),
    folder: undefined,
    keys: { subscription: SUBSCRIPTION_ID_META_KEY, version: PROTOCOL_VERSION_META_KEY },
    hooks: {
      tools,
      call: async ({ name }) => {
        asked.push(name)
        return { content: [{ type: 'text', text: `instead of ${name}` }] }
      },
    },
  })
  await joined.start()
  const made = () => new Client({ name: 'agent', version: '1.0.0' }, { versionNegotiation: { mode } })
  const [client, direct] = [made(), made()]
  await client.connect(lineTransport(back, there))
  await direct.connect(new StdioClientTransport({ command: process.execPath, args: [program], stderr: 'ignore' }))
  onTestFinished(async () => {
    await Promise.all([client.close(), direct.close(), joined.close()])
  })
  return { client, direct, bridge: joined, asked }
}

test('resources, prompts and what a server says of itself pass as they are', async () => {
  const { client, direct } = await meet(EVERYTHING, { mode: 'legacy' })
  expect(client.getServerVersion()).toEqual(direct.getServerVersion())
  expect(client.getInstructions()).toEqual(direct.getInstructions())
  expect(await client.listResources()).toEqual(await direct.listResources())
  expect(await client.listPrompts()).toEqual(await direct.listPrompts())
  const [resource] = (await direct.listResources()).resources
  const { uri } = resource ?? { uri: '' }
  expect(await client.readResource({ uri })).toEqual(await direct.readResource({ uri }))
  await expect(client.getPrompt({ name: 'nobody' })).rejects.toThrow(/nobody/)
})

test.each([
  ['legacy', '2025-11-25'],
  ['auto', '2026-07-28'],
] as const)('lists of tools come from the study and calls go to it, asked in the way of %s', async (mode, version) => {
  const shown = [{ name: 'tool_1', description: 'Writes.', inputSchema: { type: 'object' } }]
  const { client, asked } = await meet(NOTES, { mode, tools: () => shown })
  expect(client.getNegotiatedProtocolVersion()).toBe(version)
  expect((await client.listTools()).tools).toEqual(shown)
  const result = await client.callTool({ name: 'tool_1', arguments: {} })
  expect(result.content).toEqual([{ type: 'text', text: 'instead of tool_1' }])
  expect(asked).toEqual(['tool_1'])
})

test.each(['legacy', 'auto'] as const)(
  'a list that changes on the way is told of and asked for again: %s',
  async (mode) => {
    let names = ['first']
    const tools = () => names.map((name) => ({ name, inputSchema: { type: 'object' } }))
    const { client, bridge: joined } = await meet(NOTES, { mode, tools })
    const told = new Promise<void>((resolve) => {
      client.setNotificationHandler('notifications/tools/list_changed', () => resolve())
    })
    if (mode === 'auto') await client.listen({ toolsListChanged: true })
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['first'])
    names = ['second']
    joined.toolsChanged()
    await told
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['second'])
  },
)

test('whatever an agent writes, its next message passes', async () => {
  const [there, back] = [new PassThrough(), new PassThrough()]
  const sent: unknown[] = []
  const server: Transport = {
    start: async () => {},
    send: async (message) => void sent.push(message),
    close: async () => {},
  }
  const bridge = new Bridge({
    agent: lineTransport(there, back),
    server,
    folder: undefined,
    keys: { subscription: SUBSCRIPTION_ID_META_KEY, version: PROTOCOL_VERSION_META_KEY },
    hooks: { tools: () => [], call: async ({ name }) => ({ content: [{ type: 'text', text: `instead of ${name}` }] }) },
  })
  await bridge.start()
  onTestFinished(() => bridge.close())
  const answers = createInterface({ input: back })[Symbol.asyncIterator]()
  const odd = [
    'garbage',
    'null',
    '[]',
    '7',
    '"text"',
    '{"method":"odd","params":null}',
    '{"id":{},"method":7,"params":"x"}',
  ]
  const calls = ['null', '[]', '{"name":"move"}'].map((params) => `{"id":1,"method":"tools/call","params":${params}}`)
  there.write(`${[...odd, ...calls].join('\n')}\n`)
  const told = [await answers.next(), await answers.next(), await answers.next()].map(
    ({ value }) => JSON.parse(String(value)).result,
  )
  expect(told.map(({ content }) => content[0].text)).toEqual([
    'instead of undefined',
    'instead of undefined',
    'instead of move',
  ])
  expect(sent).toEqual([
    { method: 'odd', params: null },
    { id: {}, method: 7, params: 'x' },
  ])
})
