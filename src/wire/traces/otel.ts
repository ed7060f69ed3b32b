import { RecordError } from '../../domain/index.js'
import { asObject, badValue, type Place } from '../place.js'
import type { SessionDraft } from './draft.js'
import { sessionsFrom, type TraceNode } from './nodes.js'
import { attributesOf } from './otel-attributes.js'
import { askOf, toolOf } from './otel-contents.js'
import { amountIn, type Fields, firstOf, listOf, wordOf } from './values.js'

/** A span with its attributes and those of its events. */
export interface OtelSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Fields
  /** Of the service that sent it. */
  readonly resource: Fields
  readonly events: readonly { readonly name: string; readonly attributes: Fields }[]
  readonly isError: boolean
}

/** True for a document that a collector or an exporter writes. */
export function isOtel(value: unknown): boolean {
  const object = asObject(value)
  return object !== undefined && Array.isArray(firstOf(object, 'resourceSpans', 'resource_spans'))
}

/**
 * Spans of one document of OTLP JSON.
 *
 * @throws RecordError with the path of what is not of that form
 */
export function readOtelSpans(value: unknown, place: Place): OtelSpan[] {
  const object = asObject(value)
  if (object === undefined || !isOtel(value)) {
    throw new RecordError(place.file, place.at, 'without resourceSpans', 'OTLP JSON with resourceSpans')
  }
  return listOf(firstOf(object, 'resourceSpans', 'resource_spans')).flatMap((entry, outer) => {
    const at = (path: string): Place => ({ file: place.file, at: `${place.at} resourceSpans[${outer}]${path}`.trim() })
    const group = asObject(entry) ?? {}
    const resource = attributesOf(asObject(group.resource)?.attributes, at('.resource'))
    const scopes = listOf(firstOf(group, 'scopeSpans', 'scope_spans', 'instrumentationLibrarySpans'))
    return scopes.flatMap((scope, middle) =>
      listOf(asObject(scope)?.spans).map((span, inner) =>
        spanOf(span, resource, at(`.scopeSpans[${middle}].spans[${inner}]`)),
      ),
    )
  })
}

function spanOf(value: unknown, resource: Fields, place: Place): OtelSpan {
  const span = asObject(value)
  if (span === undefined) throw badValue(place, value, 'a span')
  const [traceId, spanId] = [wordOf(firstOf(span, 'traceId', 'trace_id')), wordOf(firstOf(span, 'spanId', 'span_id'))]
  if (traceId === undefined || spanId === undefined) {
    throw badValue(place, { traceId, spanId }, 'a span with traceId and spanId')
  }
  const startMs = millisecondsOf(firstOf(span, 'startTimeUnixNano', 'start_time_unix_nano'))
  if (startMs === undefined)
    throw badValue({ ...place, at: `${place.at}.startTimeUnixNano` }, span.startTimeUnixNano, 'a time in nanoseconds')
  const parent = wordOf(firstOf(span, 'parentSpanId', 'parent_span_id'))
  const status = firstOf(asObject(span.status) ?? {}, 'code')
  return {
    traceId,
    spanId,
    ...(parent !== undefined && { parentSpanId: parent }),
    name: wordOf(span.name) ?? '',
    startMs,
    endMs: millisecondsOf(firstOf(span, 'endTimeUnixNano', 'end_time_unix_nano')) ?? startMs,
    attributes: attributesOf(span.attributes, place),
    resource,
    events: listOf(span.events).flatMap((entry) => {
      const event = asObject(entry)
      const attributes = attributesOf(event?.attributes, place)
      return event === undefined
        ? []
        : [{ name: wordOf(attributes['event.name']) ?? wordOf(event.name) ?? '', attributes }]
    }),
    isError: status === 2 || status === 'STATUS_CODE_ERROR',
  }
}

function millisecondsOf(nanoseconds: unknown): number | undefined {
  const amount = amountIn(nanoseconds)
  return amount === undefined ? undefined : amount / 1e6
}

/**
 * Sessions of OpenTelemetry GenAI spans, under the names of today and of before. One session for each conversation, or
 * for each trace where no conversation is named.
 */
export function otelSessions(spans: readonly OtelSpan[]): SessionDraft[] {
  const conversations = new Map<string, string>()
  for (const { traceId, attributes } of spans) {
    const named = wordOf(firstOf(attributes, 'gen_ai.conversation.id', 'session.id'))
    if (named !== undefined && !conversations.has(traceId)) conversations.set(traceId, named)
  }
  return sessionsFrom(
    spans.map((span) => nodeOf(span, conversations.get(span.traceId) ?? span.traceId)),
    'otel',
  )
}

/** Operations in which a model is asked. */
const ASKS = ['chat', 'text_completion', 'generate_content', 'completion']

function nodeOf(span: OtelSpan, session: string): TraceNode {
  const { attributes, resource } = span
  const operation = wordOf(firstOf(attributes, 'gen_ai.operation.name', 'llm.request.type'))?.toLowerCase()
  const legacy = wordOf(firstOf(attributes, 'ai.operationId', 'traceloop.span.kind'))?.toLowerCase()
  const isTool = operation === 'execute_tool' || legacy === 'ai.toolcall' || legacy === 'tool'
  const isAsk = !isTool && (ASKS.some((known) => known === operation) || isAnswered(attributes))
  const agent = wordOf(firstOf(attributes, 'gen_ai.agent.name')) ?? wordOf(resource['service.name'])
  const task = wordOf(firstOf(attributes, 'leadline.task', 'task.id'))
  return {
    id: `${span.traceId}/${span.spanId}`,
    ...(span.parentSpanId !== undefined && { parent: `${span.traceId}/${span.parentSpanId}` }),
    session,
    kind: isTool ? 'tool' : isAsk ? 'model' : 'other',
    startMs: span.startMs,
    endMs: span.endMs,
    ...(isAsk && { ask: askOf(span) }),
    ...(isTool && { call: toolOf(span) }),
    ...(agent !== undefined && { agent }),
    ...(task !== undefined && { task }),
    scores: scoresOf(span),
  }
}

/** An ask of a recorder that names no operation: it has a model and what the model used. */
function isAnswered(attributes: Fields): boolean {
  if (wordOf(attributes['gen_ai.operation.name']) !== undefined) return false
  const model = firstOf(attributes, 'gen_ai.request.model', 'gen_ai.response.model')
  return model !== undefined && firstOf(attributes, 'gen_ai.system', 'gen_ai.provider.name') !== undefined
}

/** Evaluations stand on spans of their own, or on events of the span that they judge. */
function scoresOf({ attributes, events }: OtelSpan): NonNullable<TraceNode['scores']> {
  const held = [
    attributes,
    ...events.filter(({ name }) => name.startsWith('gen_ai.evaluation')).map((event) => event.attributes),
  ]
  return Object.fromEntries(
    held.flatMap((fields): [string, string | number][] => {
      const name = wordOf(fields['gen_ai.evaluation.name'])
      const value = amountIn(fields['gen_ai.evaluation.score.value'])
      const said = value ?? wordOf(fields['gen_ai.evaluation.score.label'])
      return name === undefined || said === undefined ? [] : [[name, said]]
    }),
  )
}
