import { harbourFamilies } from 'leadline/tasks'
import { openZoo } from 'leadline/zoo'
import { systemClock, thisProcess } from '../../src/connect/index.js'
import type { Ask, Model } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { interventionNamed, planStudy, runStudy } from '../../src/probe/index.js'
import { type Figure, figureOf, type MeasureContext } from '../figure.js'

/** Conversations at a time, as many as the study of npm start has. */
const CONCURRENCY = 256
const SIZES = { full: { samples: 6, asks: 12_000 }, quick: { samples: 1, asks: 500 } }

/** Decisions a second of one embedded network over concurrent conversations, on short work and on long. */
export async function measureZoo({ form }: MeasureContext): Promise<readonly Figure[]> {
  const { samples, asks } = SIZES[form]
  const [teacher] = await openZoo(['teacher'])
  if (teacher === undefined) throw new Error('the zoo has no teacher')
  const narrow = await rateOf(teacher.model, await conversations(teacher.model, 20, samples), asks)
  const long = await rateOf(teacher.model, await conversations(teacher.model, 60, samples), asks)
  const how = `asks of recorded conversations, ${CONCURRENCY} at a time, decisions read and answered; two processes run the network`
  return [
    figureOf(
      { name: 'zoo-decisions-narrow', value: narrow, unit: 'per s', n: asks, of: 'asks', how },
      { atLeast: 2_000 },
    ),
    figureOf({ name: 'zoo-decisions-long', value: long, unit: 'per s', n: asks, of: 'asks', how }),
  ]
}

/** Every ask of trials on samples of one size. */
async function conversations(model: Model, size: number, samples: number): Promise<readonly Ask[]> {
  const asks: Ask[] = []
  const listening: Model = {
    ask(ask) {
      asks.push({ ...ask, messages: [...ask.messages] })
      return model.ask(ask)
    },
  }
  const system = { system: { model: 'teacher' }, provenance: { kind: 'unknown' as const } }
  const plan = planStudy({
    name: 'zoo',
    seed: 1,
    systems: [system],
    reference: 'teacher',
    families: harbourFamilies,
    forms: [{ stratum: size < 30 ? 'narrow' : 'long', size, samples }],
    probes: [],
    repeats: 1,
    forkRepeats: 0,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2, extraSteps: 12 },
    level: 0.95,
    margin: 0.1,
  })
  const familyNamed = (name: string) => {
    const family = harbourFamilies.find((entry) => entry.name === name)
    if (family === undefined) throw new Error(`family ${name} is unknown`)
    return family
  }
  const journal = openMemoryJournal()
  const run = { plan, journal, familyNamed, interventionNamed, clock: systemClock, owner: thisProcess() }
  await runStudy({ ...run, candidates: [{ ...system, model: listening }], concurrency: CONCURRENCY })
  await journal.close()
  return asks
}

async function rateOf(model: Model, asks: readonly Ask[], count: number): Promise<number> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const ask = asks[at % asks.length]
      if (ask !== undefined) await model.ask(ask)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return (1_000 * count) / (performance.now() - started)
}
