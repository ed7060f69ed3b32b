import { expect, test } from 'vitest'
import { ModelError } from '../../domain/index.js'
import { createAccountGate } from './account.js'

const TICK = 1 / 1024
const HINT_MS = 20
/** More ticks than any one call reads the clock, so that the moment of opening falls before, between and after all reads. */
const TICKS = Array.from({ length: 12 }, (_, index) => index)

/** A clock that moves on a little at every look, as real ones do, and whose timers go off when they are told to. */
function aMovingClock() {
  let nowMs = 0
  const timers = new Set<() => void>()
  return {
    wait: () => Promise.reject(new Error('nothing rests here')),
    monotonicMs: () => {
      nowMs += TICK
      return nowMs
    },
    after: (_: number, call: () => void) => {
      const go = () => {
        timers.delete(go)
        call()
      }
      timers.add(go)
      return () => timers.delete(go)
    },
    setTo: (ms: number) => {
      nowMs = ms
    },
    ringOnce: () => {
      for (const go of [...timers]) go()
    },
  }
}

/** An account that a server has closed for a while, and nothing in flight. */
async function aClosedAccount() {
  const clock = aMovingClock()
  const rule = { min: 1, start: 4, max: 4, debounceMs: 0 }
  const gate = createAccountGate({ id: 'a', label: 'a', kind: 'server' }, { rule, clock, changed: () => undefined })
  const signals = (signal = new AbortController().signal) => ({ signal, halt: new AbortController().signal })
  const first = await gate.enter(signals(), false)
  first?.failed(new ModelError('a', 429, true, 'full', { retryAfterMs: HINT_MS }))
  return { clock, gate, signals, opensMs: clock.monotonicMs() - TICK + HINT_MS }
}

/** Lets the timers go off early, as often as the clock needs to get past the moment of opening. */
async function ringAll(clock: ReturnType<typeof aMovingClock>): Promise<void> {
  for (let round = 0; round < 3 * TICKS.length; round += 1) {
    clock.ringOnce()
    await new Promise(setImmediate)
  }
}

test.each(TICKS)(
  'an ask passes when its timer goes off %s looks before the server may be asked again',
  async (early) => {
    const { clock, gate, signals, opensMs } = await aClosedAccount()
    const passes = [gate.enter(signals(), false), gate.enter(signals(), true)]
    clock.setTo(opensMs - early * TICK)
    await ringAll(clock)
    expect(gate.status()).toMatchObject({ waiting: 0, inFlight: 2 })
    expect((await Promise.all(passes)).every((pass) => pass !== undefined)).toBe(true)
  },
)

test.each(TICKS)('an ask passes that comes %s looks before the server may be asked again', async (early) => {
  const { clock, gate, signals, opensMs } = await aClosedAccount()
  clock.setTo(opensMs - early * TICK)
  const pass = gate.enter(signals(), false)
  await ringAll(clock)
  expect(gate.status()).toMatchObject({ waiting: 0, inFlight: 1 })
  expect(await pass).toBeDefined()
})

test.each(TICKS)(
  'an ask passes when another one is stopped %s looks before the server may be asked again',
  async (early) => {
    const { clock, gate, signals, opensMs } = await aClosedAccount()
    const stop = new AbortController()
    const stopped = gate.enter(signals(stop.signal), false)
    const pass = gate.enter(signals(), false)
    clock.setTo(opensMs - early * TICK)
    stop.abort(new Error('no more'))
    await expect(stopped).rejects.toThrow('no more')
    await ringAll(clock)
    expect(gate.status()).toMatchObject({ waiting: 0, inFlight: 1 })
    expect(await pass).toBeDefined()
  },
)
