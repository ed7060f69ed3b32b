import type { Estimate, EstimateBasis, TestResult } from '../domain/index.js'
import { chiSquareUpperTail, tQuantile, tTwoSidedP } from '../math/index.js'
import { type Evaluation, evaluate, type Stratum, scoresByCluster, strataOf } from './person-steps.js'
import { ENOUGH_TASKS } from './rows.js'

/** How one trial went on the clock of steps. */
export interface StepSpan {
  /** Whole steps from 1: the step at which it derailed, or the last one seen. */
  readonly step: number
  /** False: a limit or the goal ended it. */
  readonly failed: boolean
  /** The sample: trials of one sample are not independent. */
  readonly cluster: string
  /** Spans of one stratum share a level of the hazard; one stratum unless stated. */
  readonly stratum?: string
}

/** Hazard of each step h(s) with log(-log(1 - h(s))) = intercept + slope x ln s. */
export interface DiscreteHazard {
  /** Level of each stratum in which some steps failed and others did not, sorted by name. */
  readonly intercepts: readonly { readonly stratum: string; readonly value: number }[]
  /** Above 0: the hazard rises; twice the steps make it 2^slope-fold. */
  readonly slope: number
  /** Standard errors by expected information: of the first intercept, and of the slope. */
  readonly modelErrors: readonly [intercept: number, slope: number]
  /** The same, clustered by sample; times the root of G/(G-1) before an interval is made. */
  readonly clusterErrors: readonly [intercept: number, slope: number]
  /** Samples. */
  readonly clusters: number
  readonly logLikelihood: number
  /** With a slope of 0. */
  readonly flat: { readonly intercept: number; readonly logLikelihood: number; readonly hazard: number }
  /** Of a slope of 0, trials taken for independent. */
  readonly likelihoodRatio: { readonly chiSquare: number; readonly p: number }
}

const MOST_ROUNDS = 60
const LONGEST_STEP = 2
const CONVERGED = 1e-10

/**
 * Fits a hazard that may rise or fall with the number of steps.
 *
 * @returns undefined where the steps do not bound the slope: nothing failed, or all failures lie at one end
 * @source Prentice & Gloeckler 1978, expected-information Newton; checked against R glm and sandwich in
 *   test/oracle/discrete_hazard.json
 */
export function fitDiscreteHazard(spans: readonly StepSpan[]): DiscreteHazard | undefined {
  const strata = strataOf(spans)
  const [first] = strata
  if (first === undefined || !isBounded(strata)) return undefined
  const flat = { intercepts: strata.map(({ failed, steps }) => Math.log(-Math.log1p(-failed / steps))), slope: 0 }
  const atFlat = evaluate(strata, flat)
  const { intercepts, slope } = climb(strata, flat)
  const at = evaluate(strata, { intercepts, slope })
  const [firstInformation] = at.strata
  const cross = (firstInformation?.cross ?? 0) / (firstInformation?.level ?? 1)
  const scores = scoresByCluster(spans, strata, { intercepts, slope })
  let [ofIntercept, ofSlope] = [0, 0]
  for (const { levels, slope: raw } of scores) {
    const adjusted = levels.reduce((sum, level, index) => sum - level * ratioOf(at, index), raw) / at.slopeInformation
    ofSlope += adjusted ** 2
    ofIntercept += ((levels[0] ?? 0) / (firstInformation?.level ?? 1) - cross * adjusted) ** 2
  }
  const slopeVariance = 1 / at.slopeInformation
  const chiSquare = Math.max(0, 2 * (at.logLikelihood - atFlat.logLikelihood))
  return {
    intercepts: strata.map(({ name }, index) => ({ stratum: name, value: intercepts[index] ?? 0 })),
    slope,
    modelErrors: [Math.sqrt(1 / (firstInformation?.level ?? 1) + cross ** 2 * slopeVariance), Math.sqrt(slopeVariance)],
    clusterErrors: [Math.sqrt(ofIntercept), Math.sqrt(ofSlope)],
    clusters: scores.length,
    logLikelihood: at.logLikelihood,
    flat: {
      intercept: flat.intercepts[0] ?? 0,
      logLikelihood: atFlat.logLikelihood,
      hazard: first.failed / first.steps,
    },
    likelihoodRatio: { chiSquare, p: chiSquareUpperTail(chiSquare, 1) },
  }
}

