import type { JsonObject, SessionStep } from '../../domain/index.js'
import type { ChatTurn, TurnResult } from './chat-turns.js'
import { sessionCall, type TraceNode } from './nodes.js'

/** A step while its calls are still looking for their results. */
interface OpenStep {
  readonly operator: readonly string[]
  readonly text: string
  readonly reasoning: string
  readonly calls: OpenCall[]
  readonly ask: TraceNode['ask']
}

interface OpenCall {
  readonly id: string | undefined
  readonly name: string
  arguments: JsonObject | undefined
  result: string | undefined
  isError: boolean | undefined
  /** Whether a span of its own has told about it. */
  isSeen: boolean
}

/** Steps so far, and their calls by id. */
interface Fold {
  readonly steps: OpenStep[]
  readonly byId: Map<string, OpenCall>
}

/**
 * The steps of a session: one for each ask, with the calls of its answer. Results come from the spans of the tools or,
 * where there are none, from the conversation that the next ask was shown. Calls that no answer holds (a recorder that
 * keeps no contents) belong to the ask before them.
 */
export function stepsOf(asks: readonly TraceNode[], tools: readonly TraceNode[]): SessionStep[] {
  const fold: Fold = { steps: [], byId: new Map() }
  for (const node of [...asks, ...tools].sort((a, b) => a.startMs - b.startMs)) {
    if (node.kind === 'model') openStep(node, fold)
    else placeCall(node, fold)
  }
  return fold.steps.map(closed)
}

function openStep({ ask }: TraceNode, fold: Fold): void {
  const { inputs = [], outputs = [] } = ask ?? {}
  for (const { results } of inputs) for (const result of results) fillResult(result, fold)
  const texts = outputs.flatMap(({ text }) => (text === '' ? [] : text))
  const calls = outputs.flatMap((turn) =>
    turn.calls.map(({ id, name, arguments: given }): OpenCall => {
      return { id, name, arguments: given, result: undefined, isError: undefined, isSeen: false }
    }),
  )
  for (const call of calls) if (call.id !== undefined) fold.byId.set(call.id, call)
  fold.steps.push({
    operator: newOperatorWords(inputs, fold.steps.length === 0),
    text: texts.join('\n'),
    reasoning: outputs.flatMap((turn) => turn.reasoning ?? []).join('\n'),
    calls,
    ask,
  })
}

/** What the operator said since the last answer: what stands before it was there for the ask before. */
function newOperatorWords(inputs: readonly ChatTurn[], isFirst: boolean): string[] {
  const from = isFirst ? 0 : inputs.findLastIndex(({ role }) => role === 'assistant') + 1
  return inputs.slice(from).flatMap(({ role, text }) => (role === 'user' && text !== '' ? [text] : []))
}

function fillResult({ id, text, isError }: TurnResult, { byId }: Fold): void {
  const call = id === undefined ? undefined : byId.get(id)
  if (call === undefined) return
  call.result ??= text
  call.isError ??= isError
}

function placeCall({ call }: TraceNode, fold: Fold): void {
  if (call === undefined) return
  const last = fold.steps.at(-1)
  const named = call.id === undefined ? undefined : fold.byId.get(call.id)
  const twin = named?.isSeen === false ? named : last?.calls.find(({ name, isSeen }) => name === call.name && !isSeen)
  if (twin !== undefined) {
    twin.isSeen = true
    twin.arguments ??= call.arguments
    twin.result ??= call.result
    twin.isError ??= call.isError
    return
  }
  const { id, name, arguments: given, result, isError } = call
  const own: OpenCall = { id, name, arguments: given, result, isError, isSeen: true }
  if (last === undefined) fold.steps.push({ operator: [], text: '', reasoning: '', calls: [own], ask: undefined })
  else last.calls.push(own)
}

function closed({ operator, text, reasoning, calls, ask }: OpenStep, index: number): SessionStep {
  return {
    index,
    operator,
    text,
    ...(reasoning !== '' && { reasoning }),
    calls: calls.map(({ isSeen: _, ...call }, place) =>
      sessionCall({ ...call, id: call.id ?? `call-${index}-${place}` }),
    ),
    ...(ask?.tokens !== undefined && { tokens: ask.tokens }),
    ...(ask?.costUsd !== undefined && { costUsd: ask.costUsd }),
  }
}
