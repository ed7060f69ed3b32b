import { expect, test } from 'vitest'
import type { OutcomeRow } from '../domain/index.js'
import { estimateAuditedSuccess } from '../estimate/index.js'
import { createRandom } from '../math/index.js'
import { analyseOutcomes } from './index.js'
import { judgeFindings } from './judge.js'

const OPTIONS = { reference: 'big', contrast: 'longer-work', level: 0.95, margin: 0.1, seed: 1 } as const

interface Kind {
  readonly system: string
  readonly tasks: number
  /** Chance that a true success is called one, and that a true failure is. */
  readonly sensitivity: number
  readonly specificity: number
}

/** Judged trials, eight a task, of which a random quarter is audited; tasks are easy or hard. */
function judgedRows(kind: Kind, seed: number): OutcomeRow[] {
  const random = createRandom(seed)
  return Array.from({ length: kind.tasks }, (_, task) => task).flatMap((task) => {
    const chance = random.next() < 0.5 ? 0.98 : 0.22
    return Array.from({ length: 8 }, (_, repeat): OutcomeRow => {
      const truth = random.next() < chance ? 1 : 0
      const isRight = random.next() < (truth === 1 ? kind.sensitivity : kind.specificity)
      const outcome = { kind: (truth === 1) === isRight ? 'solved' : 'failed' } as const
      const isAudited = random.next() < 0.25
      return { system: kind.system, task: `t${task}`, repeat, outcome, ...(isAudited && { truth }) }
    })
  })
}

const STRICT: Kind = { system: 'big', tasks: 30, sensitivity: 0.7, specificity: 0.98 }

test('an audited success holds the truth as often as stated, though the judge is wrong and trials of a task are alike', () => {
  const studies = 600
  let held = 0
  for (let study = 0; study < studies; study += 1) {
    const estimate = estimateAuditedSuccess(judgedRows(STRICT, study), { level: 0.95 })
    if (estimate.kind === 'determined' && estimate.low <= 0.6 && estimate.high >= 0.6) held += 1
  }
  // Of 3,000 such studies 94.8 % held; without clusters 81.9 %, without correction 12.5 %.
  expect(held / studies).toBeGreaterThan(0.93)
  expect(held / studies).toBeLessThan(0.975)
})

test('each system is corrected by its own audit, and a judge that errs differently on two is said to', () => {
  const fond: Kind = { system: 'small', tasks: 30, sensitivity: 0.98, specificity: 0.6 }
  const rows = [...judgedRows(STRICT, 1), ...judgedRows(fond, 2)]
  const { successes, judge } = analyseOutcomes(rows, OPTIONS)
  expect(successes.map(({ judged }) => judged?.method)).toEqual(successes.map(() => 'prediction-powered-clustered'))
  expect(judge?.map(({ system }) => system)).toEqual(['big', 'small'])
  expect(judge?.[0]?.errsAlike).toBeUndefined()
  expect(judge?.[1]?.words[1]).toMatch(/^It errs differently on small and on big \(p [<=] 0\.\d+\)/)
})

test('a judge that errs alike is not said to err differently', () => {
  const rows = [...judgedRows(STRICT, 1), ...judgedRows({ ...STRICT, system: 'small' }, 2)]
  expect(judgeFindings(rows, 'big').map(({ words }) => words.length)).toEqual([1, 1])
})

test('too small an audit corrects nothing, and no audit says nothing of a judge', () => {
  const rows = judgedRows({ ...STRICT, tasks: 8 }, 3)
  expect(estimateAuditedSuccess(rows, { level: 0.95 })).toMatchObject({
    kind: 'undetermined',
    reason: 'too-few-trials',
  })
  const silent = rows.map(({ truth: _, ...row }) => row)
  expect(analyseOutcomes(silent, OPTIONS)).not.toHaveProperty('judge')
})

test('an audit beside trials that carry one is refused', () => {
  const audit = { successes: { right: 45, trials: 50 }, failures: { right: 45, trials: 50 } }
  expect(() => analyseOutcomes(judgedRows(STRICT, 1), { ...OPTIONS, audit })).toThrow(
    expect.objectContaining({ code: 'audited-twice' }),
  )
})

test('an audit that found no error is no proof that there is none: the interval stays wider than after a longer one', () => {
  const rows = judgedRows(STRICT, 1).map(({ truth: _, ...row }) => row)
  const widthAfter = (trials: number) => {
    const audit = { successes: { right: trials, trials }, failures: { right: trials, trials } }
    const judged = analyseOutcomes(rows, { ...OPTIONS, audit }).successes[0]?.judged
    if (judged?.kind !== 'determined') throw new Error('no interval')
    return judged.high - judged.low
  }
  expect(widthAfter(40)).toBeGreaterThan(widthAfter(40_000) * 1.005)
})

test('where every trial was audited the truth counts alone', () => {
  const rows = judgedRows(STRICT, 1).map((row): OutcomeRow => ({ ...row, truth: row.repeat % 2 === 0 ? 1 : 0 }))
  expect(estimateAuditedSuccess(rows, { level: 0.95 })).toMatchObject({
    kind: 'determined',
    value: 0.5,
    method: 'wilson-clustered',
    trials: 240,
  })
})
