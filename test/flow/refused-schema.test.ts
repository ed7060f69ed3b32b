import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { writeStudy } from '../support/tiny-inputs.js'

test('a schema that a vendor refuses is said in its words, the study goes on with the other systems, nothing is lost', async () => {
  let asks = 0
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      asks += 1
      const message = "Invalid schema for function 'look': None is not of type 'object'"
      response.writeHead(400).end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const cwd = emptyFolder()
    const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 1 }
    const study = writeStudy(cwd, {
      systems: [{ model: 'policy:wide' }, { model: 'openai:some', price }],
      control: undefined,
    })
    const { port } = server.address() as AddressInfo
    const env = { OPENAI_API_KEY: 'sk-planted', OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` }
    const words = ['probe', '--config', study, '--budget', '1', '--yes', '--json']
    const { code, stdout } = await leadline(words, { cwd, env })
    expect(code).toBe(0)
    const { exclusions, trials } = JSON.parse(stdout)
    const label = `some (127.0.0.1:${port}, leadline)`
    const refused = trials.filter(({ system }: { readonly system: string }) => system === label)
    expect(exclusions).toContainEqual({
      where: label,
      reason: 'model-api',
      trials: refused.length,
      example: "openai answered 400: Invalid schema for function 'look': None is not of type 'object'",
    })
    // Each trial asks once: what is refused as it stands is not asked again.
    expect(asks).toBe(refused.length)
    expect(trials.some(({ outcome }: { readonly outcome: string }) => outcome === 'solved')).toBe(true)
    expect(readdirSync(join(cwd, '.leadline')).some((name) => name.endsWith('.db'))).toBe(true)
    const text = await leadline(['report', '--config', study], { cwd })
    expect(text.stdout.replaceAll(/\s+/g, ' ')).toContain(
      "(such as: openai answered 400: Invalid schema for function 'look'",
    )
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}, 120_000)
