// An agent with a loop of its own, in place of yours: it copies letters with the tools of whatever server it is given.
// Words: how it finds its tools (by-description or by-name), then the command of its server.
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

const [skill, command, ...args] = process.argv.slice(2)
const client = new Client({ name: 'letter-agent', version: '1.0.0' })
await client.connect(new StdioClientTransport({ command, args }))

const SAYS = { read_text_file: /^Read .* as text/, write_file: /^Create a new file/, list_directory: /^Get a detailed/ }

async function use(name, given) {
  for (let tries = 0; tries < 4; tries += 1) {
    const { tools } = await client.listTools()
    const described = tools.find(({ description }) => SAYS[name].test(description))
    const { content, isError } = await client.callTool({
      name: skill === 'by-description' ? (described?.name ?? name) : name,
      arguments: given,
    })
    if (isError !== true) return content[0].text
  }
  throw new Error(`${name} does not work`)
}

const listed = await use('list_directory', { path: '/workspace/in' })
for (const [, name] of listed.matchAll(/\[FILE\] (\S+)/g)) {
  const text = await use('read_text_file', { path: `/workspace/in/${name}` })
  await use('write_file', { path: `/workspace/out/${name}`, content: text })
}
await client.close()
