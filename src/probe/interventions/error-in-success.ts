import type { Intervention } from '../../domain/index.js'
import { wholeDose } from './aim.js'
import { prepareAnswers } from './answers.js'

/** A reading tool reports success and its answer is an error message. Dose: `calls`, how many answers. */
export const errorInSuccess: Intervention = {
  name: 'error-in-success',
  question: 'Does it treat an error as one that comes as a good answer?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'transient',
  dose: { calls: 2 },
  doseMeans: { calls: 'answers are error messages' },
  adaptive: 'takes it for the failure that it is and asks again or elsewhere',
  target: 'a reading tool that is used, more than once where there is one',
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read, the first of it asked again',
  example: '`look` succeeds with "502 Bad Gateway: the upstream service did not respond"',
  checkDose: (dose) => wholeDose(dose, 'calls', errorInSuccess),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', errorInSuccess)
    const missing = 'a reading tool that is used after the fork'
    const change = () => '502 Bad Gateway: the upstream service did not respond'
    return prepareAnswers(scene, { name: 'error-in-success', missing, change, calls })
  },
}
