import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../math/index.js'
import { chanceBelow, reviewTrust, startBelief, updateBelief, weighBelief } from './belief.js'
import { type Contender, chooseSystem } from './choose-system.js'
import {
  estimateLabelledSuccess,
  type FeedbackSession,
  feedbackDelay,
  labelledDelay,
  matureSessions,
} from './feedback.js'

describe('belief', () => {
  test('starts with at most fifty pseudo-sessions and halves the past in five hundred sessions', () => {
    expect(startBelief({ successes: 160, failures: 40 })).toEqual({ successes: 40, failures: 10 })
    expect(startBelief({ successes: 4, failures: 1 })).toEqual({ successes: 4, failures: 1 })
    expect(startBelief({ successes: 0, failures: 0 })).toEqual({ successes: 0, failures: 0 })
    let belief = startBelief({ successes: 50, failures: 0 })
    for (let session = 0; session < 500; session += 1) belief = updateBelief(belief, 0)
    expect(belief.successes).toBeCloseTo(25, 8)
    expect(() => updateBelief(belief, 1.5)).toThrow('from 0 to 1')
  })

  test('withdraws trust and never grants it', () => {
    const edges = { low: 0.75, high: 0.85 }
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.nat(300),
        fc.constantFrom('DO NOT TRUST', 'UNDECIDED'),
        (successes, failures, word) => {
          expect(reviewTrust(word, { successes, failures }, edges)).toBe(word)
        },
      ),
    )
    expect(reviewTrust('TRUST', { successes: 60, failures: 40 }, edges)).toBe('UNDECIDED')
    expect(reviewTrust('TRUST', { successes: 75, failures: 25 }, edges)).toBe('TRUST')
    expect(chanceBelow({ successes: 0, failures: 0 }, 0.75)).toBeCloseTo(0.75, 12)
  })
})

describe('a choice', () => {
  const contender = (system: string, successes: number, more: Partial<Contender> = {}): Contender => ({
    ...{ system, word: 'TRUST', belief: { successes, failures: 50 - successes }, attemptUsd: 1 },
    ...more,
  })

  test('goes to the best known system, except for a share of at most two in a hundred', () => {
    const random = createRandom(1)
    const contenders = [contender('a', 40), contender('b', 42), contender('c', 45, { word: 'UNDECIDED' })]
    const choices = Array.from({ length: 4_000 }, () => chooseSystem(contenders, random))
    const others = choices.filter((choice) => choice?.system === 'a').length / choices.length
    const logged = choices[0]?.propensities.a ?? 1
    expect(choices.some((choice) => choice?.system === 'c')).toBe(false)
    expect(logged).toBeLessThan(0.02)
    expect(Math.abs(others - logged)).toBeLessThan(0.006)
  })

  test('logs propensities that sum to one, the chosen one among them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 5 }), fc.integer(), (counts, seed) => {
        const contenders = counts.map((successes, index) => contender(`s${index}`, successes))
        const choice = chooseSystem(contenders, createRandom(seed))
        const all = Object.values(choice?.propensities ?? {})
        expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
        expect(choice?.propensity).toBe(choice?.propensities[choice.system])
        expect(choice?.propensity).toBeGreaterThan(0)
      }),
      { numRuns: 30 },
    )
  })

  test('explores equals equally, and by price where success is the same', () => {
    const equal = chooseSystem([contender('a', 40), contender('b', 40)], createRandom(1))
    expect(equal?.propensities.b).toBeCloseTo(0.01, 6)
    const cheap = chooseSystem([contender('a', 40), contender('b', 40, { attemptUsd: 0.2 })], createRandom(1))
    expect(cheap?.propensities.b).toBeGreaterThan(0.999)
  })

  test('is none where nobody holds trust, and refuses to explore more', () => {
    expect(chooseSystem([contender('a', 40, { word: 'UNDECIDED' })], createRandom(1))).toBeUndefined()
    expect(() => chooseSystem([contender('a', 40)], createRandom(1), { exploration: 0.1 })).toThrow('from 0 to 0.02')
    expect(() => chooseSystem([contender('a', 4), contender('b', 4, { attemptUsd: 0 })], createRandom(1))).toThrow(
      'above 0',
    )
  })
})

