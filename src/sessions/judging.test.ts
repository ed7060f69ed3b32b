import { expect, test } from 'vitest'
import { aSession, ended } from '../../test/support/traces/session.js'
import type { JudgedResult, LabelSource } from '../domain/index.js'
import { factsOf, type SessionFacts } from './facts.js'
import { judgeMessages, judgeVerdict } from './judge-prompt.js'
import { judgedSuccess } from './judging.js'

type Truth = 'solved' | 'failed' | undefined

/** So many sessions of a truth (or none) that the judge called so. */
function judged(times: number, truth: Truth, verdict: JudgedResult['verdict'], labelledBy: LabelSource = 'readers') {
  return Array.from({ length: times }, (_, index) =>
    factsOf(
      aSession({
        id: `${truth}-${verdict}-${index}`,
        calls: ['look -> ok'],
        ...(truth !== undefined && { outcome: ended(truth), labelledBy }),
        judged: { verdict, model: 'judge' },
      }),
    ),
  )
}

const audited = [
  ...judged(45, 'solved', 'solved'),
  ...judged(5, 'solved', 'failed'),
  ...judged(40, 'failed', 'failed'),
  ...judged(10, 'failed', 'solved'),
]
const rest = [...judged(60, undefined, 'solved'), ...judged(40, undefined, 'failed')]

test('a judge is corrected by its errors on known results', () => {
  const [finding] = judgedSuccess([...audited, ...rest], { level: 0.95 })
  expect(finding).toMatchObject({
    judged: 200,
    audit: { successes: { trials: 50, right: 45 }, failures: { trials: 50, right: 40 } },
    missing: { successes: 0, failures: 0 },
  })
  // Of 200, 115 are called solved: (0.575 + 0.8 - 1) / (0.9 + 0.8 - 1).
  expect(finding?.corrected).toMatchObject({
    kind: 'determined',
    method: 'rogan-gladen',
    value: expect.closeTo(0.375 / 0.7, 9),
  })
  // Called solved on 60 % of the rest, and by 0.55 - 0.5 too often on what was read.
  expect(finding?.predictionPowered).toMatchObject({
    kind: 'determined',
    method: 'prediction-powered-clustered',
    value: expect.closeTo(0.55, 9),
  })
})

test('sessions of one task err together: the interval is wider than that of as many tasks', () => {
  const together = [...audited, ...rest].map(
    (facts, index): SessionFacts => ({
      ...facts,
      trial: { ...facts.trial, task: `task ${Math.floor(index / 10)}` },
    }),
  )
  const widthOf = (facts: readonly SessionFacts[]) => {
    const found = judgedSuccess(facts, { level: 0.95 })[0]?.predictionPowered
    if (found?.kind !== 'determined') throw new Error('nothing was determined')
    return { samples: found.samples, width: found.high - found.low }
  }
  const [apart, grouped] = [widthOf([...audited, ...rest]), widthOf(together)]
  expect([apart.samples, grouped.samples]).toEqual([200, 20])
  expect(grouped.width).toBeGreaterThan(1.5 * apart.width)
})

test('with fewer than 40 of either kind nothing is corrected, and what is missing is said', () => {
  const few = [...judged(12, 'solved', 'solved'), ...judged(39, 'failed', 'failed'), ...rest]
  const [finding] = judgedSuccess(few, { level: 0.95 })
  expect(finding?.missing).toEqual({ successes: 28, failures: 1 })
  expect(finding?.corrected).toMatchObject({ kind: 'undetermined', reason: 'too-few-trials' })
})

test('results that are not a random part do not stand for the rest', () => {
  const [finding] = judgedSuccess([...audited, ...judged(1, 'solved', 'solved', 'script'), ...rest], { level: 0.95 })
  expect(finding?.predictionPowered).toBeUndefined()
})

test('what the judge cannot tell is left out and counted', () => {
  const [finding] = judgedSuccess([...audited, ...rest, ...judged(7, 'solved', 'unknown')], { level: 0.95 })
  expect(finding).toMatchObject({ judged: 200, unclear: 7, audit: { successes: { trials: 50 } } })
})

test('a verdict of a judge is no outcome', () => {
  const [facts] = judged(1, undefined, 'failed')
  expect(facts?.trial.outcome).toEqual({ kind: 'unknown' })
})

test.each([
  ['The order is at the dock.\nSOLVED', 'solved'],
  ['**FAILED**', 'failed'],
  ['Verdict: solved.', 'solved'],
  ['UNCLEAR', 'unknown'],
  ['It was solved, I think, but FAILED is possible', 'unknown'],
  ['', 'unknown'],
])('the answer %j says %s', (answer, verdict) => {
  expect(judgeVerdict(answer)).toBe(verdict)
})

test('a judge sees the work and neither the system nor a score, and long sessions keep their ends', () => {
  const calls = Array.from({ length: 400 }, (_, index) => `tool-${index} -> ${'x'.repeat(500)}`)
  const session = aSession({ system: { model: 'secret-model' }, scores: { success: 'secret-score' }, calls })
  const text = judgeMessages(session, 'Done?')
    .map((message) => message.text)
    .join('\n')
  expect(text).not.toContain('secret')
  expect(text).toContain('tool-0 ')
  expect(text).toContain('tool-399 ')
  expect(text).toContain('turns left out')
  expect(text.length).toBeLessThan(65_000)
})
