import { z } from 'zod'
import { defineTask, type OwnTask, refuse } from '../../src/config/index.js'
import type { Environment, TaskFamily } from '../../src/domain/index.js'

/** What the instances of a check are made for. */
export const REQUEST = { stratum: 'narrow', size: 6, seed: 1 } as const

/** Jars to be filled one after another; whatever is stated differs. */
export function jars(
  changes: Partial<OwnTask<{ full: number[]; jars: number }, { fill: { jar: number }; count: unknown }>> = {},
) {
  return defineTask<{ full: number[]; jars: number }, { fill: { jar: number }; count: unknown }>({
    name: 'jars',
    make: ({ size }) => ({ goal: 'Fill all jars.', state: { full: [], jars: size } }),
    tools: {
      fill: {
        description: 'Fills a jar.',
        input: z.object({ jar: z.number().int().max(99) }),
        run({ full }, { jar }) {
          if (full.includes(jar)) return refuse(`jar ${jar} is full`)
          full.push(jar)
          return `jar ${jar} is filled`
        },
      },
      count: { description: 'Counts full jars.', isReading: true, run: ({ full }) => `${full.length} are full` },
    },
    score: ({ full, jars: all }) => full.length / all,
    witness: ({ full, jars: all }, { fill, count }) => [
      count(),
      ...Array.from({ length: all }, (_, jar) => jar)
        .filter((jar) => !full.includes(jar))
        .map((jar) => fill({ jar })),
    ],
    ...changes,
  })
}

/** A world of the one instance. */
export function opened(family: TaskFamily, chance = 'pair'): Environment {
  return family.open(family.makeSample(REQUEST), chance)
}
