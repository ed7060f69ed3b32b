import type { Usage } from '../../domain/index.js'
import { asObject, badValue, type Place } from '../place.js'
import { type ChatTurn, chatTurns } from './chat-turns.js'
import type { SessionDraft } from './draft.js'
import { sessionsFrom, type TraceNode } from './nodes.js'
import {
  amountIn,
  argumentsIn,
  type Fields,
  firstOf,
  listOf,
  textIn,
  timeIn,
  tokensIn,
  tokenUse,
  unpacked,
  wordOf,
} from './values.js'

const TYPES = ['llm', 'chain', 'tool', 'retriever', 'embedding', 'prompt', 'parser', 'agent']

/** True for a run of LangSmith. */
export function isLangsmith(value: unknown): boolean {
  const object = asObject(value)
  return object !== undefined && TYPES.some((type) => type === object.run_type) && wordOf(object.id) !== undefined
}

/** A run with the thread that it names, if any. */
export interface LangsmithRun {
  /** Its session is the trace. */
  readonly node: TraceNode
  readonly thread?: string
}

/**
 * One exported run and those it holds.
 *
 * @throws RecordError where it is no run
 */
export function readLangsmith(value: unknown, place: Place): LangsmithRun[] {
  const run = asObject(value)
  if (run === undefined || !isLangsmith(run)) throw badValue(place, value, 'a run of LangSmith with id and run_type')
  const children = listOf(run.child_runs).flatMap((child, index) =>
    readLangsmith(child, { ...place, at: `${place.at} child_runs[${index}]`.trim() }),
  )
  const thread = wordOf(firstOf(metadataOf(run), 'thread_id', 'conversation_id', 'session_id'))
  return [{ node: nodeOf(run, place), ...(thread !== undefined && { thread }) }, ...children]
}

/**
 * Sessions of runs that may come from several files: one for each thread, or for each trace where there is none. The
 * thread may stand on the root alone.
 */
export function langsmithSessions(runs: readonly LangsmithRun[]): SessionDraft[] {
  const threads = new Map<string, string>()
  for (const { node, thread } of runs) {
    if (thread !== undefined && !threads.has(node.session)) threads.set(node.session, thread)
  }
  const nodes = runs.map(({ node }) => ({ ...node, session: threads.get(node.session) ?? node.session }))
  return sessionsFrom(nodes, 'langsmith')
}

function metadataOf(run: Fields): Fields {
  return asObject(unpacked(firstOf(asObject(unpacked(run.extra)) ?? {}, 'metadata'))) ?? {}
}

function nodeOf(run: Fields, place: Place): TraceNode {
  const [id, parent] = [wordOf(run.id), wordOf(run.parent_run_id)]
  const startMs = timeIn(run.start_time)
  if (id === undefined || startMs === undefined)
    throw badValue({ ...place, at: `${place.at} start_time`.trim() }, run.start_time, 'a time')
  const endMs = timeIn(run.end_time)
  const metadata = metadataOf(run)
  const isRoot = parent === undefined
  const task = wordOf(firstOf(run, 'reference_example_id')) ?? wordOf(firstOf(metadata, 'task', 'task_id'))
  const family = isRoot ? wordOf(run.name) : undefined
  const isAsk = run.run_type === 'llm'
  const isTool = run.run_type === 'tool'
  return {
    id,
    ...(parent !== undefined && { parent }),
    session: wordOf(run.trace_id) ?? id,
    kind: isAsk ? 'model' : isTool ? 'tool' : 'other',
    startMs,
    ...(endMs !== undefined && { endMs }),
    ...(isAsk && { ask: askOf(run, metadata) }),
    ...(isTool && { call: callOf(run) }),
    ...(task !== undefined && { task }),
    ...(family !== undefined && { family }),
    scores: feedbackOf(run),
  }
}

function askOf(run: Fields, metadata: Fields): NonNullable<TraceNode['ask']> {
  const invocation = asObject(unpacked(firstOf(asObject(unpacked(run.extra)) ?? {}, 'invocation_params'))) ?? {}
  const model = wordOf(firstOf(metadata, 'ls_model_name')) ?? wordOf(firstOf(invocation, 'model', 'model_name'))
  const host = wordOf(metadata.ls_provider)
  const outputs = answersOf(unpacked(run.outputs))
  const tokens = tokensOf(run, metadata)
  const costUsd = amountIn(run.total_cost)
  return {
    ...(model !== undefined && { model }),
    ...(host !== undefined && { host }),
    inputs: chatTurns(run.inputs),
    outputs,
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
  }
}

/** The first of the generations: a run has asked once, for one or more answers. */
function answersOf(outputs: unknown): ChatTurn[] {
  const object = asObject(outputs)
  const generations = listOf(object?.generations).flat()
  const [first] = generations.length > 0 ? generations : [outputs]
  return chatTurns(asObject(asObject(first)?.message) ?? first)
}

/** Input tokens include those of a cache here. */
function tokensOf(run: Fields, metadata: Fields): Usage | undefined {
  const outputs = asObject(unpacked(run.outputs)) ?? {}
  const used = asObject(firstOf(outputs, 'usage_metadata')) ?? asObject(firstOf(metadata, 'usage_metadata')) ?? {}
  const [read, written] = [
    { ...asObject(run.prompt_token_details), ...asObject(used.input_token_details) },
    { ...asObject(run.completion_token_details), ...asObject(used.output_token_details) },
  ]
  return tokenUse({
    inputTokens: tokensIn(firstOf(run, 'prompt_tokens')) ?? tokensIn(used.input_tokens),
    cacheReadTokens: tokensIn(firstOf(read, 'cache_read')),
    cacheWriteTokens: tokensIn(firstOf(read, 'cache_creation')),
    outputTokens: tokensIn(firstOf(run, 'completion_tokens')) ?? tokensIn(used.output_tokens),
    reasoningTokens: tokensIn(firstOf(written, 'reasoning')),
  })
}

function callOf(run: Fields): NonNullable<TraceNode['call']> {
  const inputs = asObject(unpacked(run.inputs)) ?? {}
  const outputs = asObject(unpacked(run.outputs)) ?? {}
  const isOne = Object.keys(inputs).length === 1
  const given = argumentsIn((isOne ? asObject(unpacked(inputs.input)) : undefined) ?? inputs)
  const output = unpacked(firstOf(outputs, 'output'))
  const message = asObject(output)
  const inner = asObject(message?.kwargs) ?? message ?? {}
  const id = wordOf(firstOf(inner, 'tool_call_id')) ?? wordOf(asObject(unpacked(run.extra))?.tool_call_id)
  const error = wordOf(run.error)
  const result =
    error ??
    textIn(
      firstOf(inner, 'content') ??
        firstOf(outputs, 'output') ??
        (Object.keys(outputs).length > 0 ? outputs : undefined),
    )
  return {
    ...(id !== undefined && { id }),
    name: wordOf(run.name) ?? 'unnamed tool',
    ...(given !== undefined && { arguments: given }),
    ...(result !== undefined && { result }),
    isError: error !== undefined || run.status === 'error' || inner.status === 'error',
  }
}

/** Feedback comes as means over how often it was given. */
function feedbackOf(run: Fields): NonNullable<TraceNode['scores']> {
  const stats = asObject(unpacked(run.feedback_stats)) ?? {}
  return Object.fromEntries(
    Object.entries(stats).flatMap(([name, entry]): [string, number][] => {
      const average = amountIn(asObject(entry)?.avg)
      return average === undefined ? [] : [[name, average]]
    }),
  )
}
