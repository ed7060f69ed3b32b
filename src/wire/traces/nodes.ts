import type { JsonObject, SessionCall, SessionFormat, System, Usage } from '../../domain/index.js'
import type { ChatTurn } from './chat-turns.js'
import type { SessionDraft } from './draft.js'
import { stepsOf } from './node-steps.js'
import { sumCost, sumTokens } from './values.js'

/** One span of a trace, whichever tracer wrote it. */
export interface TraceNode {
  readonly id: string
  readonly parent?: string
  /** Spans of one session share it. */
  readonly session: string
  /** `model`: an ask; `tool`: a call; `other`: what holds them together. */
  readonly kind: 'model' | 'tool' | 'other'
  /** Milliseconds since 1970. */
  readonly startMs: number
  readonly endMs?: number
  /** Of an ask. */
  readonly ask?: {
    readonly model?: string
    readonly host?: string
    /** The conversation that the model was shown, where it is recorded. */
    readonly inputs: readonly ChatTurn[]
    /** What it answered. */
    readonly outputs: readonly ChatTurn[]
    readonly tokens?: Usage
    readonly costUsd?: number
  }
  /** Of a call. */
  readonly call?: {
    readonly id?: string
    readonly name: string
    readonly arguments?: JsonObject
    readonly result?: string
    readonly isError?: boolean
  }
  readonly agent?: string
  /** What the source names the work, such as a task or the name of the trace. */
  readonly task?: string
  readonly family?: string
  readonly scores?: Readonly<Record<string, string | number | boolean>>
}

/** Names under which sources speak of success; any other score needs the user's word. */
export const SUCCESS_NAMES = [
  'success',
  'task_success',
  'solved',
  'resolved',
  'passed',
  'pass',
  'correct',
  'correctness',
  'reward',
  'completed',
]

/**
 * Sessions from spans, in order of their first moment. Asks within an ask are the same ask seen twice, and asks within a
 * call belong to a sub-agent: they make no step, but their tokens and cost count.
 */
export function sessionsFrom(nodes: readonly TraceNode[], format: SessionFormat): SessionDraft[] {
  const groups = Map.groupBy(nodes, ({ session }) => session)
  return [...groups]
    .map(([id, own]) => ({ id, own: inTime(own) }))
    .sort((a, b) => (a.own[0]?.startMs ?? 0) - (b.own[0]?.startMs ?? 0))
    .flatMap(({ id, own }) => {
      const draft = draftOf(id, own, format)
      return draft === undefined ? [] : [draft]
    })
}

function inTime(nodes: readonly TraceNode[]): TraceNode[] {
  return [...nodes].sort((a, b) => a.startMs - b.startMs || (a.endMs ?? a.startMs) - (b.endMs ?? b.startMs))
}

function draftOf(id: string, nodes: readonly TraceNode[], format: SessionFormat): SessionDraft | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const asks = leafAsks(nodes, byId)
  const tools = nodes.filter(({ kind }) => kind === 'tool')
  if (asks.length === 0 && tools.length === 0) return undefined
  const isMain = (node: TraceNode) => !ancestors(node, byId).some(({ kind }) => kind === 'tool')
  const steps = stepsOf(asks.filter(isMain), tools.filter(isMain))
  const [first] = nodes
  const last = Math.max(...nodes.map(({ startMs, endMs }) => endMs ?? startMs))
  const [task, family] = [firstSaid(nodes, 'task'), firstSaid(nodes, 'family')]
  const tokens = sumTokens(asks.map(({ ask }) => ask?.tokens))
  const costUsd = sumCost(asks.map(({ ask }) => ask?.costUsd))
  return {
    id,
    format,
    system: systemOf(asks, nodes),
    task: task ?? id,
    ...(family !== undefined && { family }),
    ...(first !== undefined && { startedAt: new Date(first.startMs).toISOString() }),
    ...(first !== undefined && { seconds: Math.max(0, (last - first.startMs) / 1000) }),
    steps,
    claim: 'unknown',
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
    scores: Object.assign({}, ...nodes.map(({ scores }) => scores ?? {})),
    successNames: SUCCESS_NAMES,
  }
}

/** Asks that hold no other ask: a wrapper around an ask is not a second one. */
function leafAsks(nodes: readonly TraceNode[], byId: ReadonlyMap<string, TraceNode>): TraceNode[] {
  const asks = nodes.filter(({ kind }) => kind === 'model')
  const wrappers = new Set(asks.flatMap((ask) => ancestors(ask, byId).filter(({ kind }) => kind === 'model')))
  return asks.filter((ask) => !wrappers.has(ask))
}

/** Nearest first; a circle of parents ends where it began. */
function ancestors(node: TraceNode, byId: ReadonlyMap<string, TraceNode>): TraceNode[] {
  const found: TraceNode[] = []
  let parent = node.parent === undefined ? undefined : byId.get(node.parent)
  while (parent !== undefined && parent !== node && !found.includes(parent)) {
    found.push(parent)
    parent = parent.parent === undefined ? undefined : byId.get(parent.parent)
  }
  return found
}

function firstSaid(nodes: readonly TraceNode[], field: 'task' | 'family' | 'agent'): string | undefined {
  return nodes.find((node) => node[field] !== undefined)?.[field]
}

/** Several models in one session are one system, named by all of them: nobody can buy a part of it. */
function systemOf(asks: readonly TraceNode[], nodes: readonly TraceNode[]): System {
  const named = (field: 'model' | 'host') => [...new Set(asks.flatMap(({ ask }) => ask?.[field] ?? []))].sort()
  const [models, hosts] = [named('model'), named('host')]
  const agent = firstSaid(nodes, 'agent')
  return {
    model: models.length === 0 ? 'unnamed model' : models.join(' + '),
    ...(hosts.length > 0 && { host: hosts.join(' + ') }),
    ...(agent !== undefined && { agent }),
  }
}

/** A call with what is known of it. */
export function sessionCall(call: {
  readonly id: string
  readonly name: string
  readonly arguments: JsonObject | undefined
  readonly result: string | undefined
  readonly isError: boolean | undefined
}): SessionCall {
  const { id, name, arguments: given, result, isError } = call
  return {
    id,
    name,
    ...(given !== undefined && { arguments: given }),
    ...(result !== undefined && { result }),
    ...(isError !== undefined && { isError }),
  }
}
