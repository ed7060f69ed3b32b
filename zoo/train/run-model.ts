import {
  interventionNamed,
  type Model,
  observeStudy,
  openMemoryJournal,
  type Plan,
  planStudy,
  runStudy,
  systemClock,
  type TaskFamily,
  type TaskForm,
  thisProcess,
} from 'leadline'
import { harbourFamilies } from 'leadline/tasks'

/** What is run of one model in the harbour: each sample once, and each probe on it once. */
export interface Run {
  readonly seed: number
  readonly forms: readonly TaskForm[]
  readonly probes: Plan['probes']
}

/** Within which undisturbed work counts as success, as the calibration has it. */
export const LIMITS = { stepsPerReferenceCall: 2, extraSteps: 12 }
/** Of every interval. */
export const LEVEL = 0.95

/**
 * Runs one model in memory.
 *
 * @param label its name in the record: with the seed of the run it seeds every draw
 * @returns reads everything that was observed
 */
export async function runModel(model: Model, { seed, forms, probes }: Run, label: string) {
  const system = { system: { model: label }, provenance: { kind: 'unknown' as const, source: 'made here' } }
  const plan = planStudy({
    name: 'one model',
    seed,
    systems: [system],
    reference: label,
    families: harbourFamilies,
    forms,
    probes,
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: LIMITS,
    level: LEVEL,
    margin: 0.1,
  })
  const aiming = { plan, journal: openMemoryJournal(), interventionNamed, familyNamed }
  const candidates = [{ ...system, model }]
  await runStudy({ ...aiming, candidates, clock: systemClock, owner: thisProcess(), concurrency: 64 })
  return { observe: () => observeStudy(aiming) }
}

function familyNamed(name: string): TaskFamily {
  const family = harbourFamilies.find((entry) => entry.name === name)
  if (family !== undefined) return family
  throw new Error(`${name} is unknown; expected one of ${harbourFamilies.map((one) => one.name).join(', ')}`)
}
