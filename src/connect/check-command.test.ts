import { expect, test } from 'vitest'
import { emptyFolder } from '../../test/support/command.js'
import { checkByCommand } from './check-command.js'

const run = (command: string, input = '{"id":"s1"}', timeoutMs = 10_000) =>
  checkByCommand(command, input, {
    cwd: emptyFolder(),
    env: { PATH: process.env.PATH },
    timeoutMs,
    signal: new AbortController().signal,
  })

test.each([
  ['exit 0', { verdict: 'solved' }],
  ['exit 1', { verdict: 'failed' }],
  ['exit 3', { verdict: 'unknown', why: 'exit code 3' }],
  ['echo "no database" >&2; exit 2', { verdict: 'unknown', why: 'exit code 2: no database' }],
  ['echo \'{"result": "failed"}\'', { verdict: 'failed' }],
  ['echo words; echo \'{"result": "solved"}\'; exit 1', { verdict: 'solved' }],
  ['echo \'{"result": "unknown"}\'', { verdict: 'unknown', why: 'it says unknown' }],
  [
    'echo \'{"result": "maybe"}\'',
    { verdict: 'unknown', why: 'result is "maybe"; expected solved, failed or unknown' },
  ],
  ['kill -9 $$', { verdict: 'unknown', why: 'ended by a signal' }],
])('the command %j says %j', async (command, expected) => {
  expect(await run(command)).toEqual(expected)
})

test('the session comes on standard input', async () => {
  expect(await run('grep -q s1')).toEqual({ verdict: 'solved' })
  expect(await run('grep -q s2')).toEqual({ verdict: 'failed' })
})

test('a command that reads nothing of a large session is no error', async () => {
  expect(await run('exit 0', 'x'.repeat(1_000_000))).toEqual({ verdict: 'solved' })
})

test('a command that takes too long is ended with all that it started', async () => {
  expect(await run('sleep 60 & sleep 60; wait', '', 50)).toEqual({ verdict: 'unknown', why: 'no end within 0.05 s' })
})

test('a command whose run is stopped is ended', async () => {
  const stop = new AbortController()
  const options = { cwd: emptyFolder(), env: { PATH: process.env.PATH }, timeoutMs: 60_000, signal: stop.signal }
  const running = checkByCommand('echo > begun; sleep 60', '', options)
  stop.abort(new Error('stopped by the user'))
  await expect(running).rejects.toThrow('stopped by the user')
})
