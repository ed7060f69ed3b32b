import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { emptyFolder } from '../support/command.js'
import { commandHere } from '../support/command-here.js'
import { startCommand } from '../support/killable.js'
import { clientOf } from '../support/served.js'

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the command serves until %s, which ends it in order while clients hold connections',
  async (sign) => {
    const words = ['zoo', 'serve', '--host', '127.0.0.1', '--port', '0']
    const { child, ended, stdout, stderr } = await startCommand(words, emptyFolder())
    while (!stdout().includes('Ctrl-C ends it.')) {
      if (child.exitCode !== null) throw new Error(stderr())
      await delay(10)
    }
    const url = /http:\S+(?=\/v1)/.exec(stdout())?.[0] ?? ''
    const client = clientOf({ url })
    const listed = []
    for await (const { id } of client.models.list()) listed.push(id)
    const [model = ''] = listed
    const messages = [{ role: 'user' as const, content: 'Go.' }]
    const { choices } = await client.chat.completions.create({ model, messages, seed: 1 })
    expect(choices).toHaveLength(1)
    const signalled = performance.now()
    child.kill(sign)
    expect(await ended, stderr()).toBe(0)
    expect(performance.now() - signalled).toBeLessThan(5_000)
    await expect(fetch(url)).rejects.toThrow()
  },
)

test.each([
  ['--port 70000', '--port is "70000"; expected a whole number from 0 to 65535'],
  ['--port any', '--port is "any"; expected a whole number from 0 to 65535'],
  ['--port 0 --model nobody', '--model is "nobody"; expected one of '],
  ['--port 0 --host 192.0.2.1', '--host is "192.0.2.1"; expected an address of this machine'],
])('zoo serve %s is refused in one line', async (words, says) => {
  const { code, stdout, stderr } = await commandHere(['zoo', 'serve', ...words.split(' ')], '/')
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^leadline: [^\n]+\n$/)
  expect(stderr).toContain(says)
})
