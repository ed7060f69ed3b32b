import type { Constraint, Sample, Trajectory, VoidCause } from '../../domain/index.js'
import { limitsFor } from '../../run/index.js'
import type { Aiming } from '../place.js'
import { originOf, prepareRun, toolsOf, worldTools } from './aim.js'
import { callsAfter, stillPasses } from './old-plan.js'
import { verifyRun } from './verify.js'

/** What the records of a pair of whole runs bear out. */
interface JudgedRun {
  readonly constraint: Constraint
  readonly delivery: 'delivered' | 'not-met' | 'void'
  /** Only where it is void. */
  readonly voidCause?: VoidCause
  /** Whether the sham's calls would still have reached their tools under the change. */
  isOldPlanPossible(): boolean
}

/** Judges a pair of whole runs by its records alone. */
export function judgeRun(
  aiming: Aiming,
  { sham, varied }: { readonly sham: Trajectory; readonly varied: Trajectory },
  sample: Sample,
): JudgedRun {
  const { plan, journal } = aiming
  const { link, constraint, step } = prepareRun(aiming, varied.trial)
  const reads = sample.ownTools?.reads ?? []
  const isOldPlanPossible = () => {
    const tools = toolsOf(aiming, sample, journal.events(originOf(plan, varied.trial) ?? ''))
    return stillPasses(link, tools, callsAfter(sham, step))
  }
  const judged = { constraint, isOldPlanPossible }
  const [ended] = [sham, varied].flatMap(({ outcome }) => (outcome.kind === 'void' ? [outcome.cause] : []))
  if (ended !== undefined) return { ...judged, delivery: 'void', voidCause: ended }
  const { steps } = limitsFor(plan.limits, sample)
  const world = worldTools(aiming, sample)
  const of = { link, reads, steps, ...(world !== undefined && { world }) }
  const verdicts = [sham, varied].map(({ trial }) => verifyRun(journal, trial, of))
  const isRefuted = verdicts.some(({ kind }) => kind === 'refuted')
  if (isRefuted) return { ...judged, delivery: 'void', voidCause: 'injection' }
  return { ...judged, delivery: verdicts[1]?.kind === 'delivered' ? 'delivered' : 'not-met' }
}
