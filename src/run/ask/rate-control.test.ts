import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_RATE, firstRate, nextRate, type RateSignal, type RateState, rateRuleOf } from './rate-control.js'

const rule = DEFAULT_RATE
const answered = { kind: 'answered', isFirstTry: true } as const
const limited = { kind: 'limited' } as const

function following(state: RateState, signals: readonly RateSignal[], nowMs = 0): RateState {
  return signals.reduce((before, signal) => nextRate(rule, before, { signal, nowMs }), state)
}

/** A round of as many clean answers as the limit allows asks, with so large a share of it in flight. */
function round(state: RateState, { share = 1, nowMs = 0 } = {}): RateState {
  const sent = { kind: 'sent', inFlight: Math.ceil(share * state.limit) } as const
  return following(state, [sent, ...Array.from({ length: state.limit }, () => answered)], nowMs)
}

describe('the limit of an account', () => {
  test('doubles with each clean round from twenty until it is a hundred', () => {
    const limits = [firstRate(rule)]
    for (let nth = 0; nth < 4; nth += 1) limits.push(round(limits.at(-1) ?? firstRate(rule)))
    expect(limits.map(({ limit }) => limit)).toEqual([20, 40, 80, 100, 100])
  })

  test('loses a fifth at the first refusal, and grows by a twentieth a round from then on', () => {
    const cut = following(round(firstRate(rule)), [limited])
    expect(cut.limit).toBe(32)
    const grown = round(cut, { nowMs: 15_000 })
    expect(grown.limit).toBe(34)
    expect(round(grown, { nowMs: 15_000 }).limit).toBe(36)
  })

  test('is cut once for all refusals of fifteen seconds, and again for one after them', () => {
    const first = following(firstRate(rule), [limited, limited, limited])
    expect(first.limit).toBe(16)
    expect(following(first, [limited], 14_999).limit).toBe(16)
    expect(following(first, [limited], 15_000).limit).toBe(12)
  })

  test('has an episode as long as the server asks to be left alone, and sends nothing until then', () => {
    const state = following(firstRate(rule), [{ kind: 'limited', retryAfterMs: 40_000 }])
    expect(state).toMatchObject({ limit: 16, closedUntilMs: 40_000, episodeUntilMs: 40_000 })
    expect(following(state, [limited], 39_999).limit).toBe(16)
    expect(following(state, [limited], 40_000).limit).toBe(12)
  })

  test('does not let a server close an account for more than a quarter of an hour', () => {
    const state = following(firstRate(rule), [{ kind: 'limited', retryAfterMs: 1e12 }])
    expect(state).toMatchObject({ closedUntilMs: 900_000, episodeUntilMs: 900_000 })
  })

  test('does not grow by a round that used less than four fifths of it', () => {
    expect(round(firstRate(rule), { share: 0.75 }).limit).toBe(20)
    expect(round(firstRate(rule), { share: 0.8 }).limit).toBe(40)
  })

  test('does not grow by answers that took more than one try', () => {
    const retried = Array.from({ length: 100 }, () => ({ kind: 'answered', isFirstTry: false }) as const)
    expect(following(firstRate(rule), [{ kind: 'sent', inFlight: 20 }, ...retried]).limit).toBe(20)
  })

  test('neither falls nor grows while a server fails, and doubles again afterwards', () => {
    const strained = following(firstRate(rule), [{ kind: 'strained' }])
    expect(round(strained).limit).toBe(20)
    expect(round(strained, { nowMs: 14_999 }).limit).toBe(20)
    expect(round(strained, { nowMs: 15_000 }).limit).toBe(40)
  })

  test.each([
    { remainingRequests: 9, limitRequests: 100, resetSeconds: 60 },
    { remainingRequests: 90, limitRequests: 100, remainingTokens: 999, limitTokens: 10_000, resetSeconds: 60 },
  ])('is cut before the server refuses where the headers say that little is left: %j', (quota) => {
    const state = following(firstRate(rule), [{ ...answered, quota }])
    expect(state.limit).toBe(16)
    // Nothing was refused, so nothing is held back; and it is the same episode until the quota is full again.
    expect(state.closedUntilMs).toBe(Number.NEGATIVE_INFINITY)
    expect(following(state, [{ ...answered, quota }], 59_999).limit).toBe(16)
    expect(following(state, [{ ...answered, quota }], 60_000).limit).toBe(12)
  })

  test.each([
    {},
    { remainingRequests: 10, limitRequests: 100 },
    { remainingTokens: 0 },
    { remainingTokens: 0, limitTokens: 0 },
  ])('stays where the headers say no such thing: %j', (quota) => {
    expect(following(firstRate(rule), [{ ...answered, quota }]).limit).toBe(20)
  })
})

