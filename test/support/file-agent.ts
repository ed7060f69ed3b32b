// An agent with a loop of its own: copies the files that it is told, with the tools of whatever server it is given.
// Run by tests as a process. Words: how it finds its tools, how it comes to its server, and where that is.
import { writeFileSync } from 'node:fs'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

const [skill = 'descriptions', way = 'pipe', ...place] = process.argv.slice(2)
const [program = '', ...words] = place
const client = new Client({ name: 'file-agent', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
await client.connect(
  way === 'pipe'
    ? new StdioClientTransport({ command: program, args: words })
    : new StreamableHTTPClientTransport(new URL(program)),
)

const NAMES = ['a.txt', 'b.txt', 'c.txt', 'd.txt']
const WANTED = {
  read: { name: 'read_text_file', says: 'Read the complete contents of a file from the file system as text' },
  write: { name: 'write_file', says: 'Create a new file or completely overwrite' },
} as const

async function use(what: keyof typeof WANTED, given: Readonly<Record<string, string>>): Promise<string> {
  const { name, says } = WANTED[what]
  for (let tries = 0; tries < 4; tries += 1) {
    const { tools } = await client.listTools()
    const found =
      skill === 'names' ? name : (tools.find(({ description = '' }) => description.startsWith(says))?.name ?? name)
    const result = await client.callTool({ name: found, arguments: { ...given } })
    const [block] = result.content
    if (result.isError !== true) return block?.type === 'text' ? block.text : ''
  }
  throw new Error(`${name} does not work`)
}

// What it can see of where it is: the same in every arm.
const seen = { server: client.getServerVersion(), version: client.getNegotiatedProtocolVersion() }
writeFileSync(`${process.env.HOME}/seen.json`, JSON.stringify(seen))
for (const name of NAMES) {
  const text = await use('read', { path: `/workspace/in/${name}` })
  await use('write', { path: `/workspace/out/${name}`, content: text })
}
await client.close()
