import type { Intervention } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, retryFirst, usedTools, wholeDose } from './aim.js'

/** The first calls of one tool fail. Dose: `calls`, how many. */
export const errorFirstN: Intervention = {
  name: 'error-first-n',
  question: 'Does it try again after an error that passes?',
  seams: ['before-call'],
  visibility: 'explicit',
  duration: 'transient',
  dose: { calls: 2 },
  doseMeans: { calls: 'calls fail' },
  adaptive: 'tries again a few times, then looks for another way',
  target: 'a tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan with the first call of the tool made again until it passes',
  example: '"move: the service is not available at the moment"',
  checkDose: (dose) => wholeDose(dose, 'calls', errorFirstN),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', errorFirstN)
    const target = pick(preferRepeated(usedTools(scene)), scene.draw('target'))
    if (target === undefined) return notApplicable('a tool that is used after the fork')
    const tool = target.spec.name
    const result = { text: `${tool}: the service is not available at the moment`, isError: true }
    return {
      kind: 'ready',
      constraint: { kind: 'delayed', tool, calls },
      link: {
        name: 'error-first-n',
        matches: ({ name }) => name === tool,
        call: (_, { delivered }) => (delivered < calls ? { kind: 'answer', result, delivers: true } : { kind: 'pass' }),
      },
      adapt: (plan) => retryFirst(plan, tool, calls),
    }
  },
}
