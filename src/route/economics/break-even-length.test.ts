import { describe, expect, test } from 'vitest'
import {
  CORRELATED_PRICES,
  costOfTruth,
  drawPricedStudies,
  successOfTruth,
} from '../../../test/support/priced-studies.js'
import type { BreakEvenLength, OutcomeRow } from '../../domain/index.js'
import { breakEvenHorizon } from '../break-even.js'
import { decide } from '../decide.js'
import { DEFAULT_GATE, designGate } from '../gate/design.js'
import { breakEvenLengthsOf } from './break-even-length.js'
import { breakEvenLengths } from './crossings.js'

const OPTIONS = { reference: 'big', requiredSuccess: 0.5, level: 0.95, provenances: {}, scopeOf: () => 'all work' }

/** Scores of exactly 2^(-length / half-life), so that nothing is left to chance. */
function halving(systems: Readonly<Record<string, { readonly half: number; readonly usd: number }>>): OutcomeRow[] {
  return Object.entries(systems).flatMap(([system, { half, usd }]) =>
    Array.from({ length: 24 }, (_, task): OutcomeRow => {
      const length = 0.05 * (400 / 0.05) ** (task / 23)
      const score = 2 ** (-length / half)
      const outcome = { kind: 'failed' as const }
      return { system, task: `t${task}`, repeat: 0, outcome, score, length, lengthKind: 'minutes-human', costUsd: usd }
    }),
  )
}

function told(found: readonly BreakEvenLength[] | undefined) {
  const [first] = found ?? []
  if (first?.kind !== 'determined') throw new Error(`not told: ${first?.reason}`)
  return first
}

describe('from rows of known half-lives to the length at which the cheap system stops paying', () => {
  const systems = { small: { half: 10, usd: 0.05 }, big: { half: 60, usd: 0.9 } }
  test.each([0, 0.5, 2, 50])('a failure of $%d: the half-life curve gives the closed form', (loudUsd) => {
    const found = told(decide(halving(systems), { ...OPTIONS, loudUsd }).breakEvenLengths)
    const [small, big] = [systems.small, systems.big].map(({ half, usd }) => ({ halfLife: half, costUsd: usd }))
    if (small === undefined || big === undefined) throw new Error('two systems')
    const closed = breakEvenHorizon(small, big, loudUsd)
    const exponential = found.shapes.find(({ shape }) => shape === 'exponential')?.crossings ?? []
    expect(exponential.map(({ paysBelow }) => paysBelow)).toEqual([true])
    expect((exponential[0]?.length ?? 0) / closed).toBeCloseTo(1, 6)
    expect(found.isFailureEntered).toBe(true)
  })

  test('where no cost of a failure is entered, an attempt of the reference stands in', () => {
    const found = told(decide(halving(systems), OPTIONS).breakEvenLengths)
    const [exponential] = found.shapes.find(({ shape }) => shape === 'exponential')?.crossings ?? []
    const closed = breakEvenHorizon({ costUsd: 0.05, halfLife: 10 }, { costUsd: 0.9, halfLife: 60 }, 0.9)
    expect((exponential?.length ?? 0) / closed).toBeCloseTo(1, 6)
    expect(found.basis).toContain('one attempt of the reference')
  })

  test('failures that nobody notices count by their own price', () => {
    const prices = { loudUsd: 1, silentUsd: 7, noticed: 0.5 }
    const found = told(decide(halving(systems), { ...OPTIONS, ...prices }).breakEvenLengths)
    const same = told(decide(halving(systems), { ...OPTIONS, loudUsd: 4 }).breakEvenLengths)
    expect(found.crossings[0]?.length).toBeCloseTo(same.crossings[0]?.length ?? 0, 9)
  })
})

