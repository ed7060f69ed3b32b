import type { Clock } from '../../src/run/index.js'

/** Turns of the event loop without a new timer after which everybody waits; a journal answers two writers a turn. */
const IDLE_TURNS = 60

interface Timer {
  readonly atMs: number
  readonly call: () => void
}

/** Time that jumps to the next timer whenever nobody has anything left to do: hours pass in a moment, always alike. */
export function eventClock(): Clock {
  const timers = new Set<Timer>()
  let now = 0
  let turns = 0
  let isTurning = false

  function turn(): void {
    turns += 1
    if (turns > IDLE_TURNS) {
      turns = 0
      const next = Math.min(...Array.from(timers, ({ atMs }) => atMs))
      now = Math.max(now, next)
      for (const timer of timers) if (timer.atMs <= now && timers.delete(timer)) timer.call()
    }
    isTurning = timers.size > 0
    if (isTurning) setImmediate(turn)
  }

  function after(ms: number, call: () => void): () => void {
    const timer = { atMs: now + ms, call }
    timers.add(timer)
    turns = 0
    if (!isTurning) setImmediate(turn)
    isTurning = true
    return () => timers.delete(timer)
  }

  return {
    monotonicMs: () => now,
    after,
    async wait(ms, signal) {
      signal.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const cancel = after(ms, resolve)
      const stop = () => reject(signal.reason)
      signal.addEventListener('abort', stop)
      try {
        await promise
      } finally {
        cancel()
        signal.removeEventListener('abort', stop)
      }
    },
  }
}
