import type { Step, Trajectory } from '../domain/index.js'
import { callsOf } from './signals.js'
import { STALLED_STEPS } from './thresholds.js'

/** What distress is read from; steps without checkpoints tell no progress. */
export interface DistressRecord {
  readonly steps: readonly Pick<Step, 'index' | 'calls'>[]
  /** Undefined where the record does not show verified progress at all. */
  readonly checkpoints?: Trajectory['checkpoints']
}

/**
 * How much trouble a run is in after each of its steps, from that step and those before it alone, so that it can be read
 * while the run goes on. The sum of three counts:
 *
 * - calls since the last new checkpoint that were made before with the same result;
 * - failed calls in a row, up to now;
 * - steps since the last new checkpoint, one for every five.
 *
 * A new checkpoint sets the first and the last back to nothing. Without checkpoints in the record the first counts since the
 * beginning and the last stays 0: a long run is no sign of trouble.
 *
 * @returns one for each step, from 0
 * @example distressOf({ steps: [], checkpoints: [] })
 * // []
 */
export function distressOf({ steps, checkpoints }: DistressRecord): number[] {
  const reached = new Set((checkpoints ?? []).map(({ step }) => step))
  const seen = new Set<string>()
  let [repeats, failures, stalled] = [0, 0, 0]
  return steps.map((step) => {
    for (const { key, result, isError } of callsOf({ steps: [step] })) {
      const call = `${key}\n${result}`
      if (seen.has(call)) repeats += 1
      seen.add(call)
      failures = isError ? failures + 1 : 0
    }
    stalled = checkpoints === undefined ? 0 : stalled + 1
    if (reached.has(step.index)) {
      seen.clear()
      repeats = 0
      stalled = 0
    }
    return repeats + failures + stalled / STALLED_STEPS
  })
}
