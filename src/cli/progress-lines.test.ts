import { expect, test } from 'vitest'
import type { AccountStatus, Trouble } from '../run/index.js'
import { addTrouble, limitWords, NO_TROUBLES, progressLines, troubleLines } from './progress-lines.js'

const totals = { ended: 60, running: 4, waiting: 36, spentUsd: 1.234, reservedUsd: 0.5 }
const study = { label: 'first-study', isPretend: false }
const run = { steps: 2_500, first: 20, seconds: 10, totals, accounts: [] }

function anAccount(changes: Partial<AccountStatus> & { readonly limits?: readonly number[] } = {}): AccountStatus {
  const { limits = [20], ...rest } = changes
  return {
    label: 'openai',
    limit: limits.at(-1) ?? 0,
    inFlight: 18,
    waiting: 0,
    resting: 0,
    resumesInMs: undefined,
    refusals: 0,
    waitedMs: 0,
    history: limits.map((limit, place) => ({ atMs: place, limit })),
    ...rest,
  }
}

test('a run says how far it is, how fast, what it costs and how long it will take', () => {
  const [head, counts, money] = progressLines(study, run)
  expect(head).toBe('first-study  ████████████░░░░░░░░  60%  about 10 s left')
  expect(counts).toBe('60 done · 4 running · 36 left · 250 steps/s')
  expect(money).toBe('spent $1.23 · reserved $0.50')
})

test('spend stands against the budget, with what it comes to when the whole plan costs as much', () => {
  const lines = progressLines({ ...study, budgetUsd: 5, mostTrials: 120 }, run)
  expect(lines[2]).toBe('spent $1.23 of $5.00 · reserved $0.50 · at this rate about $2.47 in all')
})

test('what it comes to is not foretold when nothing is left, however many forks the plan could have had', () => {
  const ended = { ...totals, running: 0, waiting: 0 }
  expect(progressLines({ ...study, mostTrials: 120 }, { ...run, totals: ended })[2]).toBe(
    'spent $1.23 · reserved $0.50',
  )
})

test('trials of an earlier run do not make this one look fast', () => {
  expect(progressLines(study, { ...run, first: 60 })[0]).not.toContain('about')
})

test('made-up prices are called so, and costs are left out where there are none', () => {
  expect(progressLines({ ...study, isPretend: true }, run)[0]).toContain('first-study, pretend prices')
  const lines = progressLines(study, { ...run, totals: { ...totals, spentUsd: 0, reservedUsd: 0 } })
  expect(lines.join()).not.toContain('$')
})

test('each account says what it has in flight, how its limit has moved, and what waits until when', () => {
  const accounts = [
    anAccount({ limits: [20, 40, 32], waiting: 7, resting: 7, refusals: 3, resumesInMs: 11_400 }),
    anAccount({ label: '127.0.0.1:11434', limits: [4], inFlight: 4, waiting: 5 }),
  ]
  expect(progressLines(study, { ...run, accounts }).slice(3)).toEqual([
    'openai           ▄█▇  18 of 32 in flight · 7 wait 12 s for a rate limit',
    '127.0.0.1:11434  4 of 4 in flight · 5 wait',
  ])
})

test('many accounts do not fill the screen', () => {
  const accounts = Array.from({ length: 9 }, (_, place) => anAccount({ label: `host-${place}` }))
  const lines = progressLines(study, { ...run, accounts })
  expect(lines).toHaveLength(10)
  expect(lines.at(-1)).toBe('and 3 accounts more')
})

test('what goes wrong is counted and says its last words', () => {
  const failed = (message: string, isRateLimit = false): Trouble => ({ kind: 'ask-failed', message, isRateLimit })
  const troubles: Trouble[] = [
    failed('local answered 429: busy', true),
    failed('local reply: no JSON; expected a chat completion'),
    { kind: 'attempt-failed', cause: 'model-api', message: 'local reply: no JSON' },
    { kind: 'trial-void', cause: 'model-api', message: 'local reply: no JSON (in 3 attempts)' },
    { kind: 'trial-void', cause: 'scorer', message: 'the ledger is missing' },
  ]
  expect(troubleLines(troubles.reduce(addTrouble, NO_TROUBLES))).toEqual([
    '2 asks failed, 1 for a rate limit, 1 trial launched again; last: local reply: no JSON; expected a chat completion',
    '2 trials left out (model-api 1, scorer 1); last: the ledger is missing',
  ])
  expect(troubleLines(NO_TROUBLES)).toEqual([])
})

test('in the end an account whose rate limits were met says what that came to, and no other does', () => {
  const met = anAccount({ limits: [20, 40, 32, 25, 26], refusals: 14, waitedMs: 192_000 })
  expect(limitWords([anAccount({ limits: [20, 40] }), met])).toEqual([
    'openai: 14 refusals for a rate limit; 20 asks in flight at first, 26 in the end, 20 to 40 in between; asks waited 3 min in all.',
  ])
})
