import type { Estimate, EstimateBasis, TestResult } from '../domain/index.js'
import { chiSquareQuantile, chiSquareUpperTail, tQuantile } from '../math/index.js'
import { type Ending, inOrder } from './ends.js'
import type { Span } from './survival.js'

/** Failures at a constant rate. */
export interface ExponentialFit {
  readonly failures: number
  /** Sum of all exposures. */
  readonly exposure: number
  /** Failures for each unit of exposure. */
  readonly rate: number
  /** Exact interval of the rate, trials independent; `low` is 0 where nothing failed. */
  readonly low: number
  readonly high: number
  /** Exposure at which half have derailed; undefined where nothing failed. */
  readonly halfLife?: number
  readonly logLikelihood: number
}

/**
 * Rate of failures, if it is constant, with its exact interval: without a failure an upper bound remains.
 *
 * @source gamma quantiles of the Poisson count; checked against R survreg in test/oracle/survival_parametric.json
 */
export function fitExponential(spans: readonly Ending[], level: number): ExponentialFit {
  const failures = spans.filter(({ failed }) => failed).length
  const exposure = ascending(spans).reduce((sum, span) => sum + span.exposure, 0)
  const rate = failures / exposure
  const tail = (1 - level) / 2
  const low = failures === 0 ? 0 : chiSquareQuantile(tail, 2 * failures) / (2 * exposure)
  const high = chiSquareQuantile(1 - tail, 2 * failures + 2) / (2 * exposure)
  const logLikelihood = failures === 0 ? 0 : failures * Math.log(rate) - failures
  const fit = { failures, exposure, rate, low, high, logLikelihood }
  return failures === 0 ? fit : { ...fit, halfLife: Math.LN2 / rate }
}

/** S(t) = exp(-(t / scale)^shape). */
export interface WeibullFit {
  /** Above 1: the hazard rises. */
  readonly shape: number
  /** Exposure by which all but 1/e have failed. */
  readonly scale: number
  readonly logLikelihood: number
  /** Standard error of the log shape by observed information, trials independent. */
  readonly logShapeError: number
  /** The same, clustered by sample, without a factor for few clusters. */
  readonly clusteredError: number
  /** Of a constant hazard. */
  readonly chiSquare: number
  /** Two-sided, and one-sided for a hazard that rises. */
  readonly p: number
  readonly pRising: number
}

/** Exposure by which a share has derailed. */
export function weibullQuantile({ shape, scale }: WeibullFit, share: number): number {
  return scale * (-Math.log1p(-share)) ** (1 / shape)
}

/**
 * Weibull fit of censored exposures and the likelihood ratio against a constant hazard.
 *
 * @param spans exposures above 0
 * @returns undefined with fewer than two failures at distinct exposures
 * @source profile likelihood; checked against R survreg in test/oracle/survival_parametric.json
 */
export function fitWeibull(spans: readonly (Ending & { readonly cluster?: string })[]): WeibullFit | undefined {
  const failing = ascending(spans).filter(({ failed }) => failed)
  const failures = failing.length
  if (new Set(failing.map(({ exposure }) => exposure)).size < 2) return undefined
  const ordered = ascending(spans)
  const longest = ordered.at(-1)?.exposure ?? 1
  const logs = ordered.map(({ exposure }) => Math.log(exposure / longest))
  const meanLog = failing.reduce((sum, { exposure }) => sum + Math.log(exposure / longest), 0) / failures
  const shape = solveShape(logs, meanLog)
  const powers = logs.reduce((sum, log) => sum + Math.exp(shape * log), 0)
  const scale = longest * (powers / failures) ** (1 / shape)
  const logLikelihood =
    failures * (Math.log(shape) - shape * Math.log(scale) + (shape - 1) * (meanLog + Math.log(longest))) - failures
  const exponential = fitExponential(spans, 0.95).logLikelihood
  const chiSquare = Math.max(0, 2 * (logLikelihood - exponential))
  const p = chiSquareUpperTail(chiSquare, 1)
  const errors = errorsOf(ordered, { shape, scale, failures })
  return { shape, scale, logLikelihood, ...errors, chiSquare, p, pRising: shape > 1 ? p / 2 : 1 - p / 2 }
}

