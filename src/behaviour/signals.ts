import {
  type Constraint,
  canonicalJson,
  forbidsCall,
  type JsonValue,
  type ReachedCheckpoint,
  type StepCall,
  type Trajectory,
  type TwinTrajectories,
  type WorldCall,
} from '../domain/index.js'

/** A call in its place, in a form that equal calls share. */
export interface PlacedCall {
  readonly step: number
  /** Name and arguments as the world received them; letter case, spacing and the order of arguments apart. */
  readonly key: string
  /** The same, as the model wrote them. */
  readonly written: string
  readonly name: string
  readonly result: string
  readonly isError: boolean
  readonly entry: StepCall
}

/** Calls from a step on (or before it), without `finish`. */
export function callsOf(
  trajectory: Pick<Trajectory, 'steps'>,
  range: { readonly from?: number; readonly before?: number } = {},
): PlacedCall[] {
  const { from = 0, before = Number.POSITIVE_INFINITY } = range
  return trajectory.steps
    .filter(({ index }) => index >= from && index < before)
    .flatMap(({ index, calls }) =>
      calls
        .filter(({ call }) => call.name !== 'finish')
        .map((entry): PlacedCall => {
          const { call, passed } = entry
          return {
            step: index,
            key: normalisedCall(passed ?? call),
            written: normalisedCall(call),
            name: (passed ?? call).name,
            result: entry.result?.text ?? '',
            isError: entry.result?.isError ?? false,
            entry,
          }
        }),
    )
}

function normalisedCall({ name, arguments: given }: WorldCall): string {
  return `${name}${normalised(given)}`
}

/** One text for all values that differ in letter case, spacing and the order of fields only. */
function normalised(value: JsonValue): string {
  return canonicalJson(value).toLowerCase().replace(/\s+/g, ' ').replace(/" | "/g, '"')
}

/** True where the constraint forbids the call as the model wrote it, however it was spelled. */
export function isForbidden(constraint: Constraint, { entry }: PlacedCall): boolean {
  const { name, arguments: given } = entry.call
  if (constraint.kind !== 'call-forbidden') return forbidsCall(constraint, entry.call)
  const fields = Object.entries(constraint.arguments)
  return (
    constraint.tool === name &&
    fields.every(([key, value]) => normalised(given[key] ?? null) === normalised(value ?? null))
  )
}

/** Calls of the sham twin after the fork that the varied trial had not made itself when it met the onset. */
export function restOfOldPlan({ varied, sham }: TwinTrajectories, onset: number): PlacedCall[] {
  const made = callsOf(varied, { from: varied.prefixSteps, before: onset }).map(({ written }) => written)
  return callsOf(sham, { from: sham.prefixSteps }).filter(({ written }) => {
    const index = made.indexOf(written)
    if (index >= 0) made.splice(index, 1)
    return index < 0
  })
}

/** Checkpoints reached from a step on that had not been reached before it. */
export function newCheckpoints({ checkpoints }: Trajectory, from: number): ReachedCheckpoint[] {
  const old = new Set(checkpoints.filter(({ step }) => step < from).map(({ id }) => id))
  return checkpoints.filter(({ id, step }) => step >= from && !old.has(id))
}

/** First step at which the model could know of the change; undefined where there was no evidence. */
export function onsetOf({ marks }: Trajectory): number | undefined {
  return marks?.evidentStep
}

/** Step from which state-based rules count: the evidence, or the delivery where nothing was ever seen. */
export function deliveredOf({ marks, prefixSteps }: Trajectory): number {
  return marks?.evidentStep ?? marks?.deliveredStep ?? prefixSteps
}

/** Index of the last step. */
export function lastStep({ steps }: Trajectory): number {
  return steps.at(-1)?.index ?? 0
}

/** Longest common subsequence of two sequences of keys, as indexes into the first. */
export function commonSubsequence(first: readonly string[], second: readonly string[]): number[] {
  const lengths = Array.from({ length: first.length + 1 }, () => new Uint32Array(second.length + 1))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  for (let row = first.length - 1; row >= 0; row -= 1) {
    const line = lengths[row]
    if (line === undefined) continue
    for (let column = second.length - 1; column >= 0; column -= 1) {
      line[column] =
        first[row] === second[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const found: number[] = []
  for (let [row, column] = [0, 0]; row < first.length && column < second.length; ) {
    if (first[row] === second[column]) {
      found.push(row)
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return found
}

/** Distinct values in ascending order. */
export function distinct(steps: readonly number[]): number[] {
  return [...new Set(steps)].sort((a, b) => a - b)
}
