// A tool server over pipes that breaks when it is told to: run by a test as a process of its own.
import { writeFileSync } from 'node:fs'
import { McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { z } from 'zod'

process.stderr.write(`the key is ${process.env.NOTE_KEY}\n`)
if (process.argv[2] === 'refuse') {
  process.stderr.write('note server: no store to open\n')
  process.exit(3)
}
serveStdio(() => {
  const server = new McpServer({ name: 'notes', version: '1.0.0' })
  server.registerTool(
    'write_note',
    { description: 'Writes the note.', inputSchema: z.object({ text: z.string() }) },
    ({ text }) => {
      if (text === 'break') process.exit(4)
      writeFileSync('note.txt', text)
      return { content: [{ type: 'text', text: 'written' }] }
    },
  )
  return server
})
