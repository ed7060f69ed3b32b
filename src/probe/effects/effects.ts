import type { Behaviour, Estimate, InterventionFinding, OutcomeRow } from '../../domain/index.js'
import {
  correctVerdict,
  estimateAdaptationRatio,
  estimateFalseClaims,
  estimatePairedDifference,
  estimateProfile,
  estimateRecovery,
  estimateWithinTasks,
  holm,
  mean,
  verdictOf,
} from '../../estimate/index.js'
import type { StudyObservation } from '../observe.js'
import type { ProbePair } from '../pair.js'
import { differenceOf } from './difference.js'

/** What decides the wording of effects. */
export interface EffectOptions {
  readonly level: number
  /** Effects inside +-margin count as equivalent. */
  readonly margin: number
  /** False while trials of the plan are still to come. */
  readonly isPlanFinished: boolean
  /** Label of the system that the others are held against. */
  readonly reference: string
  readonly seed: number
}

/**
 * The effect of each probe on each system: varied minus sham, clustered by sample, Holm over the probes of one system;
 * those that are about security are corrected among themselves and come last.
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
      const beside = system === options.reference ? [] : pairs.filter((pair) => pair.system === options.reference)
      const reference = beside.filter((pair) => pair.probe === probe)
      return effectOf(some, { system, intervention: probe, notApplicable, reference }, options)
    })
    // What is no matter of weakness at work says nothing of it: neither costs the other any power.
    const concerns = [undefined, 'security', 'detection'] as const
    return concerns.flatMap((of) => correct(findings.filter(({ concern }) => concern === of)))
  })
}

function effectOf(
  pairs: readonly ProbePair[],
  of: {
    readonly system: string
    readonly intervention: string
    readonly notApplicable: number
    /** Pairs of the reference under the same intervention. */
    readonly reference: readonly ProbePair[]
  },
  options: EffectOptions,
): InterventionFinding {
  const counted = pairs.filter(({ delivery }) => delivery !== 'void')
  const delivered = counted.filter(({ delivery }) => delivery === 'delivered')
  const { estimate: effect, test } = differenceOf(counted, options)
  const verdict = verdictOf(effect, { ...options, ...(test !== undefined && { p: test.p }) })
  const concern = pairs[0]?.concern
  return {
    system: of.system,
    intervention: of.intervention,
    ...(concern !== undefined && { concern }),
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
    ...sideLines(counted, of.reference, options),
    ...(test !== undefined && { effectTest: test }),
    perProtocol: differenceOf(delivered, options).estimate,
    gated: differenceOf(
      counted.filter(({ isGated }) => isGated),
      options,
    ).estimate,
    progress: progressDifference(counted, options.level),
    adaptationRatio: estimateAdaptationRatio(
      counted.map(({ sample, sham, varied }) => ({ cluster: sample.id, base: sham ?? 0, varied: varied ?? 0 })),
      { level: options.level },
    ),
    verdict,
    correctedVerdict: verdict,
    ...whatItDid(counted, delivered, options.level),
  }
}

/** The same effect read in other ways, where each says something of its own. */
function sideLines(
  counted: readonly ProbePair[],
  reference: readonly ProbePair[],
  options: EffectOptions,
): Pick<InterventionFinding, 'withoutLimits' | 'withinTasks' | 'besideReference'> {
  const { level } = options
  const unlimited = counted.filter(({ isLimited }) => isLimited !== true)
  const own = armCounts(counted)
  const beside = besideReference(counted, reference)
  return {
    ...(unlimited.length < counted.length && { withoutLimits: differenceOf(unlimited, options).estimate }),
    ...(own.length < counted.length && { withinTasks: estimateWithinTasks(own, { level }).estimate }),
    ...(beside.length > 0 && { besideReference: estimatePairedDifference(beside, { level }).estimate }),
  }
}

/** Trials and successes of both arms, sample by sample. */
function armCounts(pairs: readonly ProbePair[]) {
  return [...Map.groupBy(pairs, ({ sample }) => sample.id).values()].map((own) => {
    const solved = (of: (pair: ProbePair) => number | undefined) => own.reduce((sum, pair) => sum + (of(pair) ?? 0), 0)
    return {
      first: { trials: own.length, successes: solved(({ varied }) => varied) },
      second: { trials: own.length, successes: solved(({ sham }) => sham) },
    }
  })
}

/** Mean change on each sample that both met, the system's minus the reference's. */
function besideReference(own: readonly ProbePair[], reference: readonly ProbePair[]) {
  const changes = (pairs: readonly ProbePair[]) =>
    Map.groupBy(
      pairs.filter(({ delivery }) => delivery !== 'void'),
      ({ sample }) => sample.id,
    )
  const meanChange = (pairs: readonly ProbePair[]) => mean(pairs.map(({ sham, varied }) => (varied ?? 0) - (sham ?? 0)))
  const others = changes(reference)
  return [...changes(own)].flatMap(([cluster, pairs]) => {
    const other = others.get(cluster)
    return other === undefined ? [] : [{ cluster, value: meanChange(pairs) - meanChange(other) }]
  })
}

function whatItDid(
  counted: readonly ProbePair[],
  delivered: readonly ProbePair[],
  level: number,
): Pick<InterventionFinding, 'behaviours' | 'profile' | 'falseClaims' | 'recovery'> {
  const behaviours = mix(delivered)
  const labelled = delivered.flatMap(({ sample, behaviour }) =>
    behaviour === undefined ? [] : [{ cluster: sample.id, label: behaviour.main.behaviour }],
  )
  const labels = [...new Set(labelled.map(({ label }) => label))]
  labels.sort((a, b) => (behaviours[b] ?? 0) - (behaviours[a] ?? 0))
  const { share, halfRecovered } = estimateRecovery(
    delivered.flatMap(({ sample, recovery }) => (recovery === undefined ? [] : [{ cluster: sample.id, ...recovery }])),
    { level },
  )
  return {
    behaviours,
    profile: estimateProfile(labelled, { level, labels }).map((row) => ({ behaviour: row.label, share: row.share })),
    falseClaims: estimateFalseClaims(counted.map(variedRow), { level }),
    recovery: { share, halfRecovered },
  }
}

function variedRow({ system, sample, repeat, varied, isFalseClaim }: ProbePair): OutcomeRow {
  const outcome = varied === 1 ? ({ kind: 'solved' } as const) : ({ kind: 'failed' } as const)
  const claim = isFalseClaim === undefined ? {} : { isSilentFailure: isFalseClaim }
  return { system, task: sample.id, repeat, outcome, ...claim }
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
