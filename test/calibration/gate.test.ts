import { describe, expect, test } from 'vitest'
import {
  type SimulatedRate,
  simulateDrift,
  simulateGate,
  simulateMatrix,
  simulatePaired,
  simulatePeeking,
  simulatePopulation,
  simulateWorkers,
} from '../../src/calibrate/index.js'
import { binomialCdf } from '../../src/math/index.js'
import {
  cusumRunLength,
  designGate,
  designPaired,
  foreseeBounds,
  stopBounds,
  tuneCusum,
} from '../../src/route/index.js'

const design = designGate()
const bounds = stopBounds(design)
const size = { design, bounds, studies: 5_000, seed: 1 }
const { low, high } = design
/** The exact 99 % interval lies above the nominal 5 %, or the rate above 5.7 %. */
const exceeds = ({ rate, low: least }: SimulatedRate) => rate > 0.057 || least > 0.05

describe('a gate', () => {
  test('errs at both edges no more often than stated, and as often as the exact computation says', () => {
    const [atLow, atHigh] = [simulateGate({ ...size, success: low }), simulateGate({ ...size, success: high })]
    console.log(
      `false trust ${atLow.trust.rate}, false rejection ${atHigh.reject.rate} in ${size.studies} studies each`,
    )
    expect([atLow.trust, atHigh.reject].filter(exceeds)).toEqual([])
    for (const [success, simulated] of [
      [low, atLow],
      [high, atHigh],
    ] as const) {
      const exact = foreseeBounds(bounds, success)
      expect(Math.abs(simulated.meanTrials - exact.expectedTrials)).toBeLessThan(4 * simulated.trialsError)
      for (const word of ['trust', 'reject', 'undecided'] as const) {
        expect(simulated[word].low).toBeLessThan(exact[word])
        expect(simulated[word].high).toBeGreaterThan(exact[word])
      }
    }
  })

  test('with exact levels uses its errors up and still keeps them', () => {
    const exact = designGate({ levels: 'exact' })
    const own = { ...size, design: exact, bounds: stopBounds(exact), seed: 2 }
    const [trust, reject] = [
      simulateGate({ ...own, success: low }).trust,
      simulateGate({ ...own, success: high }).reject,
    ]
    expect([trust, reject].filter(exceeds)).toEqual([])
    expect(foreseeBounds(own.bounds, low).trust).toBeGreaterThan(0.045)
    expect(foreseeBounds(own.bounds, low).trust).toBeLessThanOrEqual(0.05)
    expect(foreseeBounds(own.bounds, high).reject).toBeLessThanOrEqual(0.05)
  })

  test('that repeats a plain binomial test after every trial fails the same check', () => {
    const naive = stopBounds(design, {
      evidenceOf: ({ successes, failures }) => ({
        trust: -Math.log(Math.max(1e-300, 1 - binomialCdf(successes - 1, successes + failures, low))),
        reject: -Math.log(Math.max(1e-300, binomialCdf(successes, successes + failures, high))),
      }),
    })
    const { trust } = simulateGate({ ...size, bounds: naive, success: low, studies: 1_000 })
    console.log(`a repeated binomial test trusts wrongly in ${trust.rate} of ${trust.studies}`)
    expect(exceeds(trust)).toBe(true)
  })
})

describe('16 workers, failing trials six times as long', () => {
  const crowd = { ...size, success: low, workers: 16, slowness: 6, studies: 2_000 }

  test('launch order keeps the error', () => {
    const { trust } = simulateWorkers({ ...crowd, order: 'launch' })
    console.log(`launch order: false trust ${trust.rate}`)
    expect(exceeds(trust)).toBe(false)
  })

  test('completion order trusts nearly everything, which the same check catches', () => {
    const { trust } = simulateWorkers({ ...crowd, order: 'completion', studies: 400 })
    console.log(`completion order: false trust ${trust.rate}`)
    expect(trust.rate).toBeGreaterThan(0.9)
    expect(exceeds(trust)).toBe(true)
  })
})

describe('an interval read at the moment that suits it least', () => {
  const peeking = { studies: 2_000, seed: 3, mostTrials: 300 }
  test.each([0.5, 0.8, 0.95])('holds a success of %d as often as stated', (success) => {
    const misses = simulatePeeking({ ...peeking, success, interval: 'sequence' })
    expect(exceeds(misses)).toBe(false)
  })

  test('misses far too often where it is the fixed-sample one', () => {
    const misses = simulatePeeking({ ...peeking, success: 0.8, interval: 'fixed', studies: 500 })
    console.log(`fixed interval, worst moment: misses in ${misses.rate}`)
    expect(misses.rate).toBeGreaterThan(0.2)
    expect(exceeds(misses)).toBe(true)
  })
})

