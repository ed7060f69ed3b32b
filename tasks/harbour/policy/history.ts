import type { Message, WorldCall } from 'leadline'
import type { Fact } from '../observation.js'
import type { Surface } from './surface.js'

/** What a model's own past says about its calls. */
export interface History {
  /** Turns so far. */
  readonly turns: number
  /** Failures of the very same call since it last worked, by call. */
  readonly failures: ReadonlyMap<string, number>
  /** Failures in a row of a tool, whatever the arguments, by known name. */
  readonly toolFailures: ReadonlyMap<string, number>
  /** The last call with what came of it. */
  readonly last: { readonly call: WorldCall; readonly isError: boolean; readonly text: string } | undefined
  /** True where every page was read after the last call that changed something. */
  readonly pagesSinceWrite: ReadonlySet<number>
}

const WRITES = new Set([
  'move',
  'tow',
  'load',
  'winch_aboard',
  'unload',
  'inspect',
  'buy_pass',
  'reset_crane',
  'request_permit',
])

/** Refusals that say what has to be done first: they are news about the world, not trouble with a tool. */
const NEWS =
  /no lift left|has to be inspected|needs a pass|needs a permit|is closed|is not (at|in the hold|released)|hold already has|No channel leads|too shallow/

/**
 * What a policy has tried and met so far, read from the messages alone.
 *
 * @param factsOf what a message tells, or the same remembered
 */
export function historyOf(
  messages: readonly Message[],
  surface: Surface,
  factsOf: (message: Message) => readonly Fact[],
): History {
  const failures = new Map<string, number>()
  const toolFailures = new Map<string, number>()
  const pages = new Set<number>()
  const calls = new Map<string, WorldCall>()
  let turns = 0
  let last: History['last']
  for (const message of messages) {
    if (message.role === 'assistant') {
      turns += 1
      for (const call of message.calls) calls.set(call.id, call)
    }
    if (message.role !== 'tool') continue
    const call = calls.get(message.callId)
    if (call === undefined) continue
    const known = surface.known(call.name) ?? call.name
    const facts = factsOf(message)
    const of = { key: `${known} ${JSON.stringify(Object.values(call.arguments))}`, known, facts }
    note(of, message, failures, toolFailures)
    if (WRITES.has(known)) pages.clear()
    else for (const fact of facts) if (fact.kind === 'page') pages.add(fact.page)
    last = { call, isError: message.isError, text: message.text }
  }
  return { turns, failures, toolFailures, last, pagesSinceWrite: pages }
}

function note(
  of: { readonly key: string; readonly known: string; readonly facts: readonly Fact[] },
  message: Extract<Message, { role: 'tool' }>,
  failures: Map<string, number>,
  toolFailures: Map<string, number>,
): void {
  const isNews = message.isError && NEWS.test(message.text)
  const isTrouble = message.isError ? !isNews : message.text.trim() === '' || of.facts.length === 0
  if (isTrouble) {
    failures.set(of.key, (failures.get(of.key) ?? 0) + 1)
    toolFailures.set(of.known, (toolFailures.get(of.known) ?? 0) + 1)
  } else if (!isNews) {
    failures.delete(of.key)
    toolFailures.delete(of.known)
  }
}
