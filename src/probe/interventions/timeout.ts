import type { Intervention } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, retryFirst, usedTools, wholeDose } from './aim.js'

/**
 * One tool does not answer in time. Dose: `calls`, how many calls time out; `seconds`, after how long. The time is said,
 * not spent: nobody waits for it.
 */
export const timeout: Intervention = {
  name: 'timeout',
  question: 'Does it try again, or do something else, when a tool does not answer in time?',
  seams: ['before-call'],
  visibility: 'explicit',
  duration: 'transient',
  dose: { calls: 2, seconds: 30 },
  doseMeans: { calls: 'calls time out', seconds: 'seconds are said to have passed' },
  adaptive: 'tries again, or does other work first',
  target: 'a tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan with the first call of the tool made again until it is answered',
  example: '"manifest: no answer within 30 seconds; the call was taken back"',
  checkDose(dose) {
    wholeDose(dose, 'calls', timeout)
    wholeDose(dose, 'seconds', timeout)
  },
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', timeout)
    const seconds = wholeDose(scene.dose, 'seconds', timeout)
    const target = pick(preferRepeated(usedTools(scene)), scene.draw('target'))
    if (target === undefined) return notApplicable('a tool that is used after the fork')
    const tool = target.spec.name
    const result = { text: `${tool}: no answer within ${seconds} seconds; the call was taken back`, isError: true }
    return {
      kind: 'ready',
      constraint: { kind: 'delayed', tool, calls },
      link: {
        name: 'timeout',
        matches: ({ name }) => name === tool,
        call: (_, { delivered }) => (delivered < calls ? { kind: 'answer', result, delivers: true } : { kind: 'pass' }),
      },
      adapt: (plan) => retryFirst(plan, tool, calls),
    }
  },
}
