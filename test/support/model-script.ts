import type { Answer, Ask, Message } from '../../src/domain/index.js'
import type { RecordedTurn } from '../../src/models/index.js'

/** An ask without its signal, which belongs to one call. */
export type Asked = Omit<Ask, 'signal'>

const look = { name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } }
const opening: readonly Message[] = [
  { role: 'system', text: 'Be brief.' },
  { role: 'user', text: 'Look. \u{1F6A2} "quoted"\n' },
]
const looks: Answer = {
  text: 'Looking.',
  calls: [{ id: 'call-0', name: 'look', arguments: { at: ['dock', null] } }],
  stop: 'calls',
}
const closed: Answer = { text: 'Closed.', calls: [], stop: 'end', usage: { inputTokens: 30 } }
const stops: Answer = {
  text: '',
  calls: [],
  stop: 'refusal',
  usage: { inputTokens: 40, outputTokens: 1 },
  costUsd: 0.002,
}

const second: readonly Message[] = [
  ...opening,
  { role: 'assistant', text: looks.text, calls: looks.calls },
  { role: 'tool', callId: 'call-0', name: 'look', text: 'The way is closed.', isError: true },
]
const third: readonly Message[] = [
  ...second,
  { role: 'assistant', text: closed.text, calls: closed.calls },
  { role: 'user', text: 'Then stop.' },
]

/** A conversation of three turns: its opening, after a refused call, and after the operator spoke again. */
export const PLAIN_TURNS: readonly (RecordedTurn & { readonly ask: Asked })[] = [
  { ask: { messages: opening, tools: [look], seed: 40 }, answer: looks },
  { ask: { messages: second, tools: [look], seed: 41 }, answer: closed },
  { ask: { messages: third, tools: [], seed: 42 }, answer: stops },
]
