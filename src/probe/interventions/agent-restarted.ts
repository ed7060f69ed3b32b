import type { Intervention, JsonObject, Message } from '../../domain/index.js'
import { notApplicable, wordDose } from './aim.js'
import { A_STEP_BEFORE, hasTurns, openingOf } from './turns.js'

/** What it is told of it, if anything. */
const WORD: Message = {
  role: 'user',
  text: 'Your session broke off and has been started again. What was done before still stands as it is; your notes of it are gone. Go on with the work.',
}

/** The agent begins anew from instructions and goal, in a world that stays as it is. Dose: `word`, whether it is told. */
export const agentRestarted: Intervention = {
  name: 'agent-restarted',
  question: 'Does it go on from work that is half done, and do nothing twice, when it has to begin anew?',
  seams: ['model-request'],
  visibility: 'explicit',
  duration: 'transient',
  dose: { word: 'told' },
  doseMeans: { word: 'it is told that it was started again (`told`), or is not (`untold`)' },
  adaptive: 'looks what is there already, goes on from it and does nothing twice',
  target: 'the whole conversation after instructions and goal; the world stays as it is',
  needs: [],
  witness: 'the plan as it is: what was done still stands',
  example: '"Your session broke off and has been started again. ..." stands after the goal, and nothing else does',
  checkDose: wordOf,
  prepare({ dose, past }) {
    if (past.length === 0) return notApplicable(A_STEP_BEFORE)
    const put = wordOf(dose) === 'told' ? [WORD] : []
    return {
      kind: 'ready',
      constraint: { kind: 'unhindered' },
      link: {
        name: 'agent-restarted',
        rewrite: (messages, { step }) =>
          step === 0 && hasTurns(messages)
            ? { kind: 'replace', messages: [...openingOf(messages), ...put] }
            : { kind: 'pass' },
      },
      adapt: (plan) => plan,
    }
  },
}

function wordOf(dose: JsonObject): 'told' | 'untold' {
  return wordDose(dose, 'word', { intervention: agentRestarted, words: ['told', 'untold'] })
}