describe('with chance', () => {
  const [rows = []] = drawPricedStudies(CORRELATED_PRICES, 1, 5)
  const found = told(breakEvenLengthsOf(rows, { reference: 'big', loudUsd: 0.5, seed: 3, draws: 1000 }))

  test('certainty falls with length, is sure enough below the crossing, and even at it', () => {
    const [crossing] = found.crossings
    const [sure] = found.sure
    if (crossing === undefined || sure === undefined) throw new Error('both are there')
    expect([sure.from, found.sure.length, found.crossings.length]).toEqual([found.tested.shortest, 1, 1])
    expect(sure.to).toBeLessThan(crossing.length)
    const shares = found.points.map(({ cheaper }) => cheaper)
    expect(shares[0]).toBeGreaterThan(0.97)
    expect(shares.at(-1)).toBeLessThan(0.05)
    for (const { length, cheaper, systemUsd, referenceUsd } of found.points) {
      expect(systemUsd < referenceUsd).toBe(length < crossing.length)
      if (length < sure.to) expect(cheaper).toBeGreaterThanOrEqual(0.9)
      if (length > crossing.length * 1.02) expect(cheaper).toBeLessThan(0.6)
    }
  })

  test('the true length is where the true curves cross, near the estimated one', () => {
    const curve = (system: string) => ({
      costAt: (length: number) => costOfTruth(CORRELATED_PRICES, system, length),
      successAt: (length: number) => successOfTruth(CORRELATED_PRICES, system, length),
    })
    const [truth] = breakEvenLengths(curve('small'), curve('big'), { from: 1, to: 480, failureUsd: 0.5 })
    const ratio = (found.crossings[0]?.length ?? 0) / (truth?.length ?? 1)
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(2.5)
  })

  test('neither the order of the rows nor a second run changes a digit', () => {
    const again = breakEvenLengthsOf(rows.toReversed(), { reference: 'big', loudUsd: 0.5, seed: 3, draws: 1000 })
    expect(again).toEqual([found])
  })

  test('where the systems swap, the other side pays', () => {
    const back = told(breakEvenLengthsOf(rows, { reference: 'small', loudUsd: 0.5, seed: 3, draws: 1000 }))
    expect(back.crossings.map(({ paysBelow }) => paysBelow)).toEqual([false])
    expect(back.crossings[0]?.length).toBeCloseTo(found.crossings[0]?.length ?? 0, 9)
    expect(back.pays.at(-1)?.to).toBe(back.tested.longest)
    expect(back.words.join(' ')).toContain('nothing was tested')
  })

  test('the finding is said in plain words', () => {
    expect(found.words[0]).toMatch(
      /^small: at least 90% sure that a finished job costs less than with big for jobs of up to \d/,
    )
    expect(found.words[1]).toContain('above that what its failures cost eats the saving.')
  })

  test('free failures and far dearer ones: over the whole tested range, and nowhere in it', () => {
    const cheap = rows.map((row) => ({ ...row, costUsd: row.system === 'big' ? 1e6 : 1e-6 }))
    const everywhere = told(breakEvenLengthsOf(cheap, { reference: 'big', loudUsd: 0, seed: 1, draws: 200 }))
    expect(everywhere).toMatchObject({
      crossings: [],
      pays: [{ from: everywhere.tested.shortest, to: everywhere.tested.longest }],
    })
    expect(everywhere.words.join(' ')).toContain('over the whole tested range')
    const nowhere = told(breakEvenLengthsOf(rows, { reference: 'big', loudUsd: 1e6, seed: 1, draws: 200 }))
    expect(nowhere).toMatchObject({ crossings: [], pays: [], sure: [] })
    expect(nowhere.words.join(' ')).toContain('nowhere in the tested range')
  })

  test.each<[string, (row: OutcomeRow) => OutcomeRow | undefined]>([
    ['no-data', ({ length: _, lengthKind: __, ...row }) => row],
    ['no-cost', ({ costUsd: _, ...row }) => row],
    ['one-length', (row) => ({ ...row, length: 5 })],
    [
      'no-variation',
      (row) => ({
        ...row,
        outcome: { kind: row.system === 'big' ? 'solved' : row.outcome.kind === 'solved' ? 'solved' : 'failed' },
      }),
    ],
    ['no-shared-tasks', (row) => ({ ...row, task: `${row.system} ${row.task}` })],
    [
      'too-few-tasks',
      (row) => (row.family === 'family-0' || row.family === 'family-1' ? { ...row, task: `${row.family}` } : undefined),
    ],
    ['success-does-not-fall', (row) => ({ ...row, length: 500 / (row.length ?? 1) })],
  ])('%s is said, and no length', (reason, change) => {
    const [only] = breakEvenLengthsOf(
      rows.flatMap((row) => change(row) ?? []),
      { reference: 'big', seed: 1, draws: 200 },
    )
    expect(only).toMatchObject({ kind: 'undetermined', reason })
    expect(only?.words[0]).toMatch(
      /^Up to which length a job costs less with small than with big cannot be told: .+\.$/,
    )
    expect(only?.words[0]).not.toMatch(/\d minutes/)
  })

  test('where nothing costs anything nothing is said', () => {
    const free = rows.map((row) => ({ ...row, costUsd: 0 }))
    expect(breakEvenLengthsOf(free, { reference: 'big', seed: 1 })).toEqual([])
    expect(breakEvenLengthsOf(free, { reference: 'big', seed: 1, loudUsd: 1, draws: 200 })).toHaveLength(1)
  })
})

test('a study that stops when it is settled says nothing of lengths, because its intervals are others', () => {
  const rows = halving({ small: { half: 10, usd: 1 }, big: { half: 20, usd: 2 } })
  const settled = {
    design: designGate(DEFAULT_GATE),
    cells: [],
    next: [],
    isFinal: true,
    expectedFalseTrusts: 0,
    paired: [],
  }
  expect(decide(rows, { ...OPTIONS, settled }).breakEvenLengths).toBeUndefined()
})