function ascending<Some extends Ending & { readonly cluster?: string }>(spans: readonly Some[]): Some[] {
  return inOrder(spans, ({ cluster }) => cluster ?? '')
}

/** The root of the profile score, which falls with the shape; logs are at most 0, so that no power overflows. */
function solveShape(logs: readonly number[], meanLog: number): number {
  const score = (shape: number) => {
    let [powers, tilted] = [0, 0]
    for (const log of logs) {
      const power = Math.exp(shape * log)
      powers += power
      tilted += power * log
    }
    return 1 / shape + meanLog - tilted / powers
  }
  let [low, high] = [-20, 20]
  for (let round = 0; round < 200; round += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (score(Math.exp(middle)) > 0) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/** Standard errors of the log shape from the information of (log scale, log shape) and the scores of the samples. */
function errorsOf(
  ordered: readonly (Ending & { readonly cluster?: string })[],
  { shape, scale, failures }: { readonly shape: number; readonly scale: number; readonly failures: number },
): Pick<WeibullFit, 'logShapeError' | 'clusteredError'> {
  let [cross, square] = [0, failures]
  const scores = new Map<string, { scale: number; shape: number }>()
  for (const [index, { exposure, failed, cluster = String(index) }] of ordered.entries()) {
    const z = shape * Math.log(exposure / scale)
    const hazard = Math.exp(z)
    cross -= shape * z * hazard
    square += z * z * hazard
    const score = scores.get(cluster) ?? { scale: 0, shape: 0 }
    score.scale += shape * (hazard - (failed ? 1 : 0))
    score.shape += (failed ? 1 + z : 0) - z * hazard
    scores.set(cluster, score)
  }
  const level = shape * shape * failures
  const information = square - (cross * cross) / level
  let squares = 0
  for (const score of scores.values()) squares += ((score.shape - (cross / level) * score.scale) / information) ** 2
  return { logShapeError: Math.sqrt(1 / information), clusteredError: Math.sqrt(squares) }
}

/**
 * Shape of a Weibull curve, 1 for a constant hazard, with a t interval of its log clustered by sample; the test is the
 * likelihood ratio, one-sided for a hazard that rises, trials taken for independent.
 *
 * @param spans exposures above 0
 * @returns undetermined `no-data`, `one-task`, or `not-identifiable` with fewer than two failures at distinct exposures
 * @source statistics specification 2.7b
 */
export function estimateWeibullShape(
  spans: readonly Span[],
  options: { readonly level: number },
): { readonly estimate: Estimate; readonly test?: TestResult } {
  const { level } = options
  const samples = new Set(spans.map(({ cluster }) => cluster)).size
  const basis: EstimateBasis = {
    method: 'weibull-shape',
    level,
    samples,
    trials: spans.length,
    excluded: {},
    warnings: [],
  }
  const refuse = (reason: 'no-data' | 'one-task' | 'not-identifiable') => {
    return { estimate: { kind: 'undetermined' as const, reason, ...basis } }
  }
  if (samples < 2) return refuse(samples === 0 ? 'no-data' : 'one-task')
  const fit = fitWeibull(spans)
  if (fit === undefined || fit.clusteredError < 1e-10) return refuse('not-identifiable')
  const error = fit.clusteredError * Math.sqrt(samples / (samples - 1))
  const factor = Math.exp(tQuantile((1 + level) / 2, samples - 1) * error)
  return {
    estimate: { kind: 'determined', value: fit.shape, low: fit.shape / factor, high: fit.shape * factor, ...basis },
    test: { method: 'weibull-rising', p: fit.pRising },
  }
}