describe('feedback', () => {
  const session = (endedAt: number, delay?: number, result = 1): FeedbackSession =>
    delay === undefined ? { endedAt } : { endedAt, labelledAt: endedAt + delay, result }

  test('is waited for as long as 95 % of it takes', () => {
    const sessions = Array.from({ length: 100 }, (_, index) => session(0, index + 1))
    expect(feedbackDelay(sessions, 200)).toBe(95.5)
  })

  test('counts sessions without a result as still open, not as never', () => {
    const heard = Array.from({ length: 20 }, (_, index) => session(index, 10))
    const open = Array.from({ length: 30 }, (_, index) => session(25 + index / 10))
    expect(feedbackDelay([...heard, ...open], 29)).toBe(10)
    expect(matureSessions([...heard, ...open], 29)).toEqual(heard.slice(0, 20))
    expect(matureSessions(open, 29)).toEqual([])
    expect(() => feedbackDelay([session(30)], 29)).toThrow('times in order')
  })

  test('that is partial stands for what is not labelled', () => {
    const often = Array.from({ length: 50 }, () => ({ endedAt: 0, result: 0, labelPropensity: 1 }))
    const seldom = Array.from({ length: 5 }, () => ({ endedAt: 0, result: 1, labelPropensity: 0.1 }))
    const estimate = estimateLabelledSuccess([...often, ...seldom, { endedAt: 0 }], { level: 0.95 })
    expect(estimate).toMatchObject({ value: 0.5, trials: 55, excluded: { 'not labelled': 1 }, warnings: [] })
  })

  test('is never weighted more than twenty times, and says so', () => {
    const rare = [
      { endedAt: 0, result: 1, labelPropensity: 0.001 },
      { endedAt: 0, result: 0, labelPropensity: 1 },
    ]
    const estimate = estimateLabelledSuccess(rare, { level: 0.95 })
    expect(estimate).toMatchObject({ value: 20 / 21, warnings: ['weights-clipped'] })
    expect(estimateLabelledSuccess([{ endedAt: 0 }], { level: 0.95 })).toMatchObject({ reason: 'no-data' })
    expect(() => estimateLabelledSuccess([{ endedAt: 0, labelPropensity: 0 }], { level: 0.95 })).toThrow('above 0')
  })
})

describe('the delay of those that get a result', () => {
  const labelled = (endedAt: number, delay: number): FeedbackSession => ({
    endedAt,
    labelledAt: endedAt + delay,
    result: 1,
  })

  test('is that of all delays where every one could have been seen', () => {
    const sessions = Array.from({ length: 100 }, (_, index) => labelled(0, index + 1))
    expect(labelledDelay([...sessions, ...Array.from({ length: 900 }, () => ({ endedAt: 0 }))], 200)).toBe(95)
    expect(labelledDelay([{ endedAt: 0 }], 5)).toBeUndefined()
    expect(() => labelledDelay([labelled(9, 3)], 10)).toThrow('times in order')
  })

  test('allows for delays of young sessions that could not be seen yet', () => {
    const random = createRandom(11)
    // Exponential delays with mean 10: the 95 % quantile is 30; a plain quantile of those seen by now is far too small.
    const all = Array.from({ length: 20_000 }, (_, index) => labelled(index / 200, -10 * Math.log(1 - random.next())))
    const seen = all.filter(({ labelledAt = 0 }) => labelledAt <= 100)
    const delays = seen.map(({ endedAt, labelledAt = 0 }) => labelledAt - endedAt).sort((a, b) => a - b)
    expect(labelledDelay(seen, 100)).toBeGreaterThan(28)
    expect(labelledDelay(seen, 100)).toBeLessThan(32)
    expect(delays[Math.floor(0.95 * delays.length)]).toBeLessThan(28)
  })
})

test('a session that stands for others moves a belief by its weight', () => {
  const before = startBelief({ successes: 8, failures: 2 })
  expect(weighBelief(before, { result: 0, weight: 1 })).toEqual(updateBelief(before, 0))
  const after = weighBelief(before, { result: 0.5, weight: 4 })
  expect(after.successes + after.failures).toBeCloseTo(10 * 2 ** (-1 / 500) + 4, 12)
  expect(() => weighBelief(before, { result: 0, weight: 0 })).toThrow('weight is 0')
})
