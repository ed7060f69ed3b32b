import type { Sample, Stratum, TaskFamily } from 'leadline'
import { type Generated, generate } from './generate.js'
import { formatCrate, pagesOf } from './observation.js'
import { planDeliveries } from './plan.js'
import { toolsFor } from './tools.js'
import { VARIANTS, type Variant } from './variants.js'
import { openHarbour } from './world.js'

/** Crates up to which the goal lists them; longer work refers to the manifest. */
const LISTED = 4

const RULES = [
  'You pilot a cargo vessel in a harbour. Berths are joined by channels. You act only through tools, one step at a time.',
  'The hold takes one crate. You see only the berth where you are; the manifest and the chart tell about the rest.',
  'A crate is delivered when it lies at the berth it is bound for. What the tools say is what counts.',
]

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
    makeSample: (request) => sampleOf(variant, request),
    open(sample) {
      const { layout, state } = generated(sample.size, sample.seed)
      return openHarbour(layout, state, sample.reference.calls)
    },
  }
}

function sampleOf(
  variant: Variant,
  request: { readonly stratum: Stratum; readonly size: number; readonly seed: number },
): Sample {
  const { stratum, size, seed } = request
  const generated = generate(variant, size, seed)
  const plan = planDeliveries(generated.state, generated.layout)
  const calls = plan.kind === 'calls' ? plan.calls.length : 0
  return {
    id: `${variant.name}/${stratum}/${size}/${seed}`,
    family: variant.name,
    stratum,
    seed,
    size,
    instructions: [...RULES, ...variant.words].join('\n'),
    goal: goalOf(generated),
    reference: { calls, atLeast: Math.min(calls, generated.atLeast) },
    width: toolsFor(variant.rules).length,
  }
}

function goalOf({ state }: Generated): string {
  const count = state.crates.length
  const close = 'When you are done, call finish and report the result.'
  if (count <= LISTED) {
    return ['Deliver these crates to their destinations:', ...state.crates.map(formatCrate), close].join('\n')
  }
  const pages = pagesOf(state)
  return `Deliver every crate on the manifest to its destination: ${count} crates on ${pages} ${pages === 1 ? 'page' : 'pages'}. ${close}`
}
