import type { Message } from '../../domain/index.js'

/** What is missing where nothing was said yet. */
export const A_STEP_BEFORE = 'a step before the onset'

/** A step of a conversation: what the model said, and what came back for its calls. */
export interface Turn {
  readonly answer: Extract<Message, { role: 'assistant' }>
  readonly results: readonly Extract<Message, { role: 'tool' }>[]
}

/** A step, or something that was said outside of steps. */
export type Part = Turn | Extract<Message, { role: 'system' | 'user' }>

/** The steps of a conversation, with what was said outside of them left in its place. */
export function partsOf(messages: readonly Message[]): Part[] {
  const found: Part[] = []
  for (const [place, message] of messages.entries()) {
    if (message.role === 'assistant') found.push({ answer: message, results: resultsAfter(messages, place) })
    else if (message.role !== 'tool') found.push(message)
  }
  return found
}

/** A call and its results go together: no vendor takes one without the other. */
function resultsAfter(messages: readonly Message[], place: number): Turn['results'] {
  const results: Turn['results'][number][] = []
  for (const message of messages.slice(place + 1)) {
    if (message.role === 'assistant') return results
    if (message.role === 'tool') results.push(message)
  }
  return results
}

/** The messages of steps and of what was said outside of them. */
export function messagesOf(parts: readonly Part[]): Message[] {
  return parts.flatMap((part): Message[] => ('answer' in part ? [part.answer, ...part.results] : [part]))
}

/** Whether anything was answered yet: there is nothing to change of a conversation that only begins. */
export function hasTurns(messages: readonly Message[]): boolean {
  return messages.some(({ role }) => role === 'assistant')
}

/** What stands before the first step: instructions and goal. */
export function openingOf(messages: readonly Message[]): Message[] {
  const begin = messages.findIndex(({ role }) => role === 'assistant')
  return begin === -1 ? [...messages] : messages.slice(0, begin)
}