describe('the drift detector', () => {
  const stream = { rule: { floor: 0.85 }, before: 0.85, after: 0.85, mostSessions: 5_000 }

  test('waits at least its average run length for a false alarm', () => {
    const threshold = 100
    const { mean, error } = simulateDrift({
      ...stream,
      threshold,
      fallsAfter: Number.POSITIVE_INFINITY,
      studies: 600,
      seed: 4,
    })
    console.log(`false alarms ${mean} sessions apart (standard error ${error}), nominal ${threshold}`)
    expect(mean + 2.6 * error).toBeGreaterThan(threshold)
    expect(mean).toBeGreaterThan(threshold)
  })

  test('alarms far too often where the floor is above what the stream succeeds', () => {
    const wrong = { ...stream, before: 0.75, after: 0.75 }
    const { mean } = simulateDrift({
      ...wrong,
      threshold: 100,
      fallsAfter: Number.POSITIVE_INFINITY,
      studies: 300,
      seed: 4,
    })
    expect(mean).toBeLessThan(100)
  })

  test('finds a fall from 0.85 to 0.70 in about 71 sessions', () => {
    const fall = { ...stream, after: 0.7, threshold: 5_000, fallsAfter: 100, studies: 600, seed: 5 }
    const { mean, error } = simulateDrift(fall)
    console.log(`delay ${mean} sessions (standard error ${error})`)
    expect(Math.abs(mean - 71)).toBeLessThan(5)
  })
})

test('a tuned CUSUM has the run length it was tuned for', () => {
  const rule = tuneCusum({ before: 0.85, after: 0.7 }, { averageRunLength: 1_000 })
  console.log(`limit ${rule.limit}`)
  expect(cusumRunLength(rule)).toBeGreaterThanOrEqual(1_000)
  expect(cusumRunLength(rule)).toBeLessThan(1_100)
})

test('a matrix saves three quarters of the trials and hardly ever trusts wrongly', () => {
  const worlds = { studies: 60, seed: 6, skipsBroader: true }
  const [all, lazy] = [
    simulateMatrix({ ...worlds, order: 'all' }),
    simulateMatrix({ ...worlds, order: 'cheapest-first' }),
  ]
  console.log(JSON.stringify({ all, lazy }))
  expect(all.trialsSaved).toBeGreaterThan(0.7)
  expect(lazy.trialsSaved).toBeGreaterThan(all.trialsSaved)
  expect(all.falseTrust.low).toBeLessThan(0.05)
})

describe('a claim about tasks that were not tried', () => {
  const population = { design, bounds, studies: 400, seed: 7, alike: 4, trialsPerTask: 3 }

  test('keeps its error where every task is new', () => {
    const atLow = simulatePopulation({ ...population, success: low, tasks: 'new' })
    const atHigh = simulatePopulation({ ...population, success: high, tasks: 'new' })
    console.log(
      `new tasks: false trust ${atLow.trust.rate}, tasks ${atLow.meanTasks} at ${low}, ${atHigh.meanTasks} at ${high}`,
    )
    expect(exceeds(atLow.trust)).toBe(false)
  })

  test('is trusted far too often where twenty tasks are tried again and again, which the same check catches', () => {
    const { trust } = simulatePopulation({ ...population, success: low, tasks: 'hammered' })
    console.log(`twenty tasks hammered: false trust ${trust.rate}`)
    expect(exceeds(trust)).toBe(true)
  })
})

describe('a comparison of pairs', () => {
  const paired = { design: designPaired({ margin: 0.1, discordance: 0.2 }), discordance: 0.2, studies: 800, seed: 8 }
  const saved = (meanPairs: number) => 1 - meanPairs / paired.design.fixedPairs

  test('keeps both errors and saves a third or more where the answer is at an edge', () => {
    const [equal, worse] = [
      simulatePaired({ ...paired, difference: 0 }),
      simulatePaired({ ...paired, difference: -0.1 }),
    ]
    console.log(
      `pairs: false trust ${worse.trust.rate}, false rejection ${equal.reject.rate}, saved ${saved(equal.meanPairs)} where equal and ${saved(worse.meanPairs)} where worse by the margin`,
    )
    expect([worse.trust, equal.reject].filter(exceeds)).toEqual([])
    expect(saved(equal.meanPairs)).toBeGreaterThan(0.33)
    expect(saved(worse.meanPairs)).toBeGreaterThan(0.38)
  })
})
