import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { emptyFolder } from '../../../test/support/command.js'
import type { Mark } from './left-behind.js'
import { endWords, lastLine, runToEnd } from './run-to-end.js'

const run = (
  command: readonly string[] | string,
  more: { readonly input?: string; readonly signal?: AbortSignal; readonly mark?: Mark } = {},
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
  await expect.poll(() => isAlive(pid)).toBe(false)
})

/** Whether a process is there and not only left in the table because nobody collects it. */
function isAlive(pid: string): boolean {
  return /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim())
}

describe.runIf(process.platform === 'linux')('what has left the group of a command ends with it', () => {
  test.each([
    ['by a token in its environment', 'TOKEN=token-of-a-trial setsid sleep 60'],
    ['by a token in its words', "env -i setsid sh -c 'sleep 60; : token-of-a-trial'"],
    ['by its home', 'env -i HOME=/home/of-a-trial setsid sleep 60'],
  ])('known %s', async (_, line) => {
    const mark = { token: 'token-of-a-trial', home: '/home/of-a-trial' }
    const { output } = await run(`exec 2>&1; ${line} > /dev/null & echo $!; sleep 0.2`, { mark })
    await expect.poll(() => isAlive(lastLine(output))).toBe(false)
  })
})

test.runIf(process.platform !== 'win32')('a command does not outlive a Leadline that is killed', async () => {
  const here = (path: string) => new URL(path, import.meta.url)
  const code = `import { runToEnd } from '${here('./run-to-end.ts').href}'
    const command = ['sh', '-c', 'echo $$ > pid; exec sleep 60']
    await runToEnd({ command, folder: '.', environment: process.env, signal: new AbortController().signal })`
  const folder = emptyFolder()
  const loader = here('../../../test/support/journal-source-loader.ts').href
  const words = ['--no-warnings', '--import', loader, '--input-type=module', '-e', code]
  const killed = spawn(process.execPath, words, { cwd: folder, stdio: 'ignore' })
  const pid = await vi.waitFor(() => readFileSync(join(folder, 'pid'), 'utf8').trim() || Promise.reject(), 10_000)
  expect(isAlive(pid)).toBe(true)
  killed.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
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
