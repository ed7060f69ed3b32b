import { count, counted, isCancelled, type Plan, repeatsOf, systemLabel, type Trajectory } from '../../domain/index.js'
import type { StudyObservation } from '../../probe/index.js'
import type { MethodNote, ReportCounts } from '../document.js'

/** Trials that were launched again after they had been left out, and those that a later scorer judged in another way. */
export function changeCounts(trajectories: readonly Trajectory[]): Pick<ReportCounts, 'rescored' | 'retriedVoids'> {
  const rescored = rescoredIn(trajectories)
  const retriedVoids = retriedIn(trajectories).length
  return { ...(rescored > 0 && { rescored }), ...(retriedVoids > 0 && { retriedVoids }) }
}

/** What was changed of a study since it began, and what its intervals suppose all the same. */
export function changeNotes(plan: Plan, observation: StudyObservation): MethodNote[] {
  const { trajectories } = observation
  return [
    ...retryNotes(retriedIn(trajectories)),
    ...rescoreNotes(rescoredIn(trajectories)),
    ...amendmentNotes(plan, observation),
  ]
}

function retriedIn(trajectories: readonly Trajectory[]): Trajectory[] {
  return trajectories.filter(({ retriedVoids = 0 }) => retriedVoids > 0)
}

function rescoredIn(trajectories: readonly Trajectory[]): number {
  return trajectories.filter(({ rescores = 0 }) => rescores > 0).length
}

function retryNotes(retried: readonly Trajectory[]): MethodNote[] {
  if (retried.length === 0) return []
  const counting = retried.filter(({ outcome }) => outcome.kind !== 'void').length
  const before = `${counted(retried.length, 'trial')} that had been left out as void, by a cause that is not the model's, went on from where the record stood`
  return [{ title: 'Launched again', words: `${before}; ${count(counting)} count now. Every earlier launch is kept.` }]
}

function rescoreNotes(rescored: number): MethodNote[] {
  if (rescored === 0) return []
  const words = `${counted(rescored, 'final state')} ${rescored === 1 ? 'was' : 'were'} judged in another way by a later scorer, which counts here. The record keeps both judgements.`
  return [{ title: 'Scored again', words }]
}

/** A number of trials that was settled after looking is not the one that an interval supposes. */
function amendmentNotes(plan: Plan, { notRun }: StudyObservation): MethodNote[] {
  const { repeats } = plan
  const all = repeatsOf(plan)
  const supposes = 'Intervals suppose that the number of trials was fixed before anybody looked at results.'
  const cancelled = plan.systems.filter(({ id }) => isCancelled(plan, id)).map(({ system }) => systemLabel(system))
  const left = notRun.reduce((sum, { count: number }) => sum + number, 0)
  return [
    ...(all === repeats
      ? []
      : [
          {
            title: 'Grown',
            words: `Baselines of each sample were raised from ${repeats} to ${all} after the study had begun. ${supposes}`,
          },
        ]),
    ...(cancelled.length === 0
      ? []
      : [
          {
            title: 'Cancelled',
            words: `${cancelled.join(', ')}: ${counted(left, 'trial')} ${left === 1 ? 'was' : 'were'} not run. They are no failures and count nowhere. ${supposes}`,
          },
        ]),
  ]
}
