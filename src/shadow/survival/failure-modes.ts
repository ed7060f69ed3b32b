import { type EndCause, type Estimate, FAILURE_MODES, type FailureModes, type OutcomeRow } from '../../domain/index.js'
import { incidenceCurve } from '../../estimate/index.js'
import { type CausedSpan, type LimitReading, stepSpans } from './clocks.js'
import { failureModeWords } from './survival-words.js'

/** Every cause, in the order in which shares are stacked. */
const CAUSES: readonly EndCause[] = [...FAILURE_MODES, 'limit', 'solved']

/**
 * How the trials of one system end, step by step: the share that each way of failing has claimed, beside the solved ones
 * and those still on their way. Solving is a competing end and not "at least so far": fast finishers are easy runs.
 *
 * @returns undefined where no row of the system carries a number of steps
 * @source statistics specification 2.6
 */
export function failureModes(
  rows: readonly OutcomeRow[],
  system: string,
  options: { readonly level: number },
): FailureModes | undefined {
  const own = rows.filter((row) => row.system === system)
  const { spans, excluded } = stepSpans(own, 'censored')
  if (spans.length === 0) return undefined
  const causes = CAUSES.filter((cause) => spans.some((span) => span.cause === cause))
  const finding: FailureModes = {
    system,
    trials: spans.length,
    causes,
    points: pointsOf(spans, causes, options.level),
    final: finalOf(own, 'censored', options.level),
    finalWithLimits: finalOf(own, 'failed', options.level),
    excluded,
    words: [],
  }
  return { ...finding, words: failureModeWords(finding) }
}

function pointsOf(spans: readonly CausedSpan[], causes: readonly EndCause[], level: number): FailureModes['points'] {
  const curve = incidenceCurve(
    spans.map(({ step, cause, cluster }) => ({ exposure: step, cluster, ...(cause !== undefined && { cause }) })),
    { level, causes },
  )
  return curve.map(({ shares, ...point }) => ({
    ...point,
    shares: shares.flatMap(({ cause: name, ...share }) => {
      const cause = causes.find((own) => own === name)
      return cause === undefined ? [] : [{ cause, ...share }]
    }),
  }))
}

function finalOf(rows: readonly OutcomeRow[], limits: LimitReading, level: number): FailureModes['final'] {
  const { spans, excluded } = stepSpans(rows, limits)
  const causes = CAUSES.filter((cause) => spans.some((span) => span.cause === cause))
  const samples = new Set(spans.map(({ cluster }) => cluster)).size
  const basis = { method: 'aalen-johansen', level, samples, trials: spans.length, excluded, warnings: [] }
  const last = pointsOf(spans, causes, level).at(-1)?.shares ?? []
  return last.map(({ cause, share, low, high }) => {
    const estimate: Estimate =
      samples < 2
        ? { kind: 'undetermined', reason: 'one-task', ...basis }
        : { kind: 'determined', value: share, low, high, ...basis }
    return { cause, share: estimate }
  })
}
