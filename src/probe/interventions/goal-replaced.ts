import type { Intervention } from '../../domain/index.js'
import { isWanted, notApplicable, pick } from './aim.js'

/** The operator wants something else from now on. */
export const goalReplaced: Intervention = {
  name: 'goal-replaced',
  question: 'Does it drop its plan when the goal changes?',
  seams: ['operator-turn'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'drops the old plan and works for the new goal',
  target: 'the goal variant with the largest novelty',
  needs: ['`goalVariants`', '`changeGoal`', '`solve`'],
  witness: 'a plan of the solver for the new goal',
  example: '"Change of orders: of the crates that are not yet delivered, those bound for Elm go to Fern. ..."',
  prepare(scene) {
    const { environment } = scene
    if (environment.goalVariants === undefined || environment.changeGoal === undefined) {
      return notApplicable('goal variants')
    }
    const offered = environment.goalVariants()
    const variants = offered.filter(({ id, kind }) => kind === undefined && isWanted(scene, id))
    const largest = Math.max(...variants.map(({ novelty }) => novelty))
    const chosen = pick(
      variants.filter(({ novelty }) => novelty === largest && novelty > 0),
      scene.draw('variant'),
    )
    if (chosen === undefined) return notApplicable('another goal that the old plan does not reach')
    return {
      kind: 'ready',
      constraint: { kind: 'goal-changed', variant: chosen.id },
      link: {
        name: 'goal-replaced',
        speak: ({ delivered }) =>
          delivered === 0 ? { kind: 'speak', text: chosen.text, variant: chosen.id } : { kind: 'pass' },
      },
      adapt: (plan) => plan,
    }
  },
}
