import { expect, test } from 'vitest'
import type { Failure, Outcome, OutcomeRow } from '../../domain/index.js'
import { createRandom } from '../../math/index.js'
import { failureModes, hazardTrend } from '../index.js'

const LEVEL = { level: 0.95 }

function row(task: string, outcome: Outcome, failure?: Failure, more: Partial<OutcomeRow> = {}): OutcomeRow {
  return { system: 'a', task, repeat: 0, outcome, ...(failure !== undefined && { failure }), ...more }
}

const rows = [
  row('t1', { kind: 'solved', steps: 8 }),
  row('t2', { kind: 'failed', steps: 9, derailedAtStep: 3 }, { mode: 'falsely-claims', atStep: 8 }),
  row('t3', { kind: 'censored', steps: 30, limit: 'steps' }, { mode: 'loops', atStep: 4 }),
  row('t4', { kind: 'censored', steps: 12, limit: 'steps' }),
  row('t5', { kind: 'failed', steps: 6, derailedAtStep: 6 }),
  row('t6', { kind: 'void', cause: 'model-api' }),
  row('t7', { kind: 'failed' }),
]

test('each way of ending has its share; solved is one of them, and a limit says "at least so far"', () => {
  const found = failureModes(rows, 'a', LEVEL)
  expect(found?.causes).toEqual(['falsely-claims', 'loops', 'other', 'solved'])
  expect(found?.trials).toBe(5)
  expect(found?.excluded).toEqual({ 'void: model-api': 1, 'no count of steps': 1 })
  expect(found?.points.map(({ exposure, alive }) => [exposure, Number(alive.toFixed(12))])).toEqual([
    [5, 0.8],
    [6, 0.6],
    [8, 0.4],
    [9, 0.2],
    [12, 0.2],
  ])
  for (const { alive, shares } of found?.points ?? []) {
    expect(shares.reduce((sum, { share }) => sum + share, alive)).toBeCloseTo(1, 12)
  }
  expect(found?.final.map(({ cause }) => cause)).toEqual(found?.causes)
  expect(found?.words).toEqual([
    'Of the runs of a, within 12 steps, 20% (1% to 99%) claim success falsely, 20% (1% to 99%) loop, 20% (1% to 99%) derail in another way and 20% (1% to 99%) solve the task.',
    '20% had neither failed nor solved the task when a limit ended what was observed.',
  ])
})

test('with a limit as a cause of its own, it has its share and nobody is left', () => {
  const found = failureModes(rows, 'a', LEVEL)
  const shares = new Map(found?.finalWithLimits.map(({ cause, share }) => [cause, share]))
  expect(shares.get('limit')).toMatchObject({
    kind: 'determined',
    method: 'aalen-johansen',
    value: expect.closeTo(0.2),
  })
  expect(failureModes(rows.slice(5), 'a', LEVEL)).toBeUndefined()
})

test('one task gives shares without an interval, and words that say so', () => {
  const found = failureModes([row('t1', { kind: 'solved', steps: 8 })], 'a', LEVEL)
  expect(found?.final).toMatchObject([{ cause: 'solved', share: { kind: 'undetermined', reason: 'one-task' } }])
  expect(found?.words).toEqual(['How the runs of a end cannot be told from one task.'])
})

/** Runs of several families whose hazard at a step is as given, solved after thirty steps. */
function runs(families: readonly string[], hazard: (step: number, family: number) => number): OutcomeRow[] {
  const random = createRandom(7)
  return families.flatMap((family, place) =>
    Array.from({ length: 120 }, (_, index): OutcomeRow => {
      const more = { family, repeat: index % 3, length: 30, lengthKind: 'reference-steps' as const }
      const task = `${family}/${Math.floor(index / 3)}`
      for (let step = 1; step <= 30; step += 1) {
        if (random.next() >= hazard(step, place)) continue
        const failure: Failure = { mode: 'abandons', atStep: step - 1 }
        return row(task, { kind: 'failed', steps: step, derailedAtStep: step - 1 }, failure, {
          ...more,
          progress: step - 1,
        })
      }
      return row(task, { kind: 'solved', steps: 30 }, undefined, { ...more, progress: 30 })
    }),
  )
}

test('a hazard that rises in every run is found to rise, on both clocks, and the caution stands beside it', () => {
  const found = hazardTrend(
    runs(['mills', 'docks'], (step) => 0.002 * step),
    'a',
    LEVEL,
  )
  expect(found?.direction).toBe('rises')
  expect(found?.byFamily.map(({ family, direction }) => [family, direction])).toEqual([
    ['docks', 'rises'],
    ['mills', 'rises'],
  ])
  expect(found?.words[0]).toMatch(
    /^a derails more easily the longer a run lasts: with twice the steps .* within families/,
  )
  expect(found?.words.at(-1)).toBe(found?.caution)
  const [progress] = found?.onProgress ?? []
  expect(progress?.shapeTest?.p).toBeLessThan(0.01)
  expect(progress?.rate).toMatchObject({ kind: 'determined', method: 'exponential-rate' })
})

test('a mixture of easy and hard families makes the pooled hazard fall; within families it does not', () => {
  const found = hazardTrend(
    runs(['easy', 'hard'], (_, family) => (family === 0 ? 0.01 : 0.25)),
    'a',
    LEVEL,
  )
  if (found?.slope.kind !== 'determined') throw new Error('the slope is determined')
  expect(found.slope.high).toBeLessThan(0)
  expect(found.direction).toBe('cannot-tell')
  expect(found.withinFamilies).toMatchObject({ method: 'discrete-hazard-within-families' })
  expect(found.caution).toContain('no sign of robustness')
})

test('without a failure there is no slope, but an upper bound for the rate', () => {
  const found = hazardTrend(
    runs(['mills'], () => 0),
    'a',
    LEVEL,
  )
  expect(found).toMatchObject({
    direction: 'cannot-tell',
    slope: { kind: 'undetermined', reason: 'no-variation' },
    onProgress: [{ rate: { kind: 'undetermined', reason: 'no-variation', atMost: expect.closeTo(3.6889 / 3600, 6) } }],
  })
  expect(found?.words[0]).toBe(
    '0 of 120 runs of a derailed; whether they derail more easily later in a run cannot be told.',
  )
  expect(hazardTrend([], 'a', LEVEL)).toBeUndefined()
})

test('a trial that derailed before its first checkpoint is moved off zero, and the reader is told', () => {
  const found = hazardTrend(
    runs(['mills'], (step) => 0.02 + 0.001 * step),
    'a',
    LEVEL,
  )
  expect(found?.onProgress[0]?.shape.warnings).toContain('derailed-before-first-checkpoint')
})
