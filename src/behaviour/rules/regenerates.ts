import type { BehaviourMatch, TwinTrajectories } from '../../domain/index.js'
import {
  callsOf,
  commonSubsequence,
  deliveredOf,
  distinct,
  newCheckpoints,
  type PlacedCall,
  restOfOldPlan,
} from '../signals.js'
import { RESTART_CALLS, RESTART_HEAD, RESTART_SHARE } from '../thresholds.js'

/**
 * Regenerates: after the onset it starts again from the beginning of its own solution. From one of its first calls on,
 * what follows aligns with what it had done before. Repeated calls that end in a new checkpoint are new work, not work
 * redone.
 */
export function regenerates(twins: TwinTrajectories): BehaviourMatch | undefined {
  const { varied } = twins
  const onset = deliveredOf(varied)
  const before = callsOf(varied, { before: onset })
  const after = callsOf(varied, { from: onset })
  const { length, shared } = longestRestart(before, after)
  const isNew = new Set(newCheckpoints(varied, onset).map(({ step }) => step))
  const redone = shared.slice(shared.findLastIndex(({ step }) => isNew.has(step)) + 1)
  // Looking round again is part of ordinary work: only what goes beyond the twin's repetition is a restart.
  const usual = commonSubsequence(keysOf(restOfOldPlan(twins, onset)), keysOf(before)).length
  if (new Set(keysOf(redone)).size < RESTART_CALLS || redone.length < usual + 2) return undefined
  if (redone.length / Math.min(length, before.length) < RESTART_SHARE) return undefined
  return {
    behaviour: 'regenerates',
    steps: distinct(redone.map(({ step }) => step)),
    note: `${redone.length} calls of its own beginning were made again in order`,
  }
}

/** The alignment with the longest common part that begins with one of the first calls; `length` counts the calls from there. */
function longestRestart(before: readonly PlacedCall[], after: readonly PlacedCall[]) {
  let longest: { readonly length: number; readonly shared: readonly PlacedCall[] } = { length: 0, shared: [] }
  for (const [head, { key }] of before.slice(0, RESTART_HEAD).entries()) {
    const start = after.findIndex((call) => call.key === key)
    if (start < 0) continue
    const calls = after.slice(start)
    const shared = commonSubsequence(keysOf(calls), keysOf(before.slice(head))).flatMap((index) => calls[index] ?? [])
    if (shared.length > longest.shared.length) longest = { length: calls.length, shared }
  }
  return longest
}

function keysOf(calls: readonly PlacedCall[]): string[] {
  return calls.map(({ key }) => key)
}
