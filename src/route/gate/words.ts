import { percent } from '../../domain/index.js'
import type { GateDecision } from './decide-gate.js'
import type { CellVerdict, MatrixDecision } from './matrix.js'

/**
 * What a gate found, for people: the edge that was refuted with its error, then the interval, which is wider because it
 * holds on both sides at every moment.
 *
 * @param names.system and names.scope as they shall be called
 * @example gateWords(decision, { system: 'small', scope: 'multi-file work' })
 * // 'Settled after 18 of at most 264 runs: trust small with multi-file work. It succeeds on more than 75% ...'
 */
export function gateWords(decision: GateDecision, names: { readonly system: string; readonly scope: string }): string {
  const { word, why, trials, mostTrials, asked } = decision
  const { system, scope } = names
  const runs = `${trials} of at most ${mostTrials} runs`
  const between = intervalWords(decision)
  if (word === 'TRUST') {
    return `Settled after ${runs}: trust ${system} with ${scope}. It succeeds on more than ${percent(asked.low)} (one that does not gets this answer at most ${percent(asked.alpha)} of the time); ${between}.`
  }
  if (word === 'DO NOT TRUST') {
    return `Settled after ${runs}: do not trust ${system} with ${scope}. It succeeds on less than ${percent(asked.high)} (one that does not gets this answer at most ${percent(asked.beta)} of the time); ${between}.`
  }
  if (why === 'cap') {
    return `Undecided after ${runs}: ${system} is too close to the bar on ${scope} to tell; ${between}. Treat it as not trusted; this does not say that it is just good enough.`
  }
  if (why === 'too-few-tasks') {
    return `Undecided after ${runs}: ${decision.tasks} distinct tasks cannot stand for ${scope}. Treat ${system} as not trusted.`
  }
  const nothing = `Not settled after ${runs}: ${system} on ${scope} has no finished runs yet.`
  return trials === 0 ? nothing : `Not settled after ${runs}: ${system} on ${scope} needs more; ${between}.`
}

function intervalWords({ success }: GateDecision): string {
  const { low, high } = success.kind === 'determined' ? success : { low: 0, high: 1 }
  const interval = `${percent(low)} to ${percent(high)}`
  return `${interval} at ${percent(success.level)} confidence, valid whenever one stops`
}

/**
 * A whole matrix in sentences: each cell that was tried or assumed, then how many false trusts are to be expected.
 */
export function matrixWords(matrix: MatrixDecision): readonly string[] {
  const cells = matrix.cells.flatMap((cell) => cellWords(cell) ?? [])
  const { expectedFalseTrusts, design } = matrix
  const tried = matrix.cells.filter(({ decision }) => decision.trials > 0).length
  const errors = `${tried} cells were tried at ${percent(design.alpha)} each: expect at most ${expectedFalseTrusts.toFixed(2)} to be trusted wrongly.`
  return [...cells, errors]
}

function cellWords({ state, system, scope, decision }: CellVerdict): string | undefined {
  if (state === 'assumed') {
    return `${system} on ${scope}: not tried, taken as not trusted because it failed a narrower scope (an assumption).`
  }
  if (state === 'not-needed' && decision.trials === 0) {
    return `${system} on ${scope}: not tried, a cheaper system is trusted there.`
  }
  return decision.trials === 0 ? undefined : gateWords(decision, { system, scope })
}
