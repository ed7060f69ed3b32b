import { describe, expect, test } from 'vitest'
import {
  fitLengthCurve,
  fitShapes,
  type LengthBank,
  lengthAt,
  makeLengthBank,
  resampleHorizons,
  testConstantHazard,
} from '../../src/estimate/index.js'
import { type Random, sampleQuantile } from '../../src/math/index.js'
import { distance, type OracleCase, oracle } from './fixture.js'

function near(got: number | undefined, wanted: number, tolerance: number): void {
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

function trialsOf({ horizon, success }: Record<string, number[]>) {
  return (horizon ?? []).map((length, index) => ({ length, success: success?.[index] ?? 0, task: `task-${index}` }))
}

describe('horizon_current_status', () => {
  const { cases, tolerance } = oracle('horizon_current_status')
  test.each(cases)('$name', ({ input, expected }) => {
    const shapes = fitShapes(makeLengthBank(trialsOf(input)))
    const [logistic, weibull, exponential] = (['logistic', 'weibull', 'exponential'] as const).map((name) =>
      shapes.find(({ shape }) => shape === name),
    )
    if (logistic === undefined || weibull === undefined || exponential === undefined) throw new Error('not fitted')
    for (const [fit, wanted] of [
      [logistic, expected.logistic],
      [weibull, { ...expected.weibull_cloglog, slope: expected.weibull_cloglog.shape_k }],
      [exponential, { ...expected.exponential, intercept: expected.exponential.log_rate, slope: 1 }],
    ] as const) {
      near(fit.intercept, wanted.intercept, tolerance)
      near(fit.slope, wanted.slope, tolerance)
      near(fit.logLikelihood, wanted.loglik, tolerance)
      near(lengthAt(fit, 0.5), wanted.h50 ?? wanted.half_life, tolerance)
      near(lengthAt(fit, 0.8), wanted.h80, tolerance)
      near(fit.aic, expected.aic[fit.shape], tolerance)
    }
    near(weibull.slopeError, expected.weibull_cloglog.se_shape, tolerance)
    const hazard = testConstantHazard(shapes)
    near(hazard?.statistic, expected.constant_hazard_test.lrt, tolerance)
    near(hazard?.p, expected.constant_hazard_test.p_two_sided, tolerance)
    // A second route: Newton of the main fit against Fisher scoring of the family of curves.
    near(fitLengthCurve(makeLengthBank(trialsOf(input)), { isPenalised: false })?.slope, logistic.slope, tolerance)
  })
})

describe('bootstrap', () => {
  const { cases, tolerance } = oracle('bootstrap')
  test.each(cases.filter(({ name }) => name.startsWith('quantile')))('$name', ({ input, expected }) => {
    const sorted = [...input.x].sort((a, b) => a - b)
    input.probs.forEach((p: number, index: number) => {
      near(sampleQuantile(sorted, p), expected.quantiles[index], tolerance)
    })
  })

  test('hierarchical_resamples_with_given_indices', () => {
    const { input, expected } = cases.find(({ name }) => name.startsWith('hierarchical')) ?? {}
    const bank = bankOf(input)
    const draws = input.resamples.map((resample: Resample) => scripted(indicesOf(resample, input)))
    const { log2, missing, unbounded } = resampleHorizons(bank, draws, [0.5])
    const wanted: number[] = expected.log2_h50.filter((value: number | null) => value !== null)
    expect(missing).toBe(expected.undefined)
    expect(unbounded).toBe(0)
    const sorted = wanted.sort((a, b) => a - b)
    sorted.forEach((value, index) => {
      near(log2[0]?.[index], value, tolerance)
    })
  })
})

interface Resample {
  readonly families: readonly string[]
  readonly tasks: readonly number[]
  readonly attempts: readonly (readonly number[])[]
}

function bankOf(input: OracleCase['input']): LengthBank {
  const trials = input.task_length.flatMap((length: number, task: number) =>
    input.outcomes[task].map((success: number) => ({
      length,
      success,
      task: String(task),
      family: input.task_family[task],
    })),
  )
  return makeLengthBank(trials, { unit: 'family' })
}

/** The fixture's picks in the order in which we draw: a family, then for each of its tasks the task and its attempts. */
function indicesOf({ families, tasks, attempts }: Resample, input: OracleCase['input']): number[] {
  const familyOf: readonly string[] = input.task_family
  const names = [...new Set(familyOf)]
  // Within a task the bank puts failures before successes.
  const placeOf = (task: number, attempt: number) => {
    const outcomes: number[] = input.outcomes[task]
    const order = [...outcomes.keys()].sort((a, b) => (outcomes[a] ?? 0) - (outcomes[b] ?? 0))
    return order.indexOf(attempt)
  }
  let next = 0
  return families.flatMap((family) => {
    const first = familyOf.indexOf(family)
    const size = familyOf.filter((name) => name === family).length
    const inside = tasks
      .slice(next, next + size)
      .flatMap((task, index) => [
        task - first,
        ...(attempts[next + index] ?? []).map((attempt) => placeOf(task, attempt)),
      ])
    next += size
    return [names.indexOf(family), ...inside]
  })
}

function scripted(picks: readonly number[]): Random {
  let at = -1
  const random: Random = {
    next: () => Number.NaN,
    below(below) {
      at += 1
      const pick = picks[at] ?? Number.NaN
      if (!(pick < below)) throw new Error(`pick ${at} is ${pick}; expected one below ${below}`)
      return pick
    },
    split: () => random,
  }
  return random
}
