import { interventions, type Model, seedOf, type TaskForm } from 'leadline'
import type { Lessons } from './recipes.js'
import { runModel } from './run-model.js'

/** Sizes of samples that are learned on, in reference calls. */
const SIZES = {
  broad: [5, 6, 8, 10, 12, 16, 20, 26, 34, 44, 60, 76],
  narrow: [5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24],
} as const
/** Interventions of one study of lessons: with fewer there are more samples among as many turns. */
const PROBES = 3

/** Longest work of a range, in reference calls. */
export function longestSize(range: Lessons['range']): number {
  return Math.max(...SIZES[range])
}

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
  { seed, range, probes: most = PROBES }: Pick<Lessons, 'seed' | 'range'> & { readonly probes?: number },
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
  const probes = range === 'narrow' ? [] : shuffled(interventions, draw).slice(0, most)
  const aimed = probes.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.05 + 0.75 * draw() }))
  await runModel(
    model,
    { seed: seedOf(`${seed}/${study}`), forms: [...new Set(sizes)].map(form), probes: aimed },
    'actor',
  )
}

function shuffled<T>(all: readonly T[], draw: () => number): T[] {
  return all
    .map((entry) => ({ entry, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry)
}
