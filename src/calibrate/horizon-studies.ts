import type { Estimate } from '../domain/index.js'
import type { LengthTrial } from '../estimate/index.js'
import { createRandom, drawNormal, logistic, type Random } from '../math/index.js'
import { type CoverageVerdict, judgeCoverage } from './coverage.js'

/** A bank and two equal systems on it, drawn from a known curve: what a formula of the horizon is checked against. */
export interface HorizonStudy {
  readonly reference: readonly LengthTrial[]
  readonly system: readonly LengthTrial[]
}

/** What is drawn. */
interface HorizonStudyOptions {
  readonly studies: number
  readonly seed: number
  readonly families: number
  readonly tasksPerFamily: number
  /** Trials of each system at each task. */
  readonly trials: number
  /** Length at which half succeed, whatever the deviations below: they are symmetric about it. */
  readonly horizon: number
  /** Fall of the log odds for each doubling at one task, above 0. */
  readonly fall: number
  readonly shortest: number
  readonly longest: number
  /** Standard deviations of the log odds between families and between tasks of one family; both systems share them. */
  readonly deviation: { readonly family: number; readonly task: number }
}

/** Tasks of a family, and trials of a task, are far from independent: the hard case for an interval. */
export const CORRELATED_LENGTHS = {
  families: 12,
  tasksPerFamily: 3,
  trials: 4,
  horizon: 22,
  fall: 0.9,
  shortest: 1,
  longest: 480,
  deviation: { family: 0.7, task: 0.7 },
}

/**
 * Draws studies of two equal systems. It checks formulas only; what the whole instrument recovers is checked through the
 * runner and journal (`runCoverageStudies`).
 */
export function drawHorizonStudies(options: HorizonStudyOptions): HorizonStudy[] {
  const random = createRandom(options.seed)
  return Array.from({ length: options.studies }, (_, index) => drawStudy(options, random.split(index)))
}

function drawStudy(options: HorizonStudyOptions, random: Random): HorizonStudy {
  const { families, tasksPerFamily, trials, horizon, fall, shortest, longest, deviation } = options
  const [reference, system]: [LengthTrial[], LengthTrial[]] = [[], []]
  for (let family = 0; family < families; family += 1) {
    const own = deviation.family * drawNormal(random)
    for (let task = 0; task < tasksPerFamily; task += 1) {
      const length = shortest * (longest / shortest) ** random.next()
      const chance = logistic(fall * Math.log2(horizon / length) + own + deviation.task * drawNormal(random))
      const name = { task: `task-${family}-${task}`, family: `family-${family}`, length }
      for (let trial = 0; trial < trials; trial += 1) {
        reference.push({ ...name, success: Number(random.next() < chance) })
        system.push({ ...name, success: Number(random.next() < chance) })
      }
    }
  }
  return { reference, system }
}

/**
 * How often the intervals of a formula held the truth.
 *
 * @param formula of one study; where undetermined, the study counts for nothing
 */
export function judgeHorizons(
  studies: readonly HorizonStudy[],
  formula: (study: HorizonStudy) => Estimate,
  { quantity, truth }: { readonly quantity: string; readonly truth: number },
): CoverageVerdict {
  const values = studies.map((study) => {
    const estimate = formula(study)
    const interval = estimate.kind === 'determined' ? { low: estimate.low, high: estimate.high } : undefined
    return [{ quantity, expected: truth, ...(interval !== undefined && { interval }) }]
  })
  const [verdict] = judgeCoverage(values)
  return verdict ?? { quantity, studies: 0, covered: 0, rate: 0, low: 0, high: 1, truth, holdsLevel: true }
}
