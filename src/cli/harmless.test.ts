import { expect, test } from 'vitest'
import { harmless } from './harmless.js'
import { runCommand } from './program.js'

test('what a terminal would obey is written out, but for our own styles where we write any', () => {
  const text = '\u001B[1mbold\u001B[0m\ta\u001B[2J\u001B[8mb\r\u0007\u009B2Jc\u007F\n'
  expect(harmless(text, true)).toBe('\u001B[1mbold\u001B[0m\ta\\u001b[2J\\u001b[8mb\\u000d\\u0007\\u009b2Jc\\u007f\n')
  expect(harmless(text, false)).not.toMatch(/(?![\n\t])\p{Cc}/u)
})

test('a document stays one, and says the same', () => {
  const document = { name: 'tool \u009B2J \u007F \u001B[2J' }
  const text = harmless(JSON.stringify(document), false)
  expect(text).not.toMatch(/\p{Cc}/u)
  expect(JSON.parse(text)).toEqual(document)
})

test('neither does what an error quotes', async () => {
  const said: string[] = []
  const io = {
    ...{ out: () => {}, err: (text: string) => said.push(text), env: {}, cwd: '/nowhere', isLive: false },
    ...{ isColour: false, columns: 80, now: () => '2026-01-01T00:00:00Z', commandLine: 'leadline' },
    signal: new AbortController().signal,
  }
  expect(await runCommand(['inspect', 'a\u009B2J.db'], io)).toBe(2)
  expect(said.join('')).toContain('a\\u009b2J.db')
})
