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

/** One row of an export: a trace, an observation or a score, told by the fields it has. */
export interface LangfuseRow {
  readonly kind: 'trace' | 'observation' | 'score'
  readonly fields: Fields
  readonly place: Place
}

const TYPES = [
  'GENERATION',
  'SPAN',
  'EVENT',
  'TOOL',
  'AGENT',
  'CHAIN',
  'RETRIEVER',
  'EVALUATOR',
  'EMBEDDING',
  'GUARDRAIL',
]

/** True for a row that has the fields of one. */
export function isLangfuse(value: unknown): boolean {
  const object = asObject(value)
  return object !== undefined && kindOf(object) !== undefined
}

function kindOf(object: Fields): LangfuseRow['kind'] | undefined {
  if (TYPES.some((type) => type === object.type) && firstOf(object, 'traceId', 'trace_id') !== undefined)
    return 'observation'
  const isScore =
    firstOf(object, 'dataType', 'data_type', 'stringValue', 'string_value') !== undefined || 'value' in object
  if (
    isScore &&
    wordOf(object.name) !== undefined &&
    firstOf(object, 'traceId', 'trace_id', 'sessionId', 'session_id') !== undefined
  )
    return 'score'
  const isTrace = timeIn(object.timestamp) !== undefined || Array.isArray(object.observations)
  return isTrace && wordOf(object.id) !== undefined && object.resourceSpans === undefined ? 'trace' : undefined
}

/**
 * Rows of one exported value; a trace may hold its observations and scores.
 *
 * @throws RecordError where it is none of them
 */
export function readLangfuse(value: unknown, place: Place): LangfuseRow[] {
  const fields = asObject(value)
  const kind = fields === undefined ? undefined : kindOf(fields)
  if (fields === undefined || kind === undefined)
    throw badValue(place, value, 'a trace, an observation or a score of Langfuse')
  if (kind !== 'trace') return [{ kind, fields, place }]
  const traceId = wordOf(fields.id)
  const held = (name: string) =>
    listOf(fields[name]).flatMap((entry, index) => {
      const own = asObject(entry)
      return own === undefined
        ? []
        : readLangfuse({ traceId, ...own }, { ...place, at: `${place.at} ${name}[${index}]`.trim() })
    })
  return [{ kind, fields, place }, ...held('observations'), ...held('scores')]
}

/** Sessions of rows that may come from several files: one for each session id, or for each trace where there is none. */
export function langfuseSessions(rows: readonly LangfuseRow[]): SessionDraft[] {
  const traces = new Map(
    rows.flatMap((row) => (row.kind === 'trace' ? [[wordOf(row.fields.id) ?? '', row.fields] as const] : [])),
  )
  const sessionOf = (fields: Fields) => {
    const traceId = wordOf(firstOf(fields, 'traceId', 'trace_id')) ?? ''
    const trace = traces.get(traceId) ?? {}
    return (
      wordOf(firstOf(fields, 'sessionId', 'session_id')) ?? wordOf(firstOf(trace, 'sessionId', 'session_id')) ?? traceId
    )
  }
  const observations = rows.filter(({ kind }) => kind === 'observation')
  const scores = scoresBySession(rows, sessionOf)
  const seen = new Set<string>()
  const nodes = observations.map((row): TraceNode => {
    const session = sessionOf(row.fields)
    const trace = traces.get(wordOf(firstOf(row.fields, 'traceId', 'trace_id')) ?? '') ?? {}
    const isFirst = !seen.has(session)
    seen.add(session)
    return { ...nodeOf(row, session, trace), ...(isFirst && { scores: scores.get(session) ?? {} }) }
  })
  return sessionsFrom(nodes, 'langfuse')
}

function scoresBySession(rows: readonly LangfuseRow[], sessionOf: (fields: Fields) => string) {
  const found = new Map<string, Record<string, string | number | boolean>>()
  for (const { kind, fields } of rows) {
    const name = wordOf(fields.name)
    if (kind !== 'score' || name === undefined) continue
    const session = sessionOf(fields)
    const own = found.get(session) ?? {}
    found.set(session, own)
    const isBoolean = firstOf(fields, 'dataType', 'data_type') === 'BOOLEAN'
    const [number, word] = [amountIn(fields.value), wordOf(firstOf(fields, 'stringValue', 'string_value', 'value'))]
    if (isBoolean && number !== undefined) own[name] = number === 1
    else if (number !== undefined) own[name] = number
    else if (word !== undefined) own[name] = word
  }
  return found
}

