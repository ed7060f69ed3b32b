import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { emptyFolder } from '../../../test/support/command.js'
import { endWords, lastLine, runToEnd } from './run-to-end.js'

const run = (
  command: readonly string[] | string,
  more: { readonly input?: string; readonly signal?: AbortSignal } = {},
) =>
  runToEnd({
    command,
    folder: emptyFolder(),
    environment: { PATH: process.env.PATH },
    signal: new AbortController().signal,
    ...more,
  })

const WRITES = "process.stdout.write('x'.repeat(300_000) + '\\nthe last line\\n')"

test('what a command writes last is read, however much came before', async () => {
  const { code, output } = await run([process.execPath, '-e', WRITES])
  expect({ code, last: lastLine(output) }).toEqual({ code: 0, last: 'the last line' })
})

test('what a command has started ends with it', async () => {
  const { output } = await run('sleep 60 & echo $!')
  const pid = lastLine(output)
  // Where nobody collects it, what has ended stays in the table.
  const state = () => spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim()
  await expect.poll(() => state().replace(/^Z.*/, '')).toBe('')
})

test('a command gets its input, or none', async () => {
  expect(lastLine((await run(['cat'], { input: 'a session' })).output)).toBe('a session')
  expect((await run(['cat'])).output).toBe('')
})

test('a command is ended by its signal, and has no code then', async () => {
  const { code } = await run(['sleep', '60'], { signal: AbortSignal.timeout(50) })
  expect(code).toBeUndefined()
})

test('a program that is not there is an error', async () => {
  await expect(run(['no-such-program'])).rejects.toThrow('ENOENT')
})

test('the words on an end hide a secret before they are cut', () => {
  const said = `${'a'.repeat(195)} key-of-this-trial`
  expect(endWords({ code: 1, output: '', complaints: said }, 'key-of-this-trial')).toBe(
    `exit 1: ${'a'.repeat(195)} [key`,
  )
  expect(endWords({ code: undefined, output: 'bye\n', complaints: '' }, 'key')).toBe('exit by a signal: bye')
  expect(endWords({ code: 2, output: '', complaints: 'red \u001b[31m alert' }, 'key')).toBe('exit 2: red  [31m alert')
})
