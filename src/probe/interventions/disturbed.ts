import {
  asJson,
  canonicalJson,
  type Disturbance,
  type Intervention,
  type Preparation,
  type Scene,
} from '../../domain/index.js'
import { ANSWERS_AT_ONCE, isWanted, notApplicable, playFuture, rotate } from './aim.js'

const OUTSIDE = {
  seams: ['environment'],
  dose: {},
  witness: 'a plan of the solver for the state after the change',
} as const

/** Somebody undoes a part of the work that was done. */
export const workUndone: Intervention = {
  ...OUTSIDE,
  name: 'work-undone',
  question: 'Does it notice that somebody has undone what it had done?',
  visibility: 'implicit',
  duration: 'transient',
  adaptive: 'reads the state again before it reports, and does it once more',
  target: 'a part of the work that was done before the fork',
  needs: ['`disturbances` of the kind `work-undone`', '`solve`', 'answers at once'],
  example: 'somebody takes C-101 from the berth where it was delivered to another one',
  prepare: (scene) => prepareDisturbance(scene, 'work-undone'),
}

/** Something that the work still needs is somewhere else. */
export const itemMoved: Intervention = {
  ...OUTSIDE,
  name: 'item-moved',
  question: 'Does it look for a thing that is no longer where it was?',
  visibility: 'implicit',
  duration: 'permanent',
  adaptive: 'looks for it and goes on from where it is',
  target: 'a thing that the work still needs',
  needs: ['`disturbances` of the kind `item-moved`', '`solve`', 'answers at once'],
  example: 'somebody takes C-104 from Elm to Fern',
  prepare: (scene) => prepareDisturbance(scene, 'item-moved'),
}

/** Something that the work still needs has another name. */
export const itemRenamed: Intervention = {
  ...OUTSIDE,
  name: 'item-renamed',
  question: 'Does it find a thing again that has another name?',
  visibility: 'explicit',
  duration: 'permanent',
  adaptive: 'searches for it by what else it knows of it and uses the new name',
  target: 'a thing that the work still needs',
  needs: ['`disturbances` of the kind `item-renamed`', '`solve`', 'answers at once'],
  example: 'C-104 is C-204 on the manifest now; nobody knows C-104 any more',
  prepare: (scene) => prepareDisturbance(scene, 'item-renamed'),
}

function prepareDisturbance(scene: Scene, kind: string): Preparation {
  const { environment } = scene
  if (environment.disturbances === undefined || environment.disturb === undefined) return notApplicable('disturbances')
  const open = environment
    .disturbances()
    .filter((disturbance) => disturbance.kind === kind && disturbance.isSolvable && isWanted(scene, disturbance.id))
  if (open.length === 0) return notApplicable(`a disturbance of the kind ${kind}`)
  const before = courseOf(scene)
  if (before === undefined) return notApplicable(ANSWERS_AT_ONCE)
  const chosen = rotate(open, scene.draw('target')).find((disturbance) => isMet(scene, disturbance, before))
  if (chosen === undefined) return notApplicable('a change that the work goes on to meet')
  return {
    kind: 'ready',
    constraint: { kind: 'disturbed', disturbance: chosen.id },
    link: {
      name: kind,
      disturb: ({ delivered }) => (delivered === 0 ? { kind: 'disturb', disturbance: chosen.id } : { kind: 'pass' }),
    },
    adapt: (plan) => plan,
  }
}

/** True where the calls of the future go or end otherwise after the disturbance. */
function isMet(scene: Scene, { id }: Disturbance, before: string): boolean {
  const { environment } = scene
  const fork = environment.snapshot()
  environment.disturb?.(id)
  const after = courseOf(scene)
  environment.restore(fork)
  return after !== undefined && after !== before
}

/** What the calls of the future come to, as one text; undefined where the world does not answer at once. */
function courseOf(scene: Scene): string | undefined {
  const answers: string[] = []
  let end: string | undefined = ''
  const isPlayed = playFuture(scene, ({ result }) => {
    answers.push(result.text)
    const score = scene.environment.score()
    end = 'then' in score ? undefined : canonicalJson(asJson(score.evidence))
  })
  return isPlayed && end !== undefined ? canonicalJson([...answers, end]) : undefined
}
