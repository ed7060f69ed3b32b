import type { Story } from './story.js'
import { STORY_PACE, STORY_START } from './story.js'

/** One attribute of OTLP JSON; 64-bit numbers are texts there. */
export function attribute(key: string, value: string | number | boolean): object {
  if (typeof value === 'boolean') return { key, value: { boolValue: value } }
  if (typeof value === 'string') return { key, value: { stringValue: value } }
  return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } }
}

/** Names of attributes: as they are now, and as they were. */
type Naming = 'new' | 'old'

const nanos = (ms: number) => String(BigInt(ms) * 1_000_000n)

/** A span of OTLP JSON. */
export function aSpan(
  parts: { readonly trace: string; readonly span: string; readonly at: number; readonly parent?: string },
  attributes: readonly object[],
  more: object = {},
): object {
  const { trace, span, at, parent } = parts
  return {
    traceId: trace,
    spanId: span,
    ...(parent !== undefined && { parentSpanId: parent }),
    name: 'span',
    kind: 3,
    startTimeUnixNano: nanos(at),
    endTimeUnixNano: nanos(at + STORY_PACE / 2),
    attributes,
    ...more,
  }
}

/** The document that holds spans. */
export function otlp(spans: readonly object[]): object {
  const resource = { attributes: [attribute('service.name', 'desk')] }
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'tracer' }, spans }] }] }
}

/** A story as a recorder of spans leaves it. */
export function otelStory(story: Story, naming: Naming = 'new'): object {
  const trace = story.id
  let at = STORY_START
  const next = () => {
    const now = at
    at += STORY_PACE
    return now
  }
  const root = aSpan({ trace, span: 'root', at }, [
    attribute('gen_ai.operation.name', 'invoke_agent'),
    attribute('gen_ai.agent.name', 'desk'),
  ])
  const spans = story.steps.flatMap((step, index) => {
    const ask = aSpan({ trace, span: `ask-${index}`, at: next(), parent: 'root' }, askAttributes(story, index, naming))
    const tools = step.calls.map((call) =>
      aSpan(
        { trace, span: call.id, at: next(), parent: 'root' },
        [
          attribute('gen_ai.operation.name', 'execute_tool'),
          attribute('gen_ai.tool.name', call.name),
          attribute('gen_ai.tool.call.id', call.id),
          attribute('gen_ai.tool.call.result', call.result),
          ...(call.isError ? [attribute('error.type', 'table_missing')] : []),
        ],
        call.isError ? { status: { code: 2, message: call.result } } : {},
      ),
    )
    return [ask, ...tools]
  })
  const verdict = { trace, span: 'verdict', at: next(), parent: 'root' }
  const said =
    story.isSolved === undefined
      ? []
      : [
          aSpan(verdict, [
            attribute('gen_ai.evaluation.name', 'task_success'),
            attribute('gen_ai.evaluation.score.value', story.isSolved ? 1 : 0),
          ]),
        ]
  return otlp([root, ...spans, ...said])
}

function askAttributes(story: Story, index: number, naming: Naming): object[] {
  const { input, cached, output, costUsd } = story.steps[index] ?? { input: 0, cached: 0, output: 0, costUsd: 0 }
  const shared = [
    attribute('gen_ai.operation.name', 'chat'),
    attribute('gen_ai.request.model', story.model),
    attribute('gen_ai.usage.cost', costUsd),
    attribute('gen_ai.usage.cache_read.input_tokens', cached),
  ]
  if (naming === 'new') {
    return [
      ...shared,
      attribute('gen_ai.provider.name', 'acme'),
      attribute('gen_ai.usage.input_tokens', input),
      attribute('gen_ai.usage.output_tokens', output),
      attribute('gen_ai.input.messages', JSON.stringify(partMessages(story, index))),
      attribute('gen_ai.output.messages', JSON.stringify([answerInParts(story, index)])),
    ]
  }
  return [
    ...shared,
    attribute('gen_ai.system', 'acme'),
    attribute('gen_ai.usage.prompt_tokens', input),
    attribute('gen_ai.usage.completion_tokens', output),
    attribute('gen_ai.prompt.0.role', 'user'),
    attribute('gen_ai.prompt.0.content', story.goal),
    ...spelledAnswer(story, index),
  ]
}

function answerInParts(story: Story, index: number): object {
  const { says, calls } = story.steps[index] ?? { says: '', calls: [] }
  const parts = calls.map(({ id, name, arguments: given }) => ({ type: 'tool_call', id, name, arguments: given }))
  return { role: 'assistant', parts: [{ type: 'text', content: says }, ...parts], finish_reason: 'stop' }
}

function partMessages(story: Story, index: number): object[] {
  const before = story.steps.slice(0, index).flatMap(({ calls }, place) => [
    answerInParts(story, place),
    ...calls.map(({ id, result }) => ({
      role: 'tool',
      parts: [{ type: 'tool_call_response', id, response: result }],
    })),
  ])
  return [{ role: 'user', parts: [{ type: 'text', content: story.goal }] }, ...before]
}

/** Earlier messages stand in the prompt too; the answer is spelled out attribute by attribute. */
function spelledAnswer(story: Story, index: number): object[] {
  const { says, calls } = story.steps[index] ?? { says: '', calls: [] }
  const answers = index === 0 ? [] : [attribute('gen_ai.prompt.1.role', 'assistant')]
  return [
    ...answers,
    attribute('gen_ai.completion.0.role', 'assistant'),
    attribute('gen_ai.completion.0.content', says),
    ...calls.flatMap(({ id, name, arguments: given }, place) => [
      attribute(`gen_ai.completion.0.tool_calls.${place}.id`, id),
      attribute(`gen_ai.completion.0.tool_calls.${place}.name`, name),
      attribute(`gen_ai.completion.0.tool_calls.${place}.arguments`, JSON.stringify(given)),
    ]),
  ]
}
