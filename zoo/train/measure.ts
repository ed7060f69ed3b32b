// Measures the models of the zoo on samples that none of them has seen, and writes it into their cards and into
// zoo/measured.json: npm run zoo:measure [NAME ...]
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  auditInterventions,
  type Intervention,
  interventionNamed,
  observeStudy,
  openMemoryJournal,
  planStudy,
  runStudy,
  systemClock,
  type TaskForm,
  thisProcess,
  wilson,
} from 'leadline'
import { harbourFamilies } from 'leadline/tasks'
import { openZoo, ZOO_NAMES, type ZooModel } from '../index.js'
import { packageFolder, readCard, WEIGHTS_FOLDER } from '../weights.js'
import { familyNamed } from './play.js'

/** Seeds the samples: lessons are seeded by names and small numbers, never by this. */
const SEED = 20_270_101
const LEVEL = 0.95
const FORMS: readonly TaskForm[] = [
  { stratum: 'narrow', size: 10, samples: 25 },
  { stratum: 'narrow', size: 16, samples: 25 },
  { stratum: 'narrow', size: 20, samples: 25 },
  { stratum: 'long', size: 40, samples: 12 },
  { stratum: 'long', size: 60, samples: 12 },
  { stratum: 'long', size: 200, samples: 3 },
]
/** Success of undisturbed work counts within these, as the calibration has them. */
const LIMITS = { stepsPerReferenceCall: 2, extraSteps: 12 }
/** Short work, each sample under every intervention. */
const PROBED: readonly TaskForm[] = [{ stratum: 'narrow', size: 12, samples: 5 }]

interface Share {
  readonly solved: number
  readonly trials: number
  readonly low: number
  readonly high: number
}

function shareOf(results: readonly boolean[]): Share {
  const [solved, trials] = [results.filter(Boolean).length, results.length]
  const { low, high } = trials === 0 ? { low: 0, high: 1 } : wilson(solved, trials, LEVEL)
  return { solved, trials, low, high }
}

/** Runs one model on forms, under interventions where there are any, and returns everything that was observed. */
async function run({ name, model }: ZooModel, forms: readonly TaskForm[], probes: readonly Intervention[]) {
  const system = { system: { model: name }, provenance: { kind: 'unknown' as const, source: 'made here' } }
  const plan = planStudy({
    name: 'measure',
    seed: SEED,
    systems: [system],
    reference: name,
    families: harbourFamilies,
    forms,
    probes: probes.map((probe) => ({ intervention: probe.name, dose: probe.dose, trigger: 0.34 })),
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: LIMITS,
    level: LEVEL,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  const aiming = { plan, journal, interventionNamed, familyNamed }
  try {
    const candidates = [{ ...system, model }]
    await runStudy({ ...aiming, candidates, clock: systemClock, owner: thisProcess(), concurrency: 64 })
    return await observeStudy(aiming)
  } finally {
    await journal.close()
  }
}

async function measure(zooModel: ZooModel) {
  const { rows } = await run(zooModel, FORMS, [])
  const competence = FORMS.map(({ stratum, size }) => {
    const own = rows.filter(({ task }) => task.includes(`/${stratum}/${size}/`))
    return { size, stratum, ...shareOf(own.map(({ outcome }) => outcome.kind === 'solved')) }
  })
  const { pairs } = await run(zooModel, PROBED, auditInterventions)
  const interventions = auditInterventions.map(({ name }) => {
    const own = pairs.filter((pair) => pair.intervention === name && pair.delivery === 'delivered')
    const adapted = own.map(({ behaviour }) => ['adapts', 'unaffected'].includes(behaviour?.main?.behaviour ?? ''))
    return {
      intervention: name,
      sham: shareOf(own.map(({ sham }) => sham === 1)),
      varied: shareOf(own.map(({ varied }) => varied === 1)),
      adapted: shareOf(adapted),
    }
  })
  return { name: zooModel.name, competence, interventions }
}

/** Measures models, and keeps on each card what it was found to be able to do. */
async function measureAll(names: readonly string[]) {
  const all: Awaited<ReturnType<typeof measure>>[] = []
  for (const zooModel of await openZoo(names)) {
    const found = await measure(zooModel)
    all.push(found)
    const card = { ...readCard(zooModel.name), competence: found.competence }
    writeFileSync(join(WEIGHTS_FOLDER, `${zooModel.name}.json`), `${JSON.stringify(card, undefined, 2)}\n`)
    const words = found.competence.map(({ size, solved, trials }) => `${size}: ${solved}/${trials}`)
    process.stderr.write(`${new Date().toISOString()} ${zooModel.name}  ${words.join('  ')}\n`)
  }
  return all
}

const wanted = process.argv.slice(2)
const models = await measureAll(wanted.length === 0 ? ZOO_NAMES : wanted)
if (wanted.length === 0) {
  const text = JSON.stringify({ seed: SEED, level: LEVEL, limits: LIMITS, models }, undefined, 1)
  writeFileSync(join(packageFolder(), 'zoo/measured.json'), `${text}\n`)
}
