import { describe, expect, test } from 'vitest'
import { anAsk, KEY, openAt } from '../../../test/support/open-provider.js'
import { type StreamedReply, withStream } from '../../../test/support/streaming-server.js'

/** An answer of each protocol in pieces: a thought, a text, two calls of which one has broken arguments, and the count. */
interface Spoken {
  /** All up to where the answer may be cut: without what ends it. */
  readonly begun: readonly object[]
  /** What ends it, with a reason to stop. */
  readonly ended: (reason: string) => readonly (object | string)[]
  /** The reason by which its vendor says that calls are made. */
  readonly reason: string
  /** Its own way of saying in the middle of an answer that it broke. */
  readonly broke: (code: string, message: string) => object
  readonly thought: string
}

const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) => ({
  id: 'c1',
  model: 'served',
  created: 1,
  choices: [{ index: 0, delta, finish_reason }],
  ...more,
})
const call = (index: number, id: string, name: string, text: string) => ({
  tool_calls: [{ index, id, type: 'function', function: { name, arguments: text } }],
})
const more = (index: number, text: string) => ({ tool_calls: [{ index, function: { arguments: text } }] })

const chat: Spoken = {
  begun: [
    chunk({ role: 'assistant', reasoning_content: 'First ' }),
    chunk({ reasoning_content: 'the sea.' }),
    chunk({ content: 'Look' }),
    chunk({ content: 'ing.' }),
    chunk(call(0, 'a', 'look', '{"at":')),
    chunk(more(0, '"sea"}')),
    chunk(call(1, 'b', 'move', '{"to": ')),
  ],
  ended: (reason) => [
    chunk({}, reason),
    { id: 'c1', model: 'served', created: 1, choices: [], usage: { prompt_tokens: 10, completion_tokens: 20 } },
    'data: [DONE]\n\n',
  ],
  reason: 'tool_calls',
  broke: (code, message) => ({ error: { message, code } }),
  thought: 'First the sea.',
}

const openaiChat: Spoken = { ...chat, thought: '' }

const messages: Spoken = {
  begun: [
    {
      type: 'message_start',
      message: {
        id: 'm1',
        type: 'message',
        role: 'assistant',
        model: 'served',
        content: [],
        stop_reason: null,
        usage: { input_tokens: 10, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'First the sea.' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'SIGNED' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Looking.' } },
    { type: 'content_block_stop', index: 1 },
    { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', id: 'a', name: 'look', input: {} } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{"at":"sea"}' } },
    { type: 'content_block_stop', index: 2 },
    { type: 'content_block_start', index: 3, content_block: { type: 'tool_use', id: 'b', name: 'move', input: {} } },
    { type: 'content_block_delta', index: 3, delta: { type: 'input_json_delta', partial_json: '{"to": ' } },
    { type: 'content_block_stop', index: 3 },
  ],
  ended: (reason) => [
    { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 20 } },
    { type: 'message_stop' },
  ],
  reason: 'tool_use',
  broke: (code, message) => ({ type: 'error', error: { type: code, message } }),
  thought: 'First the sea.',
}

const fc = (id: string, call_id: string, name: string, text: string) => ({
  id,
  type: 'function_call',
  call_id,
  name,
  arguments: text,
  status: 'completed',
})
const responses: Spoken = {
  begun: [
    { type: 'response.created', response: { id: 'r1', created_at: 1, model: 'served' } },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { id: 'm1', type: 'message', role: 'assistant', content: [] },
    },
    { type: 'response.output_text.delta', item_id: 'm1', delta: 'Looking.', output_index: 0, content_index: 0 },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: {
        id: 'm1',
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Looking.', annotations: [] }],
      },
    },
    ...[fc('f1', 'a', 'look', '{"at":"sea"}'), fc('f2', 'b', 'move', '{"to": ')].flatMap((item, place) => [
      { type: 'response.output_item.added', output_index: place + 1, item: { ...item, arguments: '' } },
      { type: 'response.output_item.done', output_index: place + 1, item },
    ]),
  ],
  ended: (reason) => [
    reason === 'completed'
      ? { type: 'response.completed', response: { usage: { input_tokens: 10, output_tokens: 20 } } }
      : {
          type: 'response.incomplete',
          response: { incomplete_details: { reason }, usage: { input_tokens: 10, output_tokens: 20 } },
        },
  ],
  reason: 'completed',
  broke: (code, message) => ({ type: 'error', sequence_number: 9, error: { type: code, code, message } }),
  thought: '',
}

const part = (parts: readonly object[], more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, ...more }],
})
const generate: Spoken = {
  begun: [
    part([{ text: 'First the sea.', thought: true }]),
    part([{ text: 'Looking.' }]),
    part([{ functionCall: { name: 'look', args: { at: 'sea' } } }, { functionCall: { name: 'move', args: {} } }]),
  ],
  ended: (finishReason) => [
    { ...part([], { finishReason }), usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 20 } },
  ],
  reason: 'STOP',
  broke: (status, message) => ({ error: { code: 503, message, status } }),
  thought: 'First the sea.',
}

