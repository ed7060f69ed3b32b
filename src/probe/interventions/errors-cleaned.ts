import type { Intervention, Message, TurnPart } from '../../domain/index.js'
import { notApplicable } from './aim.js'
import { messagesOf, type Part, partsOf, type Turn } from './turns.js'

/** Its own failed calls are taken out of the conversation, with what came back for them. */
export const errorsCleaned: Intervention = {
  name: 'errors-cleaned',
  question: 'Does it work alike whether its own earlier errors are shown to it or not?',
  seams: ['model-request'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'goes on as before, no better and no worse',
  target: 'calls before the onset that came back as errors, with their answers',
  needs: [],
  witness: 'the plan as it is: it rests on the world, not on what was said',
  example: 'a `load` that was refused at step 3 is no longer in the conversation',
  prepare({ pastErrors = 0 }) {
    if (pastErrors === 0) return notApplicable('a baseline that made an error before the onset')
    return {
      kind: 'ready',
      constraint: { kind: 'unhindered' },
      link: {
        name: 'errors-cleaned',
        rewrite: (messages, { step }) =>
          step === 0 && messages.some((message) => message.role === 'tool' && message.isError)
            ? { kind: 'replace', messages: withoutErrors(messages) }
            : { kind: 'pass' },
      },
      adapt: (plan) => plan,
    }
  },
}

function withoutErrors(messages: readonly Message[]): Message[] {
  return messagesOf(partsOf(messages).flatMap((part): Part[] => ('answer' in part ? cleaned(part) : [part])))
}

/** A step all of whose calls failed is out with what was said in it; of another one only the failed calls are. */
function cleaned(turn: Turn): Turn[] {
  const failed = new Set(turn.results.flatMap(({ callId, isError }) => (isError ? [callId] : [])))
  if (failed.size === 0) return [turn]
  const calls = turn.answer.calls.filter(({ id }) => !failed.has(id))
  if (calls.length === 0) return []
  const { parts, ...answer } = turn.answer
  return [
    {
      answer: { ...answer, calls, ...(parts !== undefined && { parts: piecesOf(turn, parts, failed) }) },
      results: turn.results.filter(({ isError }) => !isError),
    },
  ]
}

/** The pieces of what is left; a thought at the end that led to a failed call only goes with it. */
function piecesOf({ answer }: Turn, parts: readonly TurnPart[], failed: ReadonlySet<string>): TurnPart[] {
  let nth = 0
  const left = parts.filter(({ kind }) => {
    if (kind !== 'call') return true
    const call = answer.calls[nth]
    nth += 1
    return call !== undefined && !failed.has(call.id)
  })
  return left.slice(0, left.findLastIndex(({ kind }) => kind === 'call' || kind === 'text') + 1)
}
