import { expect, test } from 'vitest'
import type { OutcomeRow } from '../domain/index.js'
import { breakEven, decide } from './index.js'

const DEAR = { system: 'big', costUsd: 1, success: 0.9 }

test('a cheaper system that succeeds at least as often pays whatever a failure costs', () => {
  const found = breakEven({ system: 'small', costUsd: 0.1, success: 0.95 }, DEAR)
  expect(found).toMatchObject({
    cheaper: 'small',
    words: 'small costs less than big and pays whatever a failure costs',
  })
  expect(found?.loudUsd).toBeUndefined()
})

test('where it is not known which failures are noticed, both prices are that of any failure', () => {
  const small = { system: 'small', costUsd: 0.1, success: 0.6 }
  const found = breakEven(small, DEAR)
  // At this price the cost for each correct job is the same: (c + (1 - p) l) / p.
  const cost = ({ costUsd, success }: typeof DEAR) => (costUsd + (1 - success) * (found?.loudUsd ?? 0)) / success
  expect(cost(small)).toBeCloseTo(cost(DEAR))
  expect(found?.silentUsd).toBe(found?.loudUsd)
  expect(found?.words).toContain('noticed or not')
})

test('a system whose failures go unnoticed pays up to another price for those than for noticed ones', () => {
  const found = breakEven({ system: 'small', costUsd: 0.1, success: 0.6, noticed: 0.1 }, { ...DEAR, noticed: 0.9 })
  // Small: 0.067 noticed and 0.6 unnoticed failures a correct job; big: 0.1 and 0.011.
  expect(found?.loudUsd).toBeUndefined()
  expect(found?.silentUsd).toBeCloseTo((1 / 0.9 - 0.1 / 0.6) / (0.6 - 0.1 / 9))
  expect(found?.words).toContain('a failure that is noticed costs anything, or one that is not noticed less than $1.6')
})

test('retries that eat the saving are said, and a system that is never right saves nothing', () => {
  expect(breakEven({ system: 'small', costUsd: 0.9, success: 0.5 }, DEAR)).toMatchObject({ loudUsd: 0, silentUsd: 0 })
  expect(breakEven({ system: 'small', costUsd: 0.1, success: 0 }, DEAR)).toMatchObject({ loudUsd: 0, silentUsd: 0 })
})

const ROWS = ['big', 'small'].flatMap((system) =>
  Array.from({ length: 8 }, (_, index): OutcomeRow => {
    const isSolved = index < (system === 'big' ? 7 : 4)
    return { system, task: `t${index}`, repeat: 0, outcome: { kind: isSolved ? 'solved' : 'failed' }, costUsd: 0.1 }
  }),
)
const OPTIONS = { reference: 'big', requiredSuccess: 0.5, level: 0.95, provenances: {} }
const costOf = (rows: readonly OutcomeRow[], options: object) => {
  const cost = decide(rows, { ...OPTIONS, ...options }).cells.find(
    ({ system }) => system === 'small',
  )?.costPerFinishedJobUsd
  return cost?.kind === 'determined' ? cost.value : undefined
}

test('a price of silent failures is refused where nothing tells how many there are', () => {
  expect(() => decide(ROWS, { ...OPTIONS, silentUsd: 10 })).toThrow('claims are missing for 5 failed trials')
})

test('silent failures are charged by the share that is noticed, or by what was claimed', () => {
  expect(costOf(ROWS, {})).toBeCloseTo(0.2)
  expect(costOf(ROWS, { silentUsd: 10, noticed: 0.75 })).toBeCloseTo((0.8 + 4 * 2.5) / 4)
  const claimed = ROWS.map((row, index) =>
    row.outcome.kind === 'failed' ? { ...row, isSilentFailure: index % 2 === 0 } : row,
  )
  expect(costOf(claimed, { silentUsd: 10, loudUsd: 1 })).toBeCloseTo((0.8 + 2 * 10 + 2 * 1) / 4)
})
