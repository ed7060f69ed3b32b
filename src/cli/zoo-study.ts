import type { Plant } from '../calibrate/index.js'
import type { Candidate, PlannedSystem } from '../domain/index.js'
import { defaultInterventions, interventionNamed, type StudyDesign } from '../probe/index.js'
import type { ReportDocument } from '../report/index.js'
import { loadBuiltIn, loadZoo } from './built-in.js'
import { INSTRUMENT_CHECK } from './study.js'
import type { StudySetup, StudySource } from './study-setup.js'

/** Who is studied; the others are held against the first. */
const STUDIED = ['teacher', 'student-narrow', 'student-wide', 'independent-small', 'teacher-2']
/** Trials at a time: enough that networks run many turns together. */
const CONCURRENCY = 96
/** Prices that make costs of the instrument check visible; nobody is charged. */
const TEACHER_PRICE = { inputUsdPerMillion: 5, outputUsdPerMillion: 25 }
const SMALL_PRICE = { inputUsdPerMillion: 0.5, outputUsdPerMillion: 2.5 }

/** What is known of these models because they were made here. */
const PLANTS: readonly Plant[] = [
  { kind: 'shadow', system: 'student-narrow' },
  { kind: 'shadow', system: 'independent-small' },
  { kind: 'null-pair', system: 'teacher-2' },
]

/** The study that `npm start` runs, as far as its record can be read without opening a network. */
export async function zooSource(): Promise<StudySource & { readonly design: StudyDesign }> {
  const { harbourFamilies } = await loadBuiltIn()
  const { zooCards } = await loadZoo()
  const cards = new Map(zooCards().map((card) => [card.name, card]))
  const systems = STUDIED.map((model): Omit<PlannedSystem, 'id'> => {
    const card = cards.get(model)
    const kind = card?.teacher === undefined ? 'unknown' : 'declared-derivative'
    return { system: { model }, provenance: { kind, source: `made here: ${card?.description}` } }
  })
  return {
    title: 'Instrument check',
    isInstrumentCheck: true,
    families: harbourFamilies,
    interventionNamed,
    requiredSuccess: 0.7,
    plants: PLANTS,
    design: {
      name: INSTRUMENT_CHECK,
      seed: 20_261_127,
      systems,
      reference: 'teacher',
      families: harbourFamilies,
      forms: [
        { stratum: 'narrow', size: 20, samples: 2 },
        { stratum: 'long', size: 60, samples: 1 },
      ],
      probes: defaultInterventions.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.34 })),
      repeats: 2,
      forkRepeats: 1,
      gate: { solved: 1, of: 2 },
      limits: { stepsPerReferenceCall: 2.5, extraSteps: 20 },
      level: 0.95,
      margin: 0.1,
    },
  }
}

/** The study that `npm start` runs: embedded networks of known lineage in the harbour. */
export async function zooSetup(): Promise<StudySetup> {
  const source = await zooSource()
  const { openZoo } = await loadZoo()
  const opened = new Map((await openZoo(STUDIED)).map(({ name, model }) => [name, model]))
  const candidates = source.design.systems.flatMap(({ system, provenance }): Candidate[] => {
    const model = opened.get(system.model)
    const price = provenance.kind === 'unknown' ? TEACHER_PRICE : SMALL_PRICE
    return model === undefined ? [] : [{ system, provenance, model, price }]
  })
  return { ...source, candidates, concurrency: CONCURRENCY }
}

/** Adds what was measured of the same models over length and disturbances: it takes minutes, so it comes with them. */
export async function withManifold(document: ReportDocument): Promise<ReportDocument> {
  const { measuredManifold } = await loadZoo()
  const { manifold, createdAt, counts } = measuredManifold()
  const words = `Where competence ends was not measured by this study but on ${createdAt.slice(0, 10)}, with ${counts.trials} trials of the same models; leadline zoo manifold measures it anew.`
  return { ...document, manifold, method: [...document.method, { title: 'Manifold', words }] }
}
