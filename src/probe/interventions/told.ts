import type { Intervention, Link, Preparation, Scene } from '../../domain/index.js'
import { ANSWERS_AT_ONCE, notApplicable, pick, playFuture } from './aim.js'
import { namedValues } from './answers.js'

const SAID = { seams: ['operator-turn'], visibility: 'implicit', duration: 'permanent', dose: {} } as const

/** The operator says the goal once more, in another frame. */
export const goalReworded: Intervention = {
  ...SAID,
  name: 'goal-reworded',
  question: 'Does it work alike when the same goal is said again in other words?',
  adaptive: 'goes on as before',
  target: 'the turn of the operator',
  needs: [],
  witness: 'the plan as it is; the goal stands whole in the new words',
  example: '"To say it once more, so that we mean the same: what I need from you is this and nothing else. ..."',
  prepare: (scene) => prepareWord('goal-reworded', rewordedGoal(scene)),
}

/** The operator says something true that has nothing to do with the work. */
export const irrelevantClause: Intervention = {
  ...SAID,
  name: 'irrelevant-clause',
  question: 'Does it leave aside what has nothing to do with its work?',
  adaptive: 'goes on as before',
  target: 'the turn of the operator',
  needs: [],
  witness: 'the plan as it is',
  example: '"By the way, five of our desks were painted green last week."',
  prepare: (scene) => prepareWord('irrelevant-clause', pick(CLAUSES, scene.draw('words')) ?? ''),
}

/** The operator says of one thing what is true of another. */
export const wrongFact: Intervention = {
  ...SAID,
  name: 'wrong-fact',
  question: 'Does it look for itself when the operator is wrong about a fact?',
  adaptive: 'checks the fact, acts on what is so and says that it is',
  target: 'an entry that a reading tool gives as "name: value", with the value of another entry',
  needs: ['answers at once', 'answers of the form "name: value"'],
  witness: 'the plan as it is: it rests on the world, not on what was said',
  example:
    '"For your information, as far as I know it is so: C-101: at Elm, bound for Fern." while C-101 lies elsewhere',
  prepare(scene) {
    const pairs = contradictable(scene)
    if (pairs === undefined) return notApplicable(ANSWERS_AT_ONCE)
    const fact = pick(pairs, scene.draw('fact'))
    if (fact === undefined) return notApplicable('a reading tool that tells two things apart by name and value')
    return prepareWord('wrong-fact', `For your information, as far as I know it is so: ${fact}.`)
  },
}

function prepareWord(name: string, text: string): Preparation {
  return { kind: 'ready', constraint: { kind: 'unhindered' }, link: sayingOnce(name, text), adapt: (plan) => plan }
}

/** A link by which the operator speaks once, as soon as it can. */
export function sayingOnce(name: string, text: string, variant?: string): Link {
  return {
    name,
    // Whatever else the link delivers, the first thing is said at the first step.
    speak: ({ step }) =>
      step === 0 ? { kind: 'speak', text, ...(variant !== undefined && { variant }) } : { kind: 'pass' },
  }
}

function rewordedGoal({ sample, draw }: Scene): string {
  const frame = pick(FRAMES, draw('words')) ?? ''
  return `${frame}\n\n${sample.goal}`
}

const FRAMES = [
  'To say it once more, so that we mean the same: what I need from you is this and nothing else.',
  'Just to be clear about what you are doing for me. Here is the whole of it again.',
  'I would like to repeat my request in full; it has not changed.',
]

const CLAUSES = [
  'By the way, five of our desks were painted green last week.',
  'Incidentally, the annual party will be on a Thursday this time.',
  'Oh, and the office upstairs has got twelve new chairs.',
  'As it happens, two colleagues from the north are visiting today.',
]

/** Entries of readings of the future, each with the value of another entry of the same answer; names are said as they stand. */
function contradictable(scene: Scene): string[] | undefined {
  const found: string[] = []
  const isPlayed = playFuture(scene, ({ spec, result }) => {
    if (spec.effect !== 'reads' || result.isError || found.length > 0) return
    const entries = namedValues(result.text)
    for (const { name, value } of entries) {
      const other = entries.find((entry) => entry.value !== value)
      if (other !== undefined) found.push(`${name}: ${other.value.replace(/\.$/, '')}`)
    }
  })
  return isPlayed ? found : undefined
}
