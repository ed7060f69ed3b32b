import {
  interventionNamed,
  interventions,
  type Model,
  openMemoryJournal,
  planStudy,
  runStudy,
  seedOf,
  systemClock,
  type TaskFamily,
  type TaskForm,
  thisProcess,
} from 'leadline'
import { harbourFamilies } from 'leadline/tasks'
import type { Lessons } from './recipes.js'

/** Sizes of samples that are learned on, in reference calls. */
const SIZES = {
  broad: [5, 6, 8, 10, 12, 16, 20, 26, 34, 44, 60, 76],
  narrow: [5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24],
} as const
const PROBES_AT_A_TIME = 3

/** Draws in [0, 1) that hang on a key alone. */
export function drawsOf(key: string): () => number {
  let count = 0
  return () => {
    count += 1
    return seedOf(`${key}/${count}`) / 2 ** 32
  }
}

/** Plays one study on samples and interventions drawn anew: baselines, and forks where its range has interventions. */
export async function play(
  model: Model,
  { seed, range }: Pick<Lessons, 'seed' | 'range'>,
  study: number,
): Promise<void> {
  const draw = drawsOf(`${range}/${seed}/${study}`)
  const one = <T>(all: readonly T[]): T => {
    const found = all[Math.floor(draw() * all.length)]
    if (found === undefined) throw new Error('nothing to draw from; expected at least one entry')
    return found
  }
  const form = (size: number): TaskForm => ({ stratum: size < 30 ? 'narrow' : 'long', size, samples: 1 })
  const sizes = range === 'narrow' ? [one(SIZES.narrow), one(SIZES.narrow)] : [one(SIZES.broad), one(SIZES.broad)]
  const probes = range === 'narrow' ? [] : shuffled(interventions, draw).slice(0, PROBES_AT_A_TIME)
  const system = { system: { model: 'actor' }, provenance: { kind: 'unknown' as const, source: 'made here' } }
  const plan = planStudy({
    name: `lessons-${study}`,
    seed: seedOf(`${seed}/${study}`),
    systems: [system],
    reference: 'actor',
    families: harbourFamilies,
    forms: [...new Set(sizes)].map(form),
    probes: probes.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.05 + 0.75 * draw() })),
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2, extraSteps: 12 },
    level: 0.95,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  try {
    await runStudy({
      plan,
      journal,
      candidates: [{ ...system, model }],
      interventionNamed,
      familyNamed,
      clock: systemClock,
      owner: thisProcess(),
      concurrency: 64,
    })
  } finally {
    await journal.close()
  }
}

/** The harbour of a name. */
export function familyNamed(name: string): TaskFamily {
  const family = harbourFamilies.find((entry) => entry.name === name)
  if (family !== undefined) return family
  throw new Error(`${name} is unknown; expected one of ${harbourFamilies.map((one) => one.name).join(', ')}`)
}

function shuffled<T>(all: readonly T[], draw: () => number): T[] {
  return all
    .map((entry) => ({ entry, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry)
}
