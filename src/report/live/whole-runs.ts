import { counted, type Plan, type Trajectory } from '../../domain/index.js'
import type { MethodNote, ReportCounts } from '../document.js'

/** Sham runs that were whole runs in a world that nobody can restore, and those that ended unlike their baseline. */
export function wholeRunCounts(plan: Plan, trajectories: readonly Trajectory[]): Pick<ReportCounts, 'wholeRuns'> {
  const whole = new Set(plan.samples.flatMap(({ id, isRunWhole }) => (isRunWhole === true ? [id] : [])))
  if (whole.size === 0) return {}
  const counted = trajectories.filter(({ trial, outcome }) => whole.has(trial.sampleId) && outcome.kind !== 'void')
  const keyOf = ({ trial }: Trajectory) => `${trial.systemId} ${trial.pairId}`
  const baselines = new Map(counted.flatMap((each) => (each.trial.arm === 'baseline' ? [[keyOf(each), each]] : [])))
  const shams = counted.filter((each) => each.trial.arm === 'sham' && baselines.has(keyOf(each)))
  const isSolved = (each: Trajectory | undefined) => each?.outcome.kind === 'solved'
  const unlike = shams.filter((each) => isSolved(each) !== isSolved(baselines.get(keyOf(each))))
  return { wholeRuns: { shams: shams.length, shamsUnlikeBaseline: unlike.length } }
}

/** What follows from tools that nobody brings back to a state: no forks, and runs that meet what others left. */
export function wholeRunNotes(plan: Plan, { wholeRuns }: Pick<ReportCounts, 'wholeRuns'>): MethodNote[] {
  if (wholeRuns === undefined) return []
  const families = [...new Set(plan.samples.flatMap(({ family, isRunWhole }) => (isRunWhole === true ? [family] : [])))]
  const { shams, shamsUnlikeBaseline: unlike } = wholeRuns
  const seen =
    shams === 0
      ? ''
      : ` ${unlike} of ${counted(shams, 'sham run')} ended otherwise than the baseline of its pair, which the change has no part in.`
  return [
    {
      title: 'Run whole',
      words: `The server of ${families.join(', ')} can be brought back to no state, so the arms of a pair are whole runs from the beginning and not forks. They share the task and every draw of the change, not the steps before it: what chance does there in either run is part of every difference, and its interval is wider by that than one of forks.${seen} No witness was executed: that the work can still be done under a change is not proven.`,
    },
    {
      title: 'Server state',
      words: `The server of ${families.join(', ')} kept its state between runs: what a run left there, the next ones met, and undoing it is left to the user. Runs came one at a time in random order over systems and arms, so that a drift of the server favours neither arm; it widens the intervals all the same.`,
    },
  ]
}
