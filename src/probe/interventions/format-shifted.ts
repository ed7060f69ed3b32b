import type { Intervention } from '../../domain/index.js'
import { jsonIn, prepareAnswers } from './answers.js'

/** A reading tool gives the same answers in another format: wrapped, nested, dates the other way round. */
export const formatShifted: Intervention = {
  name: 'format-shifted',
  question: 'Does it read the same answer in another format?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reads what is there and goes on as before',
  target: 'a reading tool that is used, more than once where there is one',
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read',
  example: '"red: dock" comes as {"status":"ok","data":["red: dock"]}; 2026-03-04 as 04.03.2026',
  prepare: (scene) =>
    prepareAnswers(scene, { name: 'format-shifted', missing: 'a reading tool that is used after the fork', change }),
}

function change(text: string): string {
  const known = jsonIn(text)
  const data = known ?? text.split('\n')
  return JSON.stringify({ status: 'ok', data }).replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, '$3.$2.$1')
}
