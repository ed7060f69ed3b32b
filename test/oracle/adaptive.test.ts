import { describe, expect, test } from 'vitest'
import {
  confidenceSequence,
  eBenjaminiHochberg,
  eValueOf,
  fixedBinomialDesign,
  gateEvidence,
  halfPowerEValue,
  logEvidence,
  meanSequence,
  pairedGrids,
  pairedValue,
  villeLevels,
  waldLevels,
} from '../../src/estimate/index.js'
import { decideGate, designGate, type GateDesign, type GateLaunch } from '../../src/route/index.js'
import { distance, oracle } from './fixture.js'

const near = (got: number | undefined, wanted: number, tolerance: number) =>
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)

const GATE_WORDS: Readonly<Record<string, string>> = { go: 'TRUST', no_go: 'DO NOT TRUST', undecided: 'UNDECIDED' }

describe('anytime_gate', () => {
  const { cases, tolerance } = oracle('anytime_gate')
  test('the fixture holds its cases', () => expect(cases.length).toBe(6))

  test.each(cases)('$name', ({ input, expected }) => {
    const { sequence, r_lo: low, r_hi: high, alpha, beta } = input
    const edges = { low, high }
    const results: boolean[] = [...sequence].map((digit) => digit === '1')
    for (const [index, n] of expected.n.entries()) {
      const successes = results.slice(0, n).filter(Boolean).length
      expect(successes).toBe(expected.successes[index])
      const evidence = gateEvidence({ successes, failures: n - successes }, edges)
      near(evidence.trust, expected.log_e_go[index], tolerance)
      near(evidence.reject, expected.log_e_no_go[index], tolerance)
    }
    expect(firstStop(results, { ...edges, alpha, beta })).toEqual([expected.stop_n, expected.decision])
    const design = uncapped({ low, high, alpha, beta })
    const launches = results.map(
      (solved, index): GateLaunch => ({ task: `${index}`, state: solved ? 'solved' : 'failed' }),
    )
    const decision = decideGate(launches, design)
    expect(decision.word).toBe(GATE_WORDS[expected.decision])
    expect(decision.trials).toBe(expected.stop_n ?? results.length)
  })

  /** Evidence read trial by trial, without the table of bounds that the gate works with. */
  function firstStop(
    results: readonly boolean[],
    { alpha, beta, ...edges }: { low: number; high: number; alpha: number; beta: number },
  ): [number | null, string] {
    let successes = 0
    for (const [index, solved] of results.entries()) {
      if (solved) successes += 1
      const { trust, reject } = gateEvidence({ successes, failures: index + 1 - successes }, edges)
      if (trust >= -Math.log(alpha)) return [index + 1, 'go']
      if (reject >= -Math.log(beta)) return [index + 1, 'no_go']
    }
    return [null, 'undecided']
  }

  function uncapped({
    low,
    high,
    alpha,
    beta,
  }: {
    low: number
    high: number
    alpha: number
    beta: number
  }): GateDesign {
    return designGate({ required: (low + high) / 2, tolerance: high - low, alpha, beta, leastTasks: 1, capFactor: 3 })
  }
})

describe('anytime_cs', () => {
  const { cases, tolerance } = oracle('anytime_cs')
  const mixtures = cases.filter(({ input }) => 'counts' in input)
  const hedged = cases.filter(({ name }) => name.startsWith('hedged_capital'))

  test('every case is a mixture or a hedged one', () => {
    expect(mixtures.length).toBe(2)
    expect(mixtures.length + hedged.length).toBe(cases.length)
  })

  test.each(mixtures)('$name', ({ input, expected }) => {
    expect([input.a, input.b]).toEqual([1, 1])
    for (const [index, [successes, failures]] of input.counts.entries()) {
      const { low, high } = confidenceSequence({ successes, failures }, 1 - input.alpha)
      near(low, expected.intervals[index][0], tolerance)
      near(high, expected.intervals[index][1], tolerance)
    }
  })

  // Another sequence of the same kind, which depends on order and a grid: not built, kept to hold ours against.
  test.each(hedged)('$name: our sequence overlaps it and is not much wider', ({ input, expected }) => {
    for (const [index, n] of expected.n.entries()) {
      if (n < 10) continue
      const { low, high } = meanSequence(input.x.slice(0, n), 1 - input.alpha)
      const [lower, upper] = [expected.lower[index], expected.upper[index]]
      expect(low).toBeLessThan(upper)
      expect(high).toBeGreaterThan(lower)
      expect((high - low) / (upper - lower)).toBeLessThan(1.5)
    }
  })
})

