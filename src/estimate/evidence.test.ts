import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  confidenceSequence,
  eBenjaminiHochberg,
  estimateAnytimeMean,
  estimateAnytimeSuccess,
  eValueOf,
  fastestStake,
  fixedBinomialDesign,
  gameAbove,
  gameBelow,
  gateEvidence,
  halfPowerEValue,
  logEvidence,
  meanSequence,
  pairedGames,
  pairedValue,
} from './index.js'

const share = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const counts = fc.record({ successes: fc.integer({ min: 0, max: 60 }), failures: fc.integer({ min: 0, max: 60 }) })
const edges = share(0.05, 0.9).chain((low) => share(low + 0.01, 0.97).map((high) => ({ low, high })))

describe('evidence of the gate', () => {
  test('does not grow on average, from any counts, where its claim is false', () => {
    fc.assert(
      fc.property(counts, edges, share(0, 1), ({ successes, failures }, { low, high }, part) => {
        const grown = (success: number, of: 'trust' | 'reject') => {
          const solved = gateEvidence({ successes: successes + 1, failures }, { low, high })
          const failed = gateEvidence({ successes, failures: failures + 1 }, { low, high })
          return success * Math.exp(solved[of]) + (1 - success) * Math.exp(failed[of])
        }
        const now = gateEvidence({ successes, failures }, { low, high })
        expect(grown(part * low, 'trust')).toBeLessThanOrEqual(Math.exp(now.trust) * (1 + 1e-9))
        expect(grown(high + part * (1 - high), 'reject')).toBeLessThanOrEqual(Math.exp(now.reject) * (1 + 1e-9))
      }),
    )
  })

  test('starts at one, and averages one over all sequences at the edge itself', () => {
    const rates = { low: 0.75, high: 0.85 }
    expect(gateEvidence({ successes: 0, failures: 0 }, rates).trust).toBeCloseTo(0, 12)
    const n = 12
    let [trust, reject] = [0, 0]
    for (let sequence = 0; sequence < 2 ** n; sequence += 1) {
      const successes = [...sequence.toString(2)].filter((digit) => digit === '1').length
      const chance = (success: number) => success ** successes * (1 - success) ** (n - successes)
      const evidence = gateEvidence({ successes, failures: n - successes }, rates)
      trust += chance(rates.low) * Math.exp(evidence.trust)
      reject += chance(rates.high) * Math.exp(evidence.reject)
    }
    expect(trust).toBeCloseTo(1, 10)
    expect(reject).toBeCloseTo(1, 10)
  })

  test('turns round where successes and failures change places', () => {
    fc.assert(
      fc.property(counts, edges, ({ successes, failures }, { low, high }) => {
        const there = gateEvidence({ successes, failures }, { low, high })
        const back = gateEvidence({ successes: failures, failures: successes }, { low: 1 - high, high: 1 - low })
        expect(back.reject).toBeCloseTo(there.trust, 8)
        expect(back.trust).toBeCloseTo(there.reject, 8)
      }),
    )
  })
})