function ratioOf({ strata }: Evaluation, index: number): number {
  const own = strata[index]
  return own === undefined ? 0 : own.cross / own.level
}

/**
 * Whether the likelihood has a finite maximum: not where, in every stratum, no failure comes before a step that went
 * well (then the slope runs off upwards), nor where none comes after one.
 */
function isBounded(strata: readonly Stratum[]): boolean {
  const ends = strata.map(({ counts }) => {
    const failing = counts.filter(({ failed }) => failed > 0).map(({ step }) => step)
    const passing = counts.filter(({ atRisk, failed }) => atRisk > failed).map(({ step }) => step)
    return { failing: [failing[0] ?? 0, failing.at(-1) ?? 0], passing: [passing[0], passing.at(-1)] as const }
  })
  const runsUp = ends.every(({ failing: [from = 0], passing: [, to] }) => to === undefined || from >= to)
  const runsDown = ends.every(({ failing: [, to = 0], passing: [from] }) => from === undefined || to <= from)
  return !runsUp && !runsDown
}

interface Parameters {
  readonly intercepts: readonly number[]
  readonly slope: number
}

/** Newton on the slope and all levels at once, no step longer than 2, halved while it does not climb. */
function climb(strata: readonly Stratum[], from: Parameters): Parameters {
  let at = from
  let found = evaluate(strata, at)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const slope = found.adjustedScore / found.slopeInformation
    const levels = found.strata.map(({ score, level, cross }) => (score - cross * slope) / level)
    const longest = Math.max(Math.abs(slope), ...levels.map(Math.abs))
    if (longest < CONVERGED) break
    let scale = Math.min(1, LONGEST_STEP / longest)
    let next = move(at, { intercepts: levels, slope }, scale)
    let there = evaluate(strata, next)
    while (!(there.logLikelihood >= found.logLikelihood - 1e-12) && scale > 1e-6) {
      scale /= 2
      next = move(at, { intercepts: levels, slope }, scale)
      there = evaluate(strata, next)
    }
    at = next
    found = there
  }
  return at
}

function move(at: Parameters, by: Parameters, scale: number): Parameters {
  return {
    intercepts: at.intercepts.map((value, index) => value + scale * (by.intercepts[index] ?? 0)),
    slope: at.slope + scale * by.slope,
  }
}

/**
 * How the hazard of a step changes with the number of steps: the slope, with a t interval clustered by sample.
 *
 * @returns value above 0 where the hazard rises; undetermined `no-data`, `one-task`, `no-variation` where nothing derailed,
 *   `not-identifiable` where the failures lie at one end
 * @source statistics specification 2.7a; checked in test/oracle/discrete_hazard.json
 */
export function estimateHazardSlope(
  spans: readonly StepSpan[],
  options: { readonly level: number },
): { readonly estimate: Estimate; readonly test?: TestResult } {
  const { level } = options
  const samples = new Set(spans.map(({ cluster }) => cluster)).size
  const warnings = samples < ENOUGH_TASKS ? (['few-tasks'] as const) : []
  const basis: EstimateBasis = {
    method: 'discrete-hazard',
    level,
    samples,
    trials: spans.length,
    excluded: {},
    warnings,
  }
  if (samples < 2) return refuse(samples === 0 ? 'no-data' : 'one-task', basis)
  const fit = fitDiscreteHazard(spans)
  if (fit === undefined) return refuse(spans.some(({ failed }) => failed) ? 'not-identifiable' : 'no-variation', basis)
  const { clusters } = fit
  const error = fit.clusterErrors[1] * Math.sqrt(clusters / Math.max(1, clusters - 1))
  if (clusters < 2 || error < 1e-10) return refuse('no-variation', basis)
  const half = tQuantile((1 + level) / 2, clusters - 1) * error
  return {
    estimate: { kind: 'determined', value: fit.slope, low: fit.slope - half, high: fit.slope + half, ...basis },
    test: { method: 't-clustered', p: tTwoSidedP(fit.slope / error, clusters - 1) },
  }
}

function refuse(
  reason: 'no-data' | 'one-task' | 'not-identifiable' | 'no-variation',
  basis: EstimateBasis,
): { readonly estimate: Estimate } {
  return { estimate: { kind: 'undetermined', reason, ...basis } }
}
