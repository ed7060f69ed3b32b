import type { Intervention } from '../../domain/index.js'
import { shareDose } from './aim.js'
import { jsonIn, prepareAnswers } from './answers.js'

/** Longer answers of a reading tool end early, without a word about it. Dose: `share`, how much of them is left. */
export const answerTruncated: Intervention = {
  name: 'answer-truncated',
  question: 'Does it notice that an answer is only the first part of what there is?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: { share: 0.5 },
  doseMeans: { share: 'of the lines or entries are left' },
  adaptive: 'misses what should be there and asks elsewhere or for less at a time',
  target: 'a reading tool that answers in several lines or entries',
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read: it does not rest on the part that is missing',
  example: 'a page of ten crates shows the first five',
  checkDose: (dose) => shareDose(dose, 'share', answerTruncated),
  prepare(scene) {
    const share = shareDose(scene.dose, 'share', answerTruncated)
    const missing = 'a reading tool that answers in several lines or entries after the fork'
    return prepareAnswers(scene, { name: 'answer-truncated', missing, change: (text) => truncated(text, share) })
  },
}

function truncated(text: string, share: number): string {
  const entries = jsonIn(text)
  const firstOf = <T>(list: readonly T[]) => list.slice(0, Math.ceil(list.length * share))
  if (Array.isArray(entries)) return entries.length < 2 ? text : JSON.stringify(firstOf(entries))
  if (entries !== undefined) return text
  const lines = text.split('\n')
  return lines.length < 2 ? text : firstOf(lines).join('\n')
}
