import type { Plant } from '../calibrate/index.js'
import type { Candidate } from '../domain/index.js'
import { defaultInterventions, interventionNamed } from '../probe/index.js'
import { loadBuiltIn, loadZoo } from './built-in.js'
import { INSTRUMENT_CHECK } from './study.js'
import type { StudySetup } from './study-setup.js'

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

/** The study that `npm start` runs: embedded networks of known lineage in the harbour. */
export async function zooSetup(): Promise<StudySetup> {
  const { harbourFamilies } = await loadBuiltIn()
  const { openZoo } = await loadZoo()
  const candidates = (await openZoo(STUDIED)).map(({ name, card, model }): Candidate => {
    const kind = card.teacher === undefined ? 'unknown' : 'declared-derivative'
    return {
      system: { model: name },
      provenance: { kind, source: `made here: ${card.description}` },
      model,
      price: name.startsWith('teacher') ? TEACHER_PRICE : SMALL_PRICE,
    }
  })
  return {
    title: 'Instrument check',
    isInstrumentCheck: true,
    families: harbourFamilies,
    interventionNamed,
    requiredSuccess: 0.7,
    candidates,
    plants: PLANTS,
    concurrency: CONCURRENCY,
    design: {
      name: INSTRUMENT_CHECK,
      seed: 20_261_127,
      systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
      reference: 'teacher',
      families: harbourFamilies,
      forms: [
        { stratum: 'narrow', size: 16, samples: 2 },
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
