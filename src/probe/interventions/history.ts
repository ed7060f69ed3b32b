import {
  ConfigError,
  type Intervention,
  type JsonObject,
  type Message,
  type Preparation,
  type Scene,
} from '../../domain/index.js'
import { notApplicable } from './aim.js'
import { A_STEP_BEFORE, hasTurns, messagesOf, openingOf, partsOf, type Turn } from './turns.js'

const EARLY = {
  seams: ['model-request'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: { share: 0.5 },
  target: 'the first steps of the conversation; instructions and goal stay',
  needs: [],
  witness: 'the plan as it is: it rests on the world, not on what was said',
} as const

/** The first steps of the conversation are gone. Dose: `share`, of the steps before the onset. */
export const historyLost: Intervention = {
  ...EARLY,
  name: 'history-lost',
  question: 'Does it find its way again when the beginning of its own work is no longer shown to it?',
  doseMeans: { share: 'of the steps so far are gone, the earliest first' },
  adaptive: 'looks again at what it does not know any more, and goes on from what is there',
  example: 'at step 8 the first 4 calls and their answers are no longer in the conversation',
  checkDose: (dose) => shareOf(dose, 'history-lost'),
  prepare: (scene) => prepareLoss('history-lost', scene, () => []),
}

/** The first steps of the conversation are replaced by a short summary. Dose: `share`, of the steps before the onset. */
export const historySummarised: Intervention = {
  ...EARLY,
  name: 'history-summarised',
  question: 'Does it go on as well from a summary of its earlier work as from the work itself?',
  doseMeans: { share: 'of the steps so far are replaced by a summary, the earliest first' },
  adaptive: 'takes the summary for what it is, and looks again where it needs more than that',
  example: '"Summary of 4 earlier turns, which are no longer shown. Calls: look, move 2 times, load. ..."',
  checkDose: (dose) => shareOf(dose, 'history-summarised'),
  prepare: (scene) => prepareLoss('history-summarised', scene, (lost) => [summaryOf(lost)]),
}

function shareOf({ share = EARLY.dose.share }: JsonObject, name: string): number {
  if (typeof share === 'number' && share > 0 && share <= 1) return share
  throw new ConfigError(`${name}.share`, share, 'a share above 0 and up to 1')
}

function prepareLoss(name: string, { dose, past }: Scene, putFor: (lost: readonly Turn[]) => Message[]): Preparation {
  const share = shareOf(dose, name)
  if (past.length === 0) return notApplicable(A_STEP_BEFORE)
  return {
    kind: 'ready',
    constraint: { kind: 'unhindered' },
    link: {
      name,
      rewrite: (messages, { step }) =>
        step === 0 && hasTurns(messages)
          ? { kind: 'replace', messages: withoutEarly(messages, share, putFor) }
          : { kind: 'pass' },
    },
    adapt: (plan) => plan,
  }
}

/** A share of the steps, one at least, gives way to what is put in their place. */
function withoutEarly(
  messages: readonly Message[],
  share: number,
  putFor: (lost: readonly Turn[]) => Message[],
): Message[] {
  const opening = openingOf(messages)
  const parts = partsOf(messages.slice(opening.length))
  const turns = parts.filter((part) => 'answer' in part)
  const lost = turns.slice(0, Math.max(1, Math.floor(turns.length * share)))
  const left = parts.filter((part) => !('answer' in part) || !lost.includes(part))
  return [...opening, ...putFor(lost), ...messagesOf(left)]
}

/** Characters of the last answer that a summary still tells. */
const TOLD = 200

/** What was called how often and what came back last: a rule, no model. */
function summaryOf(lost: readonly Turn[]): Message {
  const calls = lost.flatMap(({ answer }) => answer.calls)
  const results = lost.flatMap((turn) => turn.results)
  const counts = new Map<string, number>()
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1)
  const made = [...counts].map(([name, times]) => (times === 1 ? name : `${name} ${times} times`))
  const errors = results.filter(({ isError }) => isError).length
  const last = results.at(-1)
  const call = calls.find(({ id }) => id === last?.callId)
  const sentences = [
    `Summary of ${lost.length} earlier ${lost.length === 1 ? 'turn, which is' : 'turns, which are'} no longer shown.`,
    made.length === 0 ? 'No calls.' : `Calls: ${made.join(', ')}.`,
    ...(errors === 0 ? [] : [`${errors} of the answers ${errors === 1 ? 'was an error' : 'were errors'}.`]),
    ...(last === undefined || call === undefined
      ? []
      : [`The last of them was ${call.name} ${JSON.stringify(call.arguments)}, answered: ${shortened(last.text)}`]),
  ]
  return { role: 'user', text: sentences.join(' ') }
}

function shortened(text: string): string {
  const characters = [...text]
  return characters.length <= TOLD ? text : `${characters.slice(0, TOLD).join('')} ...`
}
