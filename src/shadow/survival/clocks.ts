import { type EndCause, type LengthKind, type OutcomeRow, successOf } from '../../domain/index.js'
import { reasonOf, type Span, type StepSpan } from '../../estimate/index.js'

/** How a trial that a limit ended counts: as derailed where it stood, or as "at least so far". */
export type LimitReading = 'failed' | 'censored'

/** A trial on the progress clock. */
export interface ProgressSpan extends Span {
  readonly lengthKind: LengthKind
}

/**
 * Trials on the progress clock: derailed at the last verified checkpoint, or seen on track to the full length. Rows that
 * do not count, carry no progress or no kind of length are left out.
 *
 * @param limits `failed` is the specification's reading, `censored` its sensitivity line
 */
export function progressSpans(rows: readonly OutcomeRow[], limits: LimitReading): ProgressSpan[] {
  return rows.flatMap((row) => {
    const { progress, lengthKind, length = progress, outcome, task } = row
    if (successOf(row) === undefined || progress === undefined || lengthKind === undefined) return []
    if (outcome.kind === 'solved') return [{ exposure: length ?? progress, failed: false, cluster: task, lengthKind }]
    const failed = outcome.kind !== 'censored' || limits === 'failed'
    return [{ exposure: progress, failed, cluster: task, lengthKind }]
  })
}

/** Kinds of length among rows, sorted. */
export function lengthKindsOf(rows: readonly OutcomeRow[]): LengthKind[] {
  return [...new Set(rows.flatMap(({ lengthKind }) => lengthKind ?? []))].sort()
}

/** A trial on the clock of steps. */
export interface CausedSpan extends StepSpan {
  /** Undefined: a limit ended it while nothing had gone wrong, so that it went on for at least so many steps. */
  readonly cause?: EndCause
}

/**
 * Trials on the clock of steps, the first of which is 1: derailed at the first step of the failure, solved at the last,
 * or ended by a limit.
 *
 * @param limits `censored` is the table of outcomes; `failed` makes a limit a cause of its own
 */
export function stepSpans(
  rows: readonly OutcomeRow[],
  limits: LimitReading,
): { readonly spans: readonly CausedSpan[]; readonly excluded: Readonly<Record<string, number>> } {
  const excluded: Record<string, number> = {}
  const spans = rows.flatMap((row): CausedSpan[] => {
    const end = successOf(row) === undefined ? undefined : endOf(row, limits)
    if (end === undefined) {
      const reason = successOf(row) === undefined ? reasonOf(row) : 'no count of steps'
      excluded[reason] = (excluded[reason] ?? 0) + 1
      return []
    }
    const { family } = row
    const failed = end.cause !== undefined && end.cause !== 'solved'
    return [{ ...end, failed, cluster: row.task, ...(family !== undefined && { stratum: family }) }]
  })
  return { spans, excluded }
}

function endOf(
  { outcome, failure }: OutcomeRow,
  limits: LimitReading,
): { readonly step: number; readonly cause?: EndCause } | undefined {
  if (outcome.kind === 'void' || outcome.kind === 'unknown') return undefined
  const { steps } = outcome
  if (outcome.kind === 'solved') return at(steps, 'solved')
  if (failure !== undefined) return at(failure.atStep + 1, failure.mode)
  if (outcome.kind === 'failed') {
    const { derailedAtStep } = outcome
    const derailed = derailedAtStep === undefined ? steps : derailedAtStep + 1
    return at(steps === undefined || derailed === undefined ? derailed : Math.min(steps, derailed), 'other')
  }
  return limits === 'failed' ? at(steps, 'limit') : at(steps)
}

function at(step: number | undefined, cause?: EndCause) {
  if (step === undefined) return undefined
  return { step: Math.max(1, step), ...(cause !== undefined && { cause }) }
}
