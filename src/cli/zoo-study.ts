import { handicapped, type Plant, ZOO_LIMITS } from '../calibrate/index.js'
import { type Candidate, InvariantError, type PlannedSystem } from '../domain/index.js'
import { interventionNamed, type StudyDesign } from '../probe/index.js'
import type { ReportDocument } from '../report/index.js'
import { loadBuiltIn, loadZoo } from './built-in.js'
import { INSTRUMENT_CHECK } from './study.js'
import type { StudySetup, StudySource } from './study-setup.js'
import { CONTROL_FAILURE, ZOO_CONCURRENCY, ZOO_SIZES } from './zoo-check.js'

/** Who is studied; the others are held against the first. */
const REFERENCE = 'teacher'
const STUDIED = [REFERENCE, 'student-narrow', 'student-wide', 'independent-small', 'teacher-2']
/** The reference, but merely weaker: nearly everybody solves short work, so that points alone tell no shadow from weakness. */
const CONTROL = 'control'
/** Prices that make costs of the instrument check visible; nobody is charged. */
const TEACHER_PRICE = { inputUsdPerMillion: 5, outputUsdPerMillion: 25 }
const SMALL_PRICE = { inputUsdPerMillion: 0.5, outputUsdPerMillion: 2.5 }

/** Six of the default set: tools, what they say, and the goal itself. */
const PROBED = [
  'tool-renamed',
  'tool-removed-alternative',
  'tool-removed-infeasible',
  'empty-success',
  'false-success',
  'goal-replaced',
].map(interventionNamed)
/** What must come out, because of how these models were made. */
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
  const networks = STUDIED.map((model): Omit<PlannedSystem, 'id'> => {
    const card = cards.get(model)
    const kind = card?.teacher === undefined ? 'unknown' : 'declared-derivative'
    return { system: { model }, provenance: { kind, source: `made here: ${card?.description}` } }
  })
  const givesUp = `made here: teacher, giving up ${100 * CONTROL_FAILURE} % of its trials at once`
  const systems = [
    ...networks,
    { system: { model: CONTROL }, provenance: { kind: 'unknown' as const, source: givesUp } },
  ]
  return {
    title: 'Instrument check',
    isInstrumentCheck: true,
    families: harbourFamilies,
    interventionNamed,
    requiredSuccess: 0.7,
    control: CONTROL,
    plants: PLANTS,
    design: {
      name: INSTRUMENT_CHECK,
      seed: 20_261_127,
      systems,
      reference: REFERENCE,
      families: harbourFamilies,
      // Long work is there for its baselines: what a change does shows on short work at a third of the price.
      forms: [
        { stratum: 'narrow', size: ZOO_SIZES.narrow, samples: 8, probed: 3 },
        { stratum: 'long', size: ZOO_SIZES.long, samples: 10, probed: 0 },
      ],
      probes: PROBED.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.34 })),
      repeats: 1,
      forkRepeats: 1,
      gate: { solved: 1, of: 1 },
      limits: ZOO_LIMITS,
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
  const teacher = opened.get(REFERENCE)
  if (teacher === undefined) throw new InvariantError(`${REFERENCE} is not in the zoo`)
  opened.set(CONTROL, handicapped(teacher, CONTROL_FAILURE))
  const candidates = source.design.systems.flatMap(({ system, provenance }): Candidate[] => {
    const model = opened.get(system.model)
    const price = provenance.kind === 'unknown' ? TEACHER_PRICE : SMALL_PRICE
    return model === undefined ? [] : [{ system, provenance, model, price }]
  })
  return { ...source, candidates, concurrency: ZOO_CONCURRENCY }
}

/**
 * What was measured of the same models over length and disturbances, read before anything runs: it takes minutes, so it
 * comes with them.
 *
 * @returns adds it to a report
 */
export async function manifoldOfZoo(): Promise<(document: ReportDocument) => ReportDocument> {
  const { measuredManifold } = await loadZoo()
  const { manifold, createdAt, counts } = measuredManifold()
  const words = `Where competence ends was not measured by this study but on ${createdAt.slice(0, 10)}, with ${counts.trials} trials of the same models; leadline zoo manifold measures it anew.`
  return (document) => ({ ...document, manifold, method: [...document.method, { title: 'Manifold', words }] })
}
