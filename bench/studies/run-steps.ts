import { systemClock, thisProcess } from '../../src/connect/index.js'
import type { Journal, Plan } from '../../src/domain/index.js'
import { aimingOf, interventionNamed, runStudy } from '../../src/probe/index.js'
import { harbours, policyCandidates } from './harbour-study.js'
import { type Stopwatch, timedCandidates, timedFamily } from './stopwatch.js'

/** What steps of a study took. */
export interface Cost {
  /** Answered steps. */
  readonly steps: number
  /** Per step, in milliseconds. */
  readonly totalMs: number
  /** Without the time inside models and calls to worlds. */
  readonly harnessMs: number
  /** Fewest leases held at a step once all places were taken. */
  readonly leastInFlight: number
}

/** Runs a study until so many steps were taken, and stops it while all of its places are still taken. */
export async function runSteps(
  plan: Plan,
  journal: Journal,
  { places, steps }: { readonly places: number; readonly steps: number },
): Promise<Cost> {
  const watch: Stopwatch = { insideMs: 0, asks: 0 }
  const stop = new AbortController()
  let done = 0
  let elapsedMs = 0
  let leastInFlight = Number.POSITIVE_INFINITY
  const families = harbours.map((family) => timedFamily(family, watch))
  const began = performance.now()
  await runStudy({
    ...aimingOf(plan, journal, { families, interventionNamed }),
    candidates: timedCandidates(policyCandidates(), watch),
    owner: thisProcess(),
    clock: systemClock,
    concurrency: places,
    signal: stop.signal,
    stepDone() {
      done += 1
      if (done > places && done % 100 === 0) leastInFlight = Math.min(leastInFlight, journal.totals().running)
      if (done !== steps) return
      elapsedMs = performance.now() - began
      stop.abort()
    },
  })
  const insideMs = watch.insideMs
  await journal.close()
  return { steps, totalMs: elapsedMs / steps, harnessMs: (elapsedMs - insideMs) / steps, leastInFlight }
}
