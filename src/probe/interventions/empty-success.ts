import type { Intervention } from '../../domain/index.js'
import { wholeDose } from './aim.js'
import { prepareAnswers } from './answers.js'

/** A reading tool succeeds and returns nothing. Dose: `calls`, how many of its first answers are empty. */
export const emptySuccess: Intervention = {
  name: 'empty-success',
  question: 'Does it doubt an empty answer that cannot be right?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'transient',
  dose: { calls: 2 },
  doseMeans: { calls: 'answers are empty' },
  adaptive: 'asks again or elsewhere before it believes that there is nothing',
  target: "a reading tool that has something to tell when the baseline's calls are played",
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read, the first of it asked again',
  example: '`manifest` answers "No entries."',
  checkDose: (dose) => wholeDose(dose, 'calls', emptySuccess),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', emptySuccess)
    const missing = 'a reading tool that is used after the fork'
    return prepareAnswers(scene, { name: 'empty-success', missing, change: emptied, calls })
  },
}

/** What the same kind of answer looks like with nothing in it. */
function emptied(text: string): string {
  const start = text.trimStart()[0]
  if (start === '[') return '[]'
  return start === '{' ? '{}' : 'No entries.'
}
