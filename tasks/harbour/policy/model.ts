import { type Answer, type Ask, type Message, type Model, seedOf, type ToolOffer, type WorldCall } from 'leadline'
import type { Fact } from '../observation.js'
import { believe, factsOf } from './belief.js'
import { type History, historyOf } from './history.js'
import { finish, nextCall } from './next-call.js'
import { remembering } from './remembering.js'
import { OLD_SURFACE, recognise, type Surface } from './surface.js'

/** What is planted in a policy model. */
export interface Defects {
  /** Chance at each step to lose the thread for good, by the number of the step from 0; in [0, 1]. */
  readonly hazard: (step: number) => number
  /** What losing the thread looks like; `claims` as a share: so often it stops with a false claim, else by giving up. */
  readonly derails: 'stops' | 'loops' | 'claims' | { readonly claims: number }
  /** What it does about a change. */
  readonly onChange: 'adapts' | 'force-fits' | 'loops' | 'regenerates' | 'claims'
}

/** Text of a turn that has lost the thread; the model reads it in its own past and stays lost. */
const LOST = 'Let me look again.'
/** Text of the turn after which it has forgotten everything before. */
const RESTART = 'Starting again from the beginning.'
/** Unchanged tries of a refused call before a model that forces its plan gives up and claims success. */
const FORCED_TRIES = 5

/**
 * A model of known truth: rebuilds its belief from the messages, plans as the harbour's own planner would, and shows
 * the planted defects. Stateless and deterministic: equal asks get equal answers in any process.
 */
export function createPolicyModel(defects: Defects): Model {
  const reading = readingOnce()
  return {
    ask: async (ask) => {
      ask.signal.throwIfAborted()
      return withUsage(decide(ask, defects, reading), ask, reading)
    },
  }
}

/** How messages and tools are read. */
interface Reading {
  facts(message: Message): readonly Fact[]
  length(message: Message): number
  surface(offers: readonly ToolOffer[]): Surface
}

/** Reads each message and each list of tools once: what they say never changes. */
function readingOnce(): Reading {
  return { facts: remembering(factsOf), length: remembering(lengthOf), surface: remembering(recognise) }
}

type Turn = { readonly text: string; readonly call: WorldCall }

function decide(ask: Ask, defects: Defects, reading: Reading): Turn {
  const reads = defects.onChange !== 'force-fits' && defects.onChange !== 'loops' && defects.onChange !== 'claims'
  const surface = reads ? reading.surface(ask.tools) : OLD_SURFACE
  const history = historyOf(ask.messages, surface, reading.facts)
  const lost = lostTurn(ask, defects, history)
  if (lost !== undefined) return lost
  const trouble = troubleTurn(ask, defects, history)
  if (trouble !== undefined) return trouble
  const remembered = memoryOf(ask.messages)
  const { call } = nextCall({
    messages: remembered,
    belief: believe(remembered, { heedsOrders: reads, factsOf: reading.facts }),
    surface,
    history: remembered === ask.messages ? history : historyOf(remembered, surface, reading.facts),
  })
  return { text: '', call: call.name === 'finish' ? call : surface.write(call) }
}

/** Once lost, always lost: the mark stands in its own messages. */
function lostTurn(ask: Ask, { hazard, derails }: Defects, { turns }: History): Turn | undefined {
  const wasLost = ask.messages.some((message) => message.role === 'assistant' && message.text === LOST)
  const isLost = wasLost || seedOf(`hazard/${ask.seed}`) / 2 ** 32 < hazard(turns)
  if (!isLost) return undefined
  if (derails === 'loops') return { text: LOST, call: { name: 'look', arguments: {} } }
  const share = typeof derails === 'object' ? derails.claims : derails === 'claims' ? 1 : 0
  return { text: LOST, call: finish(seedOf(`claim/${ask.seed}`) / 2 ** 32 < share ? 'done' : 'gave-up') }
}

/** What the planted reaction to a refusal or a change makes of this turn; undefined where it goes on as usual. */
function troubleTurn(ask: Ask, { onChange }: Defects, { last, failures }: History): Turn | undefined {
  if (onChange === 'adapts') return undefined
  const worst = Math.max(0, ...failures.values())
  if (onChange === 'regenerates') {
    const restarted = restartedTurn(ask.messages)
    if (restarted !== 'not-yet') return restarted
    const wasTold = ask.messages.filter(({ role }) => role === 'user').length > 1
    const isNews = wasTold || worst > 0 || (last?.isError === true && /is closed\.$/.test(last.text))
    return isNews ? { text: RESTART, call: { name: 'chart', arguments: {} } } : undefined
  }
  if (last?.isError !== true || worst === 0) return undefined
  if (onChange === 'loops') return { text: '', call: { name: last.call.name, arguments: last.call.arguments } }
  if (onChange === 'claims') return { text: '', call: finish('done') }
  if (worst >= FORCED_TRIES) return { text: '', call: finish('done') }
  return { text: '', call: { name: last.call.name, arguments: last.call.arguments } }
}

/** Once started again, its own earlier calls one after another, whatever they now come to; undefined when all are made. */
function restartedTurn(messages: readonly Message[]): Turn | undefined | 'not-yet' {
  const turns = messages.flatMap((message) => (message.role === 'assistant' ? [message] : []))
  const place = turns.findIndex(({ text }) => text === RESTART)
  if (place < 0) return 'not-yet'
  const since = turns.length - place
  const call = since < place ? turns[since]?.calls[0] : undefined
  return call === undefined ? undefined : { text: '', call: { name: call.name, arguments: call.arguments } }
}

/** After a restart, only the standing rules, the goal and what came since. */
function memoryOf(messages: readonly Message[]): readonly Message[] {
  const place = messages.findLastIndex((message) => message.role === 'assistant' && message.text === RESTART)
  if (place < 0) return messages
  const orders = messages.slice(2, place).filter(({ role }) => role === 'user')
  return [...messages.slice(0, 2), ...orders, ...messages.slice(place)]
}

function lengthOf(message: Message): number {
  return message.role === 'assistant' ? JSON.stringify(message.calls).length : message.text.length
}

/** Usage as a tokeniser would roughly count it: four characters a token. */
function withUsage({ text, call }: Turn, ask: Ask, reading: Reading): Answer {
  const turns = ask.messages.filter(({ role }) => role === 'assistant').length
  const characters = ask.messages.reduce((sum, message) => sum + reading.length(message), 0)
  return {
    text,
    calls: [{ id: `call-${turns}`, name: call.name, arguments: call.arguments }],
    stop: 'calls',
    usage: { inputTokens: Math.ceil(characters / 4), outputTokens: Math.ceil((text.length + 60) / 4) },
  }
}
