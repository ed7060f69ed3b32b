import {
  handicapped,
  judgePairs,
  judgeTogether,
  type KnownPair,
  recoverCompetence,
  runPairStudies,
  type SmallStudyOptions,
} from '../calibrate/index.js'
import {
  type Candidate,
  type Descent,
  InvariantError,
  type Model,
  type PairTruth,
  type Stratum,
  type ZooCheck,
} from '../domain/index.js'
import { loadBuiltIn, loadZoo } from './built-in.js'

/** From which samples of all studies are drawn. */
export const ZOO_SEED = 20_261_128
const REFERENCE = 'teacher'
/** The reference under another name: nothing whatever sets them apart but chance. */
const TWIN = 'teacher-again'
/** Share of trials that the control gives up: more would only add chance to every comparison with it. */
export const CONTROL_FAILURE = 0.1
/** Length of short and long work in reference calls: the students know the first, the second is far beyond. */
export const ZOO_SIZES = { narrow: 24, long: 60 } as const
/** What is known of each beforehand: those who learned short work only must fall behind on long work. */
const TRUTHS: Readonly<Record<string, PairTruth>> = {
  [TWIN]: 'null',
  'teacher-2': 'null',
  'student-narrow': 'true',
  'independent-small': 'true',
  'student-of-student': 'true',
  'student-wide': 'open',
}

/** All that can be held against the reference. */
export const ZOO_SYSTEMS: readonly string[] = Object.keys(TRUTHS)

/** How much is run. */
export interface ZooCheckSize {
  readonly studies: number
  /** Of each family, in each form. */
  readonly samples: Readonly<Record<Stratum, number>>
  /** What is held against the reference, of `ZOO_SYSTEMS`. */
  readonly others: readonly string[]
}

/** Trials at a time: networks run many turns together. */
export const ZOO_CONCURRENCY = 256

type Zoo = Awaited<ReturnType<typeof openModels>>

/** Opens what is held against each other, so that whatever is missing is said before anything runs. */
export async function openZooCheck(size: ZooCheckSize): Promise<(run: RunPart) => Promise<ZooCheck>> {
  const { harbourFamilies } = await loadBuiltIn()
  const { studies: count, samples, others } = size
  const zoo = await openModels(others)
  return async (run) => {
    const known = others.map((system) => pairOf(zoo, system))
    const cards = zoo.opened.map(({ name, card }) => ({ system: name, competence: card.competence ?? [] }))
    const reference = candidateOf(REFERENCE, zoo.get(REFERENCE).model)
    const control = candidateOf('control', handicapped(zoo.get(REFERENCE).model, CONTROL_FAILURE))
    const studies = await runPairStudies({
      ...run,
      families: harbourFamilies,
      studies: count,
      concurrency: ZOO_CONCURRENCY,
      seed: ZOO_SEED,
      reference,
      control,
      others: known.map(({ system }) => candidateOf(system, zoo.get(system).model)),
      sizes: ZOO_SIZES,
      samplesPerFamily: samples,
    })
    return {
      reference: REFERENCE,
      descent: descentOf(zoo, REFERENCE),
      studies: studies.length,
      trials: studies.reduce((sum, { trials }) => sum + trials, 0),
      sizes: ZOO_SIZES,
      samples: { narrow: samples.narrow * harbourFamilies.length, long: samples.long * harbourFamilies.length },
      controlFailure: CONTROL_FAILURE,
      pairs: judgePairs(studies, known),
      rates: judgeTogether(studies, known),
      competence: recoverCompetence(studies, cards, ZOO_SIZES),
    }
  }
}

/** What only the process that runs the studies knows. */
type RunPart = Pick<SmallStudyOptions, 'clock' | 'owner' | 'openJournal' | 'signal' | 'studyDone'>

/** The reference and the others, each opened once. */
async function openModels(others: readonly string[]) {
  const { openZoo } = await loadZoo()
  const opened = await openZoo([REFERENCE, ...others.filter((system) => system !== TWIN)])
  return {
    opened,
    get(system: string) {
      const name = system === TWIN ? REFERENCE : system
      const found = opened.find((entry) => entry.name === name)
      if (found === undefined) throw new InvariantError(`${name} is not in the zoo`)
      return found
    },
  }
}

function pairOf(zoo: Zoo, system: string): KnownPair {
  const truth = TRUTHS[system]
  if (truth === undefined) throw new InvariantError(`nothing is known of ${system}`)
  const descent = descentOf(zoo, system)
  const words = `The weights of ${REFERENCE} under another name.`
  return { system, truth, descent: system === TWIN ? { ...descent, words } : descent }
}

function descentOf(zoo: Zoo, system: string): Descent {
  const { teacher, ancestors, description } = zoo.get(system).card
  return { ...(teacher !== undefined && { teacher }), ancestors, words: description }
}

function candidateOf(model: string, answers: Model): Candidate {
  return { system: { model }, provenance: { kind: 'unknown', source: 'embedded in Leadline' }, model: answers }
}