describe('whatever happens', () => {
  const count = fc.integer({ min: 0, max: 1_000 })
  const hint = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined })
  const signal: fc.Arbitrary<RateSignal> = fc.oneof(
    fc.record({ kind: fc.constant('sent' as const), inFlight: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ kind: fc.constant('answered' as const), isFirstTry: fc.boolean() }),
    fc.record({
      kind: fc.constant('answered' as const),
      isFirstTry: fc.boolean(),
      quota: fc.record({ remainingRequests: count, limitRequests: count, resetSeconds: count }, { requiredKeys: [] }),
    }),
    fc.record({ kind: fc.constant('limited' as const), retryAfterMs: hint }),
    fc.record({ kind: fc.constant('strained' as const), retryAfterMs: hint }),
  )
  const bounds = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 80 }))
    .map(([min, more, most]) => ({ ...DEFAULT_RATE, min, start: min + more, max: min + more + most }))
  const life = fc.array(fc.tuple(signal, fc.integer({ min: 0, max: 20_000 })), { maxLength: 400 })

  function live(given: typeof rule, events: readonly (readonly [RateSignal, number])[]) {
    const seen: { readonly state: RateState; readonly before: RateState; readonly nowMs: number }[] = []
    let state = firstRate(given)
    let nowMs = 0
    for (const [event, passedMs] of events) {
      nowMs += passedMs
      const before = state
      state = nextRate(given, before, { signal: event, nowMs })
      seen.push({ state, before, nowMs })
    }
    return seen
  }

  test('the limit is a whole number between its bounds', () => {
    fc.assert(
      fc.property(bounds, life, (given, events) => {
        for (const { state } of live(given, events)) {
          expect(Number.isInteger(state.limit) && state.limit >= given.min && state.limit <= given.max).toBe(true)
        }
      }),
    )
  })

  test('no two cuts are closer than fifteen seconds, and each takes a fifth or stops at the fewest', () => {
    fc.assert(
      fc.property(bounds, life, (given, events) => {
        let last = Number.NEGATIVE_INFINITY
        for (const { state, before, nowMs } of live(given, events)) {
          if (state.limit >= before.limit) continue
          expect(nowMs - last).toBeGreaterThanOrEqual(given.debounceMs)
          expect(state.limit).toBe(Math.max(given.min, Math.floor(0.8 * before.limit)))
          last = nowMs
        }
      }),
    )
  })

  test('a round at most doubles the limit, and adds at most a twentieth or one after a cut', () => {
    fc.assert(
      fc.property(bounds, life, (given, events) => {
        for (const { state, before } of live(given, events)) {
          const most = before.isSlowStart ? 2 * before.limit : Math.max(before.limit + 1, 1.05 * before.limit + 0.5)
          expect(state.limit).toBeLessThanOrEqual(most)
        }
      }),
    )
  })

  test('the same signals at the same moments give the same limits', () => {
    fc.assert(
      fc.property(bounds, life, (given, events) => {
        expect(live(given, events)).toEqual(live(given, events))
      }),
    )
  })
})

describe('bounds that are stated in part', () => {
  test.each([
    [{}, { min: 10, start: 20, max: 100 }],
    [{ max: 5 }, { min: 5, start: 5, max: 5 }],
    [{ min: 150 }, { min: 150, start: 150, max: 150 }],
    [{ start: 300 }, { min: 10, start: 300, max: 300 }],
    [{ start: 2 }, { min: 2, start: 2, max: 100 }],
    [
      { min: 1, max: 64 },
      { min: 1, start: 20, max: 64 },
    ],
  ])('%j make the others give way', (stated, expected) => {
    expect(rateRuleOf(stated, 'asksAtATime')).toEqual({ ...expected, debounceMs: 15_000 })
  })

  test.each([
    [
      { min: 30, start: 20 },
      'asksAtATime is {"min":30,"start":20,"max":100}; expected min, start and max in this order',
    ],
    [{ max: 0 }, 'asksAtATime.max is 0; expected a whole number from 1 to 1000'],
    [{ start: 1.5 }, 'asksAtATime.start is 1.5; expected a whole number from 1 to 1000'],
  ])('%j are refused', (stated, message) => {
    expect(() => rateRuleOf(stated, 'asksAtATime')).toThrow(message)
  })
})
