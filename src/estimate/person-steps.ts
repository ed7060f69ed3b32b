import type { StepSpan } from './discrete-hazard.js'

/** All trials of one stratum, counted step by step. */
export interface Stratum {
  readonly name: string
  /** Ascending from step 1, without gaps. */
  readonly counts: readonly { readonly step: number; readonly atRisk: number; readonly failed: number }[]
  readonly failed: number
  /** Steps of all trials together. */
  readonly steps: number
}

/**
 * Strata in which some steps failed and others did not, sorted by name: where all went alike nothing is said of a slope,
 * and the level runs off.
 */
export function strataOf(spans: readonly StepSpan[]): Stratum[] {
  return [...Map.groupBy(spans, ({ stratum }) => stratum ?? '')]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]): Stratum => {
      const counts = countSteps(own)
      const steps = own.reduce((sum, { step }) => sum + step, 0)
      return { name, counts, failed: own.filter(({ failed }) => failed).length, steps }
    })
    .filter(({ failed, steps }) => failed > 0 && failed < steps)
}

/** Trials at risk and failures of each step, from 1 to the longest trial. */
export function countSteps(
  spans: readonly Pick<StepSpan, 'step' | 'failed'>[],
): { readonly step: number; readonly atRisk: number; readonly failed: number }[] {
  const longest = spans.reduce((most, { step }) => Math.max(most, step), 0)
  const [ending, failing] = [new Float64Array(longest + 1), new Float64Array(longest + 1)]
  for (const { step, failed } of spans) {
    ending[step] = (ending[step] ?? 0) + 1
    if (failed) failing[step] = (failing[step] ?? 0) + 1
  }
  let atRisk = spans.length
  return Array.from({ length: longest }, (_, index) => {
    const row = { step: index + 1, atRisk, failed: failing[index + 1] ?? 0 }
    atRisk -= ending[index + 1] ?? 0
    return row
  })
}

/** Likelihood of a fit, with what Newton needs of it. */
export interface Evaluation {
  readonly logLikelihood: number
  /** Of the levels: score, expected information, and what they share with the slope. */
  readonly strata: readonly { readonly score: number; readonly level: number; readonly cross: number }[]
  /** Score and information of the slope, once the levels follow it. */
  readonly adjustedScore: number
  readonly slopeInformation: number
}

interface Parameters {
  readonly intercepts: readonly number[]
  readonly slope: number
}

/** Likelihood, score and expected information at given parameters. */
export function evaluate(strata: readonly Stratum[], { intercepts, slope }: Parameters): Evaluation {
  let [logLikelihood, adjustedScore, slopeInformation] = [0, 0, 0]
  const parts = strata.map(({ counts }, index) => {
    const sums = { score: 0, level: 0, cross: 0 }
    let [own, square] = [0, 0]
    for (const { step, atRisk, failed } of counts) {
      const x = Math.log(step)
      const { rate, hazard } = stepAt(intercepts[index] ?? 0, slope, x)
      const residual = (failed * rate) / hazard - atRisk * rate
      const information = (atRisk * (1 - hazard) * rate * rate) / hazard
      logLikelihood += failed * Math.log(hazard) - (atRisk - failed) * rate
      sums.score += residual
      sums.level += information
      sums.cross += information * x
      own += residual * x
      square += information * x * x
    }
    adjustedScore += own - (sums.cross * sums.score) / sums.level
    slopeInformation += square - sums.cross ** 2 / sums.level
    return sums
  })
  return { logLikelihood, strata: parts, adjustedScore, slopeInformation }
}

/** Hazard of a step and minus the log of its complement. */
function stepAt(intercept: number, slope: number, x: number): { readonly rate: number; readonly hazard: number } {
  const rate = Math.exp(intercept + slope * x)
  return { rate, hazard: -Math.expm1(-rate) }
}

/** An order that depends on nothing but the spans, so that no sum depends on how they came. */
function byStep(a: StepSpan, b: StepSpan): number {
  if (a.step !== b.step) return a.step - b.step
  if (a.failed !== b.failed) return a.failed ? -1 : 1
  return a.cluster < b.cluster ? -1 : a.cluster > b.cluster ? 1 : 0
}

/** Scores summed over the trials of one sample. */
interface ClusterScore {
  readonly levels: number[]
  slope: number
}

/** Scores of each sample that has a trial in one of the strata, sorted by sample. */
export function scoresByCluster(
  spans: readonly StepSpan[],
  strata: readonly Stratum[],
  { intercepts, slope }: Parameters,
): ClusterScore[] {
  const found = new Map<string, ClusterScore>()
  for (const [index, { name, counts }] of strata.entries()) {
    const intercept = intercepts[index] ?? 0
    let [level, tilted] = [0, 0]
    const passed = counts.map(({ step }) => {
      const x = Math.log(step)
      const { rate, hazard } = stepAt(intercept, slope, x)
      level -= rate
      tilted -= rate * x
      return { level, tilted, x, jump: rate / hazard }
    })
    const own = spans.filter(({ stratum }) => (stratum ?? '') === name)
    for (const { step, failed, cluster } of own.sort(byStep)) {
      const at = passed[step - 1]
      const score = found.get(cluster) ?? { levels: strata.map(() => 0), slope: 0 }
      if (at === undefined) continue
      score.levels[index] = (score.levels[index] ?? 0) + at.level + (failed ? at.jump : 0)
      score.slope += at.tilted + (failed ? at.jump * at.x : 0)
      found.set(cluster, score)
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, score]) => score)
}
