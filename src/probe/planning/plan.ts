import {
  asJson,
  ConfigError,
  contentHash,
  isCancelled,
  type LimitRule,
  type Plan,
  type PlannedProbe,
  type PlannedSystem,
  type PlannedTrial,
  pairIdOf,
  probeLabel,
  repeatsOf,
  type Sample,
  type SettleAim,
  seedOf,
  systemIdOf,
  systemLabel,
  type TaskFamily,
  type TaskForm,
  type TrialCoordinates,
  trialIdOf,
} from '../../domain/index.js'

/** What a study shall find out, before it is spelt out trial by trial. */
export interface StudyDesign {
  readonly name: string
  readonly seed: number
  readonly systems: readonly Omit<PlannedSystem, 'id'>[]
  /** Label of the system that the others are held against. */
  readonly reference: string
  readonly families: readonly TaskFamily[]
  /** Samples that come from no family. */
  readonly samples?: readonly Sample[]
  /** Samples of each family that has no forms of its own: so many of this form. */
  readonly forms: readonly TaskForm[]
  readonly probes: readonly PlannedProbe[]
  readonly repeats: number
  readonly forkRepeats: number
  readonly gate: Plan['gate']
  readonly limits: LimitRule
  readonly level: number
  readonly margin: number
  readonly budgetUsd?: number
  /** Runs baselines until it is settled who may be trusted, instead of a fixed number of everything. */
  readonly untilSettled?: SettleAim
}

/**
 * Spells a design out: systems with ids, samples, everything that is fixed before the first trial.
 *
 * @throws ConfigError where the reference is none of the systems, or two systems or samples are the same
 */
export function planStudy(design: StudyDesign): Plan {
  const systems = design.systems.map((entry) => ({ id: systemIdOf(entry.system), ...entry }))
  refuseTwins(
    systems.map(({ system }) => systemLabel(system)),
    'systems',
  )
  const reference = systems.find(({ system }) => systemLabel(system) === design.reference)
  if (reference === undefined) {
    const known = systems.map(({ system }) => systemLabel(system)).join(', ')
    throw new ConfigError('reference', design.reference, `one of the systems: ${known}`)
  }
  const made = design.families.flatMap((family) =>
    (family.forms ?? design.forms).flatMap((form) => {
      const samples = samplesOf(family, form, design.seed)
      return samples.map((sample, index) => ({ sample, isProbed: index < (form.probed ?? samples.length) }))
    }),
  )
  const unprobed = made.filter(({ isProbed }) => !isProbed).map(({ sample }) => sample.id)
  const samples = [...made.map(({ sample }) => sample), ...(design.samples ?? [])]
  refuseTwins(
    samples.map(({ id }) => id),
    'samples',
  )
  refuseTwins(
    design.probes.map((probe) => probeLabel(design.probes, probe)),
    'probes',
  )
  const { name, seed, probes, repeats, forkRepeats, gate, limits, level, margin, budgetUsd, untilSettled } = design
  const plan = { name, seed, systems, samples, probes, repeats, forkRepeats, gate, limits, level, margin }
  const fixed = {
    ...plan,
    referenceSystemId: reference.id,
    ...(unprobed.length > 0 && { unprobed }),
    ...(budgetUsd !== undefined && { budgetUsd }),
    ...(untilSettled !== undefined && { untilSettled }),
  }
  // The budget may be raised on a rerun without making it another study.
  return { ...fixed, id: contentHash(asJson({ ...fixed, budgetUsd: undefined })) }
}

function samplesOf(family: TaskFamily, form: StudyDesign['forms'][number], seed: number): Sample[] {
  const { stratum, size, samples } = form
  return Array.from({ length: samples }, (_, index) =>
    requireSample(
      family.name,
      family.makeSample({ stratum, size, seed: seedOf(`${seed}/${family.name}/${stratum}/${size}/${index}`), index }),
    ),
  )
}

/** @throws ConfigError where a family of the reader's own makes what cannot be planned */
function requireSample(family: string, sample: Sample): Sample {
  const given: Partial<Record<keyof Sample, unknown>> = sample ?? {}
  const texts = ['id', 'family', 'instructions', 'goal'] as const
  const missing = texts.find((name) => typeof given[name] !== 'string')
  if (missing !== undefined) throw new ConfigError(`${missing} of a sample of ${family}`, given[missing], 'a text')
  const calls = typeof given.reference === 'object' && given.reference !== null ? sample.reference.calls : undefined
  if (!(Number(calls) >= 0)) throw new ConfigError(`reference.calls of a sample of ${family}`, calls, 'a number from 0')
  return sample
}

function refuseTwins(names: readonly string[], path: string): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin !== undefined) throw new ConfigError(path, twin, 'each one only once')
}

/** The baselines of a plan: every system on every sample, `repeats` times and those added since; none of cancelled ones. */
export function planBaselines(plan: Plan): PlannedTrial[] {
  const systems = plan.systems.filter(({ id }) => !isCancelled(plan, id))
  return systems.flatMap(({ id: systemId }) =>
    plan.samples.flatMap((sample) =>
      Array.from({ length: repeatsOf(plan) }, (_, repeat) =>
        baselineOf(plan, { systemId, sampleId: sample.id, repeat }),
      ),
    ),
  )
}

/** One baseline of a plan. */
export function baselineOf(
  plan: Plan,
  { systemId, sampleId, repeat }: Pick<PlannedTrial, 'systemId' | 'sampleId' | 'repeat'>,
): PlannedTrial {
  const pairId = pairIdOf({ studySeed: plan.seed, sampleId, repeat })
  return plannedTrial({ pairId, systemId, arm: 'baseline' }, sampleId, repeat, 'solution')
}

/** A trial with its id and its random place in the launch order. */
export function plannedTrial(
  coordinates: TrialCoordinates & Pick<PlannedTrial, 'probe'>,
  sampleId: string,
  repeat: number,
  expects: PlannedTrial['expects'],
): PlannedTrial {
  const id = trialIdOf(coordinates)
  return { id, ...coordinates, sampleId, repeat, expects, order: seedOf(`order/${id}`) / 2 ** 32 }
}
