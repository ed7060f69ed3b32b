import type { Behaviour, Estimate, InterventionFinding } from '../domain/index.js'
import {
  correctVerdict,
  estimateAdaptationRatio,
  estimatePairedDifference,
  holm,
  mean,
  verdictOf,
} from '../estimate/index.js'
import type { StudyObservation } from './observe.js'
import type { ProbePair } from './pair.js'

/** What decides the wording of effects. */
export interface EffectOptions {
  readonly level: number
  /** Effects inside +-margin count as equivalent. */
  readonly margin: number
  /** False while trials of the plan are still to come. */
  readonly isPlanFinished: boolean
}

/**
 * The effect of each probe on each system: varied minus sham, clustered by sample, Holm over the probes of one system.
 * Two doses of one intervention, or two triggers, are two probes.
 *
 * @source statistics of paired effects: docs/methods.md, `tango` and `t-task-means`
 */
export function estimateEffects(observation: StudyObservation, options: EffectOptions): InterventionFinding[] {
  const { pairs } = observation
  const systems = [...new Set(pairs.map(({ system }) => system))].sort()
  return systems.flatMap((system) => {
    const own = pairs.filter((pair) => pair.system === system)
    const probes = [...new Set(own.map(({ probe }) => probe))].sort()
    const findings = probes.map((probe) => {
      const unused = observation.notApplicable.filter((row) => row.system === system && row.probe === probe)
      const notApplicable = unused.reduce((sum, { count }) => sum + count, 0)
      const some = own.filter((pair) => pair.probe === probe)
      return effectOf(some, { system, intervention: probe, notApplicable }, options)
    })
    return correct(findings)
  })
}

function effectOf(
  pairs: readonly ProbePair[],
  of: { readonly system: string; readonly intervention: string; readonly notApplicable: number },
  options: EffectOptions,
): InterventionFinding {
  const counted = pairs.filter(({ delivery }) => delivery !== 'void')
  const delivered = counted.filter(({ delivery }) => delivery === 'delivered')
  const { estimate: effect, test } = difference(counted, options.level)
  const verdict = verdictOf(effect, { ...options, ...(test !== undefined && { p: test.p }) })
  return {
    system: of.system,
    intervention: of.intervention,
    counts: {
      planned: pairs.length + of.notApplicable,
      delivered: delivered.length,
      notMet: counted.length - delivered.length,
      void: pairs.length - counted.length,
      notApplicable: of.notApplicable,
    },
    shamSuccess: mean(counted.map(({ sham }) => sham ?? 0)),
    variedSuccess: mean(counted.map(({ varied }) => varied ?? 0)),
    effect,
    ...(test !== undefined && { effectTest: test }),
    perProtocol: difference(delivered, options.level).estimate,
    gated: difference(
      counted.filter(({ isGated }) => isGated),
      options.level,
    ).estimate,
    progress: progressDifference(counted, options.level),
    adaptationRatio: estimateAdaptationRatio(
      counted.map(({ sample, sham, varied }) => ({ cluster: sample.id, base: sham ?? 0, varied: varied ?? 0 })),
      { level: options.level },
    ),
    verdict,
    correctedVerdict: verdict,
    behaviours: mix(delivered),
  }
}

function difference(pairs: readonly ProbePair[], level: number) {
  const differences = pairs.map(({ sample, sham, varied }) => ({
    cluster: sample.id,
    value: (varied ?? 0) - (sham ?? 0),
  }))
  return estimatePairedDifference(differences, { level })
}

function progressDifference(pairs: readonly ProbePair[], level: number): Estimate {
  const differences = pairs.map(({ sample, shamProgress, variedProgress }) => ({
    cluster: sample.id,
    value: (variedProgress ?? 0) - (shamProgress ?? 0),
  }))
  return estimatePairedDifference(differences, { level }).estimate
}

function correct(findings: readonly InterventionFinding[]): InterventionFinding[] {
  const tested = findings.filter(({ effectTest }) => effectTest !== undefined)
  const corrected = holm(tested.map(({ effectTest }) => effectTest?.p ?? 1))
  return findings.map((finding) => {
    const index = tested.indexOf(finding)
    const correctedP = corrected[index]
    if (correctedP === undefined) return finding
    const of = { correctedP, comparisons: tested.length }
    return { ...finding, correctedP, correctedVerdict: correctVerdict(finding.verdict, finding.effect, of) }
  })
}

function mix(pairs: readonly ProbePair[]): Partial<Record<Behaviour, number>> {
  const counts: Partial<Record<Behaviour, number>> = {}
  for (const { behaviour } of pairs) {
    if (behaviour === undefined) continue
    counts[behaviour.main.behaviour] = (counts[behaviour.main.behaviour] ?? 0) + 1
  }
  return counts
}
