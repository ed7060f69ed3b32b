import type { Sample, Stratum, TaskFamily } from 'leadline'
import { type Generated, generate, referenceOf } from './making/generate.js'
import { VARIANTS, type Variant } from './making/variants.js'
import { toolsFor } from './tools.js'
import { ENGLISH, goalIn, instructionsIn, translationsOf } from './words/index.js'
import { openHarbour } from './world.js'

/** The variants of the harbour as task families. */
export const harbourFamilies: readonly TaskFamily[] = VARIANTS.map(familyOf)

function familyOf(variant: Variant): TaskFamily {
  // Twins, forks and replays open one sample again and again, and nobody changes what was generated.
  let latest: { readonly key: string; readonly generated: Generated } | undefined
  const generated = (size: number, seed: number): Generated => {
    const key = `${size}/${seed}`
    if (latest?.key !== key) latest = { key, generated: generate(variant, size, seed) }
    return latest.generated
  }
  return {
    name: variant.name,
    bank: 'harbour',
    makeSample: (request) => sampleOf(variant, request, generated(request.size, request.seed)),
    open(sample) {
      const made = generated(sample.size, sample.seed)
      return { ...openHarbour(made), translations: () => translationsOf(variant, made) }
    },
  }
}

function sampleOf(
  variant: Variant,
  { stratum, size, seed }: { readonly stratum: Stratum; readonly size: number; readonly seed: number },
  generated: Generated,
): Sample {
  return {
    id: `${variant.name}/${stratum}/${size}/${seed}`,
    family: variant.name,
    stratum,
    seed,
    size,
    instructions: instructionsIn(ENGLISH, variant),
    goal: goalIn(ENGLISH, generated),
    reference: referenceOf(generated),
    width: toolsFor(variant.rules).length,
  }
}
