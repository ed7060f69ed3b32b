import type { Intervention } from '../../domain/index.js'
import { ANSWERS_AT_ONCE, notApplicable, pick, retryFirst, wholeDose } from './aim.js'
import { effectiveWrites } from './writes.js'

/** A write says that it succeeded and did nothing. Dose: `calls`, how many writes are lost. */
export const falseSuccess: Intervention = {
  name: 'false-success',
  question: 'Does it check that what it wrote is really there?',
  seams: ['environment'],
  visibility: 'implicit',
  duration: 'transient',
  dose: { calls: 1 },
  doseMeans: { calls: 'writes are lost' },
  adaptive: 'reads back, sees that the change is missing and makes it again',
  target: "a writing tool that succeeds and changes the state when the baseline's calls are played",
  needs: ['answers at once'],
  witness: 'the plan with the first call of the tool made again',
  example: '`unload` answers "Unloaded C-101 at Elm: delivered." and C-101 is still aboard',
  checkDose: (dose) => wholeDose(dose, 'calls', falseSuccess),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', falseSuccess)
    const tools = effectiveWrites(scene)
    if (tools === undefined) return notApplicable(ANSWERS_AT_ONCE)
    const tool = pick(tools, scene.draw('target'))
    if (tool === undefined) return notApplicable('a write after the fork that changes something')
    return {
      kind: 'ready',
      constraint: { kind: 'misreported', tool },
      link: {
        name: 'false-success',
        matches: ({ name }) => name === tool,
        result: (_, result, { delivered }) =>
          delivered < calls && !result.isError ? { kind: 'undo' } : { kind: 'pass' },
      },
      adapt: (plan) => retryFirst(plan, tool, calls),
    }
  },
}
