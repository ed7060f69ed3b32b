import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Io } from './io.js'
import { showProgress } from './progress.js'

const totals = { ended: 1, running: 4, waiting: 5, spentUsd: 0, reservedUsd: 0 }
const study = { label: 'first-study', isPretend: false }
const watched = { totals: () => totals, accounts: () => [] }
const failure = `local answered 503: ${'the upstream is not there and will not be there for a while '.repeat(4)}`.trim()

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Shows a run in which an ask fails, and gives what was written at each step. */
function shown(changes: Partial<Io>) {
  const written: string[] = []
  const io: Io = {
    out: () => undefined,
    err: (text) => written.push(text),
    env: {},
    cwd: '',
    isLive: true,
    isColour: false,
    columns: 80,
    now: () => '',
    signal: new AbortController().signal,
    commandLine: '',
    ...changes,
  }
  const progress = showProgress(io, study, watched)
  const since = (ms: number) => {
    vi.advanceTimersByTime(ms)
    return written.splice(0).join('')
  }
  return { progress, since }
}

/** Characters that move nothing and colour nothing. */
const visible = (text: string) => stripVTControlCharacters(text).replaceAll('\r', '')

test.each([80, 120])('on a terminal of %d columns it is redrawn in place, and no line is wider', (columns) => {
  const { progress, since } = shown({ columns })
  expect(since(200).startsWith('\r\u001B[Jfirst-study')).toBe(true)
  progress.troubled({ kind: 'ask-failed', message: failure, isRateLimit: false })
  const second = since(200)
  // Two lines were drawn before: one up, then everything anew.
  expect(second.startsWith('\u001B[1A\r\u001B[J')).toBe(true)
  const lines = visible(second).split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[2]).toMatch(/^1 ask failed; last: local answered 503: the upstream/)
  expect(lines[3]?.endsWith('…')).toBe(true)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(columns)
  expect(since(200).startsWith('\u001B[3A')).toBe(true)
  progress.stop()
  expect(since(0).endsWith('\n')).toBe(true)
  expect(since(1_000)).toBe('')
})

test('without a terminal it is a line every five seconds, and what goes wrong once', () => {
  const { progress, since } = shown({ isLive: false })
  expect(since(4_999)).toBe('')
  expect(since(1)).toBe('first-study  ██░░░░░░░░░░░░░░░░░░  10%; 1 done · 4 running · 5 left · 0 steps/s\n')
  progress.troubled({ kind: 'ask-failed', message: failure, isRateLimit: false })
  expect(since(5_000).split('\n').slice(1)).toEqual([`1 ask failed; last: ${failure}`, ''])
  expect(since(5_000).split('\n')).toHaveLength(2)
  progress.stop()
  expect(since(0)).not.toContain('\u001B')
})