describe('anytime_paired', () => {
  const { cases, tolerance } = oracle('anytime_paired')
  test('the fixture holds its cases', () => expect(cases.length).toBe(4))

  test.each(cases)('$name', ({ input, expected }) => {
    const { notWorse, worse } = pairedGrids(input.delta)
    expect(worse.bets.length).toBe(input.K)
    for (const [k, fraction] of input.fractions.entries()) {
      near(worse.bets[k]?.stake, -2 * fraction, tolerance)
      near(notWorse.bets[k]?.stake, fraction / ((1 - input.delta) / 2), tolerance)
    }
    for (const [index, n] of expected.n.entries()) {
      const values = input.d.slice(0, n).map(pairedValue)
      const got = [logEvidence(values, notWorse), logEvidence(values, worse)]
      for (const [side, wanted] of [expected.log_e_noninferior[index], expected.log_e_worse[index]].entries()) {
        if (wanted === 0) expect(Math.abs(got[side] ?? 1)).toBeLessThan(1e-12)
        else near(got[side], wanted, tolerance)
      }
    }
  })
})

describe('evalues_misc', () => {
  const { cases, tolerance } = oracle('evalues_misc')
  const caseOf = (name: string) => {
    const found = cases.find((entry) => entry.name === name)
    if (found === undefined) throw new Error(`the fixture has no ${name}`)
    return found
  }
  test('the fixture holds these three cases', () => {
    expect(cases.map(({ name }) => name)).toEqual(['p_to_e', 'sprt_bounds', 'fixed_sample_binomial_design'])
  })

  test('p-values become e-values', () => {
    const { input, expected } = caseOf('p_to_e')
    for (const [index, p] of input.p.entries()) {
      near(eValueOf(p), expected.mixture_calibrator[index], tolerance)
      near(halfPowerEValue(p), expected.half_power[index], tolerance)
    }
  })

  test('levels of a sequential test', () => {
    const { input, expected } = caseOf('sprt_bounds')
    const [wald, ville] = [waldLevels(input), villeLevels(input)]
    near(wald.upper, expected.wald_upper, tolerance)
    near(wald.lower, expected.wald_lower, tolerance)
    near(ville.upper, expected.ville_upper, tolerance)
    near(ville.lower, expected.ville_lower, tolerance)
  })

  const { rows } = caseOf('fixed_sample_binomial_design').expected
  test.each(rows as readonly number[][])('fixed design for %j, %j with errors %j, %j', (...row) => {
    const [low = 0, high = 0, alpha = 0, beta = 0, trials, critical] = row
    expect(fixedBinomialDesign({ low, high }, { alpha, beta })).toEqual({ trials, critical })
  })
})

describe('multiplicity: e-BH', () => {
  const { cases } = oracle('multiplicity')
  const onE = cases.filter(({ input }) => 'e' in input)
  test('the fixture holds its cases', () => expect(onE.length).toBe(3))

  test.each(onE)('$name', ({ input, expected }) => {
    const rejected = eBenjaminiHochberg(input.e.map(Math.log), input.alpha)
    const indices = rejected.flatMap((isRejected, index) => (isRejected ? [index] : []))
    expect(indices).toEqual(expected.rejected_indices_zero_based)
    expect(indices.length).toBe(expected.n_rejected)
  })
})
