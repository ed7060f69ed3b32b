import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { writeStudy } from '../support/tiny-inputs.js'

const KEY = 'sk-planted-5f0c2d7be19a4463'
let server: Server
let env: Readonly<Record<string, string>> = {}

/** A vendor that refuses the key and quotes it; the vendor's address leads to this machine. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const echo = `${'x'.repeat(190)}${request.headers.authorization}`
    response.writeHead(401, { 'x-echo': KEY }).end(JSON.stringify({ error: { message: `wrong key ${KEY} ${echo}` } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` }
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Every byte below a folder, as text that keeps each one. */
function everything(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n')
}

test('a key in the environment shows nowhere, not even where the vendor quotes it', async () => {
  const cwd = emptyFolder()
  const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 1 }
  const study = writeStudy(cwd, {
    systems: [{ model: 'policy:wide' }, { model: 'openai:some', price }],
    control: undefined,
  })
  const words = ['probe', '--config', study, '--budget', '1', '--yes', '--json']
  const { code, stdout, stderr } = await leadline(words, { cwd, env })
  expect(code).toBe(2)
  expect(stderr).toContain('openai answered 401')
  const written = everything(cwd)
  expect(written).toContain('transport-failed')
  for (const text of [stdout, stderr, written]) expect(text).not.toContain(KEY.slice(0, 14))
})
