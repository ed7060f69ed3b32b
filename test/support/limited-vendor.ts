import { type Candidate, drawOf, type Model, ModelError } from '../../src/domain/index.js'
import type { Clock } from '../../src/run/index.js'
import { depotModel } from './depot-study.js'

/** A vendor that serves only so many asks of one account at a time, and refuses the others with 429. */
export interface LimitedVendor {
  modelNamed(name: string, options?: { readonly latencyMs?: number }): Pick<Candidate, 'system' | 'model'>
  /** Asks in flight, with the moment at which each was counted. */
  readonly seen: { readonly atMs: number; readonly inFlight: number; readonly isRefused: boolean }[]
}

const REFUSAL_MS = 50

/** @param options.hintMs what the vendor asks to be left alone for; it says nothing where left out */
export function limitedVendor(options: {
  readonly clock: Clock
  readonly takes: number
  readonly hintMs?: number
  /** Says in every answer how many more it would take, as headers do. */
  readonly tellsQuota?: boolean
}): LimitedVendor {
  const { clock, takes, hintMs, tellsQuota = false } = options
  const seen: LimitedVendor['seen'] = []
  const inner = depotModel()
  let inFlight = 0
  const askAfter =
    (meanMs: number): Model['ask'] =>
    async (ask) => {
      inFlight += 1
      const isRefused = inFlight > takes
      seen.push({ atMs: clock.monotonicMs(), inFlight, isRefused })
      const latencyMs = meanMs * (0.5 + drawOf({ pairId: String(ask.seed), link: 'latency', opportunity: 0 }))
      try {
        await clock.wait(isRefused ? REFUSAL_MS : latencyMs, ask.signal)
        if (isRefused) throw new ModelError('vendor', 429, true, 'answered 429: busy', { retryAfterMs: hintMs })
        const quota = { remainingRequests: takes - inFlight, limitRequests: takes, resetSeconds: 1 }
        return { ...(await inner.ask(ask)), ...(tellsQuota && { quota }) }
      } finally {
        inFlight -= 1
      }
    }
  return {
    seen,
    modelNamed: (name, { latencyMs = 5_000 } = {}) => ({
      system: { model: name },
      model: { ask: askAfter(latencyMs) },
    }),
  }
}