describe('bets on a mean', () => {
  test('win nothing on average where the mean is on the wrong side', () => {
    fc.assert(
      fc.property(share(0.05, 0.95), share(0, 1), share(0, 1), share(0, 1), (centre, part, first, second) => {
        for (const [game, mean] of [
          [gameAbove(centre), part * centre],
          [gameBelow(centre), centre + part * (1 - centre)],
        ] as const) {
          // Any distribution on two values around the mean.
          const [below, above] = [first * mean, mean + second * (1 - mean)]
          const chance = above === below ? 1 : (mean - below) / (above - below)
          const average =
            chance * Math.exp(logEvidence([above], game)) + (1 - chance) * Math.exp(logEvidence([below], game))
          expect(average).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
    )
  })

  test('with a point bet win nothing either, over all sequences of pairs at the margin', () => {
    const games = pairedGames({ margin: 0.1 })
    for (const [game, mean] of [
      [games.notWorse, -0.1],
      [games.worse, 0],
    ] as const) {
      const chances = [(0.3 - mean) / 2, 0.7, (0.3 + mean) / 2]
      let average = 0
      for (let sequence = 0; sequence < 3 ** 7; sequence += 1) {
        const values = Array.from({ length: 7 }, (_, place) => Math.floor(sequence / 3 ** place) % 3)
        const chance = values.reduce((product, value) => product * (chances[value] ?? 0), 1)
        average +=
          chance *
          Math.exp(
            logEvidence(
              values.map((value) => value / 2),
              game,
            ),
          )
      }
      expect(average).toBeCloseTo(1, 8)
    }
  })

  test('do not mind the order of values', () => {
    fc.assert(
      fc.property(fc.array(share(-1, 1), { maxLength: 30 }), (differences) => {
        const { notWorse } = pairedGames({ margin: 0.1 })
        const values = differences.map(pairedValue)
        expect(logEvidence(values.toReversed(), notWorse)).toBeCloseTo(logEvidence(values, notWorse), 9)
      }),
    )
  })

  test('grow fastest at the fastest stake', () => {
    const points = [
      { value: 0, chance: 0.1 },
      { value: 0.5, chance: 0.7 },
      { value: 1, chance: 0.2 },
    ]
    const growth = (stake: number) =>
      points.reduce((sum, { value, chance }) => sum + chance * Math.log1p(stake * (value - 0.45)), 0)
    const best = fastestStake(0.45, points)
    for (const step of [-0.05, 0.05]) expect(growth(best + step)).toBeLessThan(growth(best))
  })
})

describe('a confidence sequence', () => {
  test('holds the observed share, mirrors, and lies within the one of a higher level', () => {
    fc.assert(
      fc.property(counts, share(0.5, 0.99), ({ successes, failures }, level) => {
        fc.pre(successes + failures > 0)
        const inner = confidenceSequence({ successes, failures }, level)
        const outer = confidenceSequence({ successes, failures }, level + (1 - level) / 2)
        const observed = successes / (successes + failures)
        expect(inner.low).toBeLessThanOrEqual(observed)
        expect(inner.high).toBeGreaterThanOrEqual(observed)
        expect(outer.low).toBeLessThanOrEqual(inner.low)
        expect(outer.high).toBeGreaterThanOrEqual(inner.high)
        expect(inner.high).toBeGreaterThan(inner.low)
        const mirrored = confidenceSequence({ successes: failures, failures: successes }, level)
        expect(mirrored.low).toBeCloseTo(1 - inner.high, 9)
      }),
    )
  })

  test('of task means holds their mean and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(share(0, 1), { minLength: 1, maxLength: 40 }), (values) => {
        const { low, high } = meanSequence(values, 0.95)
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        expect(low).toBeLessThanOrEqual(mean + 1e-8)
        expect(high).toBeGreaterThanOrEqual(mean - 1e-8)
        expect([low >= 0, high <= 1, high > low]).toEqual([true, true, true])
      }),
      { numRuns: 60 },
    )
  })

  test('says nothing of nothing', () => {
    const basis = { level: 0.95, tasks: 0 }
    expect(confidenceSequence({ successes: 0, failures: 0 }, 0.95)).toEqual({ low: 0, high: 1 })
    expect(estimateAnytimeSuccess({ successes: 0, failures: 0 }, basis)).toMatchObject({ reason: 'no-data' })
    expect(estimateAnytimeMean([], { level: 0.95, trials: 0 })).toMatchObject({ reason: 'no-data' })
    expect(meanSequence([], 0.95)).toEqual({ low: 0, high: 1 })
  })
})

describe('e-values', () => {
  test('of a uniform p average one', () => {
    const steps = 200_000
    for (const of of [eValueOf, halfPowerEValue]) {
      // The substitution p = u^4 tames the pole at 0.
      const sum = Array.from({ length: steps }, (_, step) => {
        const u = (step + 0.5) / steps
        return of(u ** 4) * 4 * u ** 3
      }).reduce((total, value) => total + value, 0)
      expect(sum / steps).toBeGreaterThan(0.9)
      expect(sum / steps).toBeLessThan(1.0001)
    }
  })

  test('fall as p rises, also next to one', () => {
    fc.assert(
      fc.property(share(1e-9, 1), share(1e-9, 1), (a, b) => {
        fc.pre(a !== b)
        expect(eValueOf(Math.min(a, b))).toBeGreaterThanOrEqual(eValueOf(Math.max(a, b)) * (1 - 1e-9))
      }),
    )
  })

  test('that grow are never rejected less', () => {
    const logs = fc.array(share(-5, 12), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(logs, fc.nat(), share(0, 5), (values, place, more) => {
        const at = place % values.length
        const grown = values.map((value, index) => (index === at ? value + more : value))
        const [before, after] = [eBenjaminiHochberg(values, 0.1), eBenjaminiHochberg(grown, 0.1)]
        for (const [index, isRejected] of before.entries()) if (isRejected) expect(after[index]).toBe(true)
      }),
    )
  })

  test.each([0, -0.1, 1.1, Number.NaN])('of p = %d are refused', (p) => {
    expect(() => eValueOf(p)).toThrow('expected above 0 and at most 1')
  })
})

test('edges that no affordable design tells apart are refused in words', () => {
  expect(() => fixedBinomialDesign({ low: 0.5, high: 0.5001 }, { alpha: 0.05, beta: 0.05 })).toThrow('100,000 trials')
})

test('edges that are too close are named by the width that was given', () => {
  expect(() => fixedBinomialDesign({ low: 0.79995, high: 0.80005 }, { alpha: 0.05, beta: 0.05 })).toThrow(
    'tolerance is 0.0001; expected edges far enough apart',
  )
})