function nodeOf({ fields, place }: LangfuseRow, session: string, trace: Fields): TraceNode {
  const [id, parent] = [wordOf(fields.id), wordOf(firstOf(fields, 'parentObservationId', 'parent_observation_id'))]
  const startMs = timeIn(firstOf(fields, 'startTime', 'start_time'))
  if (id === undefined || startMs === undefined) {
    throw badValue(
      place,
      { id: fields.id, startTime: firstOf(fields, 'startTime', 'start_time') },
      'an observation with id and startTime',
    )
  }
  const endMs = timeIn(firstOf(fields, 'endTime', 'end_time'))
  const isAsk = fields.type === 'GENERATION'
  const isTool = fields.type === 'TOOL'
  const family = wordOf(firstOf(fields, 'traceName', 'trace_name')) ?? wordOf(trace.name)
  const metadata = { ...metadataOf(trace.metadata), ...metadataOf(fields.metadata) }
  const task = wordOf(firstOf(metadata, 'task', 'task_id', 'datasetItemId', 'dataset_item_id'))
  return {
    id,
    ...(parent !== undefined && { parent }),
    session,
    kind: isAsk ? 'model' : isTool ? 'tool' : 'other',
    startMs,
    ...(endMs !== undefined && { endMs }),
    ...(isAsk && { ask: askOf(fields) }),
    ...(isTool && { call: callOf(fields) }),
    ...(family !== undefined && { family }),
    ...(task !== undefined && { task }),
  }
}

function metadataOf(value: unknown): Fields {
  return asObject(unpacked(value)) ?? {}
}

function askOf(fields: Fields): NonNullable<TraceNode['ask']> {
  const model = wordOf(firstOf(fields, 'providedModelName', 'provided_model_name', 'model'))
  const tokens = tokensOf(fields)
  const costs = asObject(unpacked(firstOf(fields, 'costDetails', 'cost_details'))) ?? {}
  const costUsd =
    amountIn(firstOf(costs, 'total')) ?? amountIn(firstOf(fields, 'totalCost', 'total_cost', 'calculatedTotalCost'))
  return {
    ...(model !== undefined && { model }),
    inputs: chatTurns(fields.input),
    outputs: answersOf(fields.output),
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
  }
}

/** An answer that is a text alone has no role. */
function answersOf(output: unknown): ChatTurn[] {
  const turns = chatTurns(output)
  if (turns.length > 0) return turns
  const object = asObject(unpacked(output))
  const text = wordOf(object === undefined ? output : firstOf(object, 'content', 'text', 'completion'))
  const calls = object === undefined ? [] : listOf(firstOf(object, 'tool_calls', 'toolCalls'))
  if (text === undefined && calls.length === 0) return []
  return chatTurns({ role: 'assistant', content: text ?? '', tool_calls: calls })
}

/**
 * Each kind of token is counted once in the details, so that the parts of the input are added; where the total says that
 * the input includes its cached part already, nothing is.
 */
function tokensOf(fields: Fields): Usage | undefined {
  const details = asObject(unpacked(firstOf(fields, 'usageDetails', 'usage_details'))) ?? {}
  const old = asObject(unpacked(fields.usage)) ?? {}
  const of = (...names: string[]) => tokensIn(firstOf(details, ...names))
  const input =
    of('input', 'input_tokens', 'prompt_tokens') ??
    tokensIn(firstOf(old, 'input', 'promptTokens')) ??
    tokensIn(fields.promptTokens)
  const output =
    of('output', 'output_tokens', 'completion_tokens') ??
    tokensIn(firstOf(old, 'output', 'completionTokens')) ??
    tokensIn(fields.completionTokens)
  const read = of('cache_read_input_tokens', 'input_cached_tokens', 'input_cache_read', 'input_cache_read_tokens')
  const write = of('cache_creation_input_tokens', 'input_cache_creation', 'input_cache_write')
  const isIncluded = input !== undefined && output !== undefined && of('total') === input + output
  const cached = isIncluded ? 0 : (read ?? 0) + (write ?? 0)
  const reasoning = of('output_reasoning_tokens', 'output_reasoning', 'reasoning_tokens')
  return tokenUse({
    inputTokens: input === undefined ? undefined : input + cached,
    cacheReadTokens: read,
    cacheWriteTokens: write,
    outputTokens: output === undefined ? undefined : output + (isIncluded ? 0 : (reasoning ?? 0)),
    reasoningTokens: reasoning,
  })
}

function callOf(fields: Fields): NonNullable<TraceNode['call']> {
  const metadata = metadataOf(fields.metadata)
  const id = wordOf(firstOf(metadata, 'tool_call_id', 'toolCallId'))
  const given = argumentsIn(fields.input)
  const result = textIn(fields.output)
  const isError = fields.level === 'ERROR'
  const said = isError ? (wordOf(firstOf(fields, 'statusMessage', 'status_message')) ?? result) : result
  return {
    ...(id !== undefined && { id }),
    name: wordOf(fields.name) ?? 'unnamed tool',
    ...(given !== undefined && { arguments: given }),
    ...(said !== undefined && { result: said }),
    isError,
  }
}
