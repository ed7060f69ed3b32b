import { counted, type EscalationFinding, type OutcomeRow, percent } from '../../domain/index.js'
import { estimateSuccess } from '../../estimate/index.js'
import { calibrateEscalation, escalationStep } from './escalation.js'

/** A run with how much trouble it was in after each step. */
export interface DistressedRun {
  /** Scope of work. */
  readonly scope: string
  /** Its outcome; runs that do not count are left out. */
  readonly row: OutcomeRow
  /** One for each step, from 0. */
  readonly distress: readonly number[]
}

/** How the thresholds are found. */
export interface EscalationOptions {
  /** Confidence level of the share that is caught. */
  readonly level: number
  /** Distress above which a run is moved up where fewer than 60 runs succeeded. */
  readonly fixedThreshold: number
  /** False where distress is read from calls alone. */
  readonly readsProgress: boolean
}

/**
 * For each system and scope, the distress above which a running session should be moved up, and what it would have done to
 * the runs there are.
 *
 * @returns scope by scope in the order in which they first occur, systems by name; only where a run counts
 * @source statistics specification 7.6; threshold of `calibrateEscalation`
 */
export function findEscalations(runs: readonly DistressedRun[], options: EscalationOptions): EscalationFinding[] {
  const known = runs.filter(({ row }) => row.excluded === undefined && KNOWN.includes(row.outcome.kind))
  const scopes = [...new Set(known.map(({ scope }) => scope))]
  return scopes.flatMap((scope) => {
    const inScope = known.filter((run) => run.scope === scope)
    const systems = [...new Set(inScope.map(({ row }) => row.system))].sort()
    return systems.map((system) => {
      const own = inScope.filter(({ row }) => row.system === system)
      return escalationOf({ scope, system, own }, options)
    })
  })
}

const KNOWN: readonly string[] = ['solved', 'failed', 'censored']

function escalationOf(
  { scope, system, own }: { readonly scope: string; readonly system: string; readonly own: readonly DistressedRun[] },
  { level, fixedThreshold, readsProgress }: EscalationOptions,
): EscalationFinding {
  const solved = own.filter(({ row }) => row.outcome.kind === 'solved')
  const unsolved = own.filter(({ row }) => row.outcome.kind !== 'solved')
  const rule = calibrateEscalation(
    solved.map(({ distress }) => distress),
    { fixedThreshold },
  )
  const alarms = unsolved.map(({ row, distress }) => ({ row, distress, at: escalationStep(distress, rule) }))
  const caughtRows = alarms.map(({ row, at }): OutcomeRow => {
    const { score: _score, ...rest } = row
    return { ...rest, outcome: { kind: at === undefined ? 'failed' : 'solved' } }
  })
  const left = alarms.flatMap(({ distress, at }) => (at === undefined ? [] : [distress.length - 1 - at]))
  const stepsBeforeEnd = middleOf(left)
  const found = {
    scope,
    system,
    threshold: rule.threshold,
    method: rule.method,
    alpha: rule.alpha,
    solved: solved.length,
    solvedMovedUp: solved.filter(({ distress }) => escalationStep(distress, rule) !== undefined).length,
    unsolved: unsolved.length,
    caughtRuns: left.length,
    caught: estimateSuccess(caughtRows, { level }),
    ...(stepsBeforeEnd !== undefined && { stepsBeforeEnd }),
    readsProgress,
  }
  return { ...found, words: wordsOf(found) }
}

/** The lower of the two in the middle, so that it is a number of steps that occurred. */
function middleOf(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
}

function wordsOf(found: Omit<EscalationFinding, 'words'>): string[] {
  const { system, scope, method, alpha, solved, solvedMovedUp, unsolved, threshold } = found
  const vain = `${solvedMovedUp} of ${counted(solved, 'run')} that succeeded would have been moved up in vain`
  const rule =
    method === 'conformal-maximum'
      ? `${system} on ${scope}: moved up when distress exceeds ${shown(threshold)}, at most ${percent(alpha)} of runs that succeed would be escalated on average (here ${vain}).`
      : `${system} on ${scope}: a fixed rule, moved up when distress exceeds ${shown(threshold)}. It takes 60 successful runs to calibrate it and there are ${solved}, so the share escalated in vain is not promised (here ${vain}).`
  if (unsolved === 0) return [rule, 'No run failed, so nothing can be said of those that do.']
  return [rule, caughtWords(found)]
}

function caughtWords({ caught, caughtRuns, unsolved, stepsBeforeEnd }: Omit<EscalationFinding, 'words'>): string {
  const runs = `Of ${counted(unsolved, 'run')} that failed or met a limit ${caughtRuns} would have been`
  const share =
    caught.kind === 'undetermined'
      ? ''
      : `, ${percent(caught.value)} (${percent(caught.low)} to ${percent(caught.high)})`
  const when = stepsBeforeEnd === undefined ? '' : `, in the middle ${counted(stepsBeforeEnd, 'step')} before the end`
  return `${runs}${share}${when}.`
}

function shown(threshold: number): string {
  return String(Number(threshold.toFixed(2)))
}
