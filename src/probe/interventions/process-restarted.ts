import type { Intervention } from '../../domain/index.js'
import { notApplicable, wholeDose } from './aim.js'

/** Asks of each start of the process that are answered before it is killed. */
const ANSWERED = 1

/**
 * The process of an agent is killed when it asks once more, and its command started again where it was. Dose: `times`, how
 * often.
 */
export const processRestarted: Intervention = {
  name: 'process-restarted',
  question: 'Does it go on where it was, and do nothing twice, when its process dies and is started again?',
  seams: ['process'],
  visibility: 'explicit',
  duration: 'transient',
  dose: { times: 1 },
  doseMeans: { times: 'times it is killed and started again' },
  adaptive: 'looks what is there already, goes on from it and does nothing twice',
  target: 'the process of the agent, once an ask with the change in place has been answered',
  needs: ['an agent that Leadline starts as a command'],
  witness: 'the plan as it is: what was done still stands',
  example: 'the command is killed while it waits for its third answer, and runs again in the same folder and home',
  checkDose: (dose) => void wholeDose(dose, 'times', processRestarted),
  prepare(scene) {
    const times = wholeDose(scene.dose, 'times', processRestarted)
    if (scene.isRestartable !== true) return notApplicable('an agent that Leadline starts as a command')
    return {
      kind: 'ready',
      constraint: { kind: 'unhindered' },
      link: {
        name: 'process-restarted',
        // The ask at which a process is killed is none that was answered.
        respond: ({ opportunity, delivered }) =>
          delivered < times && opportunity >= ANSWERED + (ANSWERED + 1) * delivered
            ? { kind: 'end' }
            : { kind: 'pass' },
      },
      adapt: (plan) => plan,
    }
  },
}
