import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { connectTo, type ReadyServer, type ToolConnection } from './connection.js'

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const EVERYTHING = at('node_modules/@modelcontextprotocol/server-everything/dist/index.js')

async function connected(server: ReadyServer): Promise<ToolConnection> {
  const connection = await connectTo(server)
  onTestFinished(() => connection.close())
  return connection
}

function overPipes(args: readonly string[]): ReadyServer {
  const folder = at('.')
  return {
    kind: 'process',
    command: process.execPath,
    args,
    env: {},
    folder,
    secrets: [],
    unrecorded: [],
    waitMs: 30_000,
  }
}

/** The public server of everything, at an address of this machine; it takes the port that it is told. */
async function everythingAtAddress(): Promise<ReadyServer> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise((resolve) => probe.close(resolve))
  const env = { PATH: process.env.PATH ?? '', PORT: String(port) }
  const child = spawn(process.execPath, [EVERYTHING, 'streamableHttp'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(async () => {
    child.kill()
    await once(child, 'exit')
  })
  // It says on its standard error that it listens.
  await once(child.stderr, 'data')
  return {
    kind: 'address',
    url: `http://127.0.0.1:${port}/mcp`,
    headers: {},
    secrets: [],
    unrecorded: [],
    waitMs: 30_000,
  }
}

test.each([
  ['pipes', async () => overPipes([EVERYTHING, 'stdio'])],
  ['an address', everythingAtAddress],
] as const)(
  'the public server of everything answers over %s, in the version that it speaks',
  async (_, server) => {
    const connection = await connected(await server())
    expect(connection.protocolVersion).toBe('2025-11-25')
    expect(connection.tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['echo', 'get-sum']))
    expect(await connection.call('get-sum', { a: 2, b: 3 })).toMatchObject({
      isError: false,
      text: expect.stringContaining('2 and 3 is 5'),
    })
    expect(await connection.call('get-sum', { a: 'two' })).toMatchObject({ isError: true })
    const image = await connection.call('get-tiny-image', {})
    expect(image.text).toMatch(/\[image image\/png \d+ bytes, [0-9a-f]{8}\]/)
    const come: unknown[] = []
    await connection.call('trigger-long-running-operation', { duration: 0.5, steps: 2 }, (progress) =>
      come.push(progress),
    )
    // The client drops a word of progress that comes together with the result, as the last one may.
    expect(come[0]).toMatchObject({ progress: 1, total: 2 })
  },
  60_000,
)

test('what the environment put in is hidden in what a server answers, in the text and in what it sent', async () => {
  const token = 'sk-planted-0123456789'
  const server = { ...overPipes([EVERYTHING, 'stdio']), env: { TOKEN: `Bearer ${token}` }, unrecorded: [token] }
  const { text, raw } = await (await connected(server)).call('get-env', {})
  expect(text).toContain('Bearer [hidden]')
  expect(JSON.stringify(raw)).toContain('Bearer [hidden]')
  expect(JSON.stringify({ text, raw })).not.toContain(token)
})

test('a server of the current version is spoken to in it, and again without being asked', async () => {
  const server = overPipes([at('test/support/note-server.ts')])
  const first = await connected(server)
  expect(first.protocolVersion).toBe('2026-07-28')
  expect(first.known).toMatchObject({ kind: 'modern' })
  const again = await connectTo(server, first.known)
  onTestFinished(() => again.close())
  expect(again.protocolVersion).toBe('2026-07-28')
})