const VENDORS = [
  ['server', chat, {}],
  ['openai:some', responses, {}],
  ['openai:some', openaiChat, { protocol: 'chat' }],
  ['anthropic:some', messages, {}],
  ['google:some', generate, {}],
] as const

type Case = (typeof VENDORS)[number]

/** Asks once with a stream. */
async function askOf([named, , spec]: Case, reply: StreamedReply, timeoutMs = 5_000) {
  return withStream(reply, async ({ url, bodies }) => {
    const settings = { maxOutputTokens: 4_000, stream: true }
    const own = named === 'server' ? { keyVariable: 'OPENAI_API_KEY' } : {}
    const model = await openAt(named, url, { settings, timeoutMs, ...own, ...spec })
    const answer = await model.ask(anAsk()).catch((error: unknown) => error)
    return { answer, bodies }
  })
}

describe.each(VENDORS.map((given) => [`${given[0]} ${Object.values(given[2]).join('')}`, given] as const))(
  'of %s',
  (_, given) => {
    const [named, spoken] = given
    const whole = [...spoken.begun, ...spoken.ended(spoken.reason)]

    test('an answer in pieces is the answer, with its calls, its thought, its count and its quota', async () => {
      const { answer, bodies } = await askOf(given, { events: whole })
      const isGoogle = named === 'google:some'
      expect(answer).toMatchObject({
        text: 'Looking.',
        stop: 'calls',
        calls: [
          { ...(!isGoogle && { id: 'a' }), name: 'look', arguments: { at: 'sea' } },
          { ...(!isGoogle && { id: 'b' }), name: 'move', arguments: isGoogle ? {} : { 'malformed-json': '{"to": ' } },
        ],
        usage: { inputTokens: 10, outputTokens: 20 },
        quota: { remainingRequests: 7 },
      })
      const { parts = [] } = answer as { readonly parts?: readonly { readonly kind: string; readonly text?: string }[] }
      expect(parts.filter(({ kind }) => kind === 'reasoning').map(({ text }) => text)).toEqual(
        spoken.thought === '' ? [] : [spoken.thought],
      )
      if (!isGoogle) expect(bodies[0]).toMatchObject({ stream: true })
    })

    test.each(['closed', 'torn'] as const)(
      'one that is %s is never taken for an answer, wherever it is cut',
      async (end) => {
        for (let events = 0; events <= spoken.begun.length; events += 1) {
          const { answer } = await askOf(given, { events: whole.slice(0, events), end })
          expect(answer, `after ${events} events`).toMatchObject({ isRetryable: true, fault: 'transport' })
        }
      },
    )

    test('one that says in the middle that it broke is tried again, and the key stays hidden', async () => {
      const events = [...spoken.begun.slice(0, 4), spoken.broke('overloaded_error', `Overloaded for ${KEY}`)]
      const { answer } = await askOf(given, { events })
      expect(answer).toMatchObject({ isRetryable: true, fault: 'transport', mayBeCharged: true })
      expect(String(answer)).toContain('Overloaded for [key]')
    })

    test('a rate limit in the middle counts as one, a conversation that is too long as that', async () => {
      const limited = [...spoken.begun.slice(0, 4), spoken.broke('rate_limit_exceeded', 'too many tokens per minute')]
      expect((await askOf(given, { events: limited })).answer).toMatchObject({ status: 429, isRetryable: true })
      const long = [...spoken.begun.slice(0, 1), spoken.broke('context_length_exceeded', 'too long')]
      expect((await askOf(given, { events: long })).answer).toMatchObject({ fault: 'context', isRetryable: false })
    })

    test('one that falls silent or drips is given up at the deadline', async () => {
      const silent = await askOf(given, { events: whole.slice(0, 4), end: 'silent' }, 150)
      const dripping = await askOf(given, { events: whole, paceMs: 60 }, 150)
      for (const { answer } of [silent, dripping]) {
        expect(answer).toMatchObject({
          message: expect.stringContaining('gave no answer within 0.15 s'),
          isRetryable: true,
        })
      }
    })

    test('a piece that is no JSON breaks it; a reason to stop that nobody knows does not', async () => {
      const garbled = [...spoken.begun.slice(0, 3), 'data: {"half\n\n', ...whole.slice(3)]
      expect((await askOf(given, { events: garbled })).answer).toMatchObject({ isRetryable: true, fault: 'transport' })
      const { answer } = await askOf(given, { events: [...spoken.begun, ...spoken.ended('moon_phase')] })
      expect(answer).toMatchObject({ text: 'Looking.', stop: 'calls' })
    })

    test('a refusal before the first piece is what it is without a stream, with its hint', async () => {
      const refusal = { status: 429, headers: { 'retry-after': '3' }, body: '{"error":{"message":"slow down"}}' }
      const { answer } = await askOf(given, { events: [], refusal })
      expect(answer).toMatchObject({ status: 429, isRetryable: true, retryAfterMs: 3_000 })
    })
  },
)
