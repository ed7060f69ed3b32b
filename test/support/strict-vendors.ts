import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { harbourPolicies } from 'leadline/tasks'
import { type Answer, type Message, type ToolCall, type ToolOffer, textHash } from '../../src/domain/index.js'

// biome-ignore lint/suspicious/noExplicitAny: a request as its protocol says it, looked into here
type Request = any

/** How a vendor reads a conversation and writes a turn; each turn bears a seal that must come back with it. */
interface Protocol {
  /** The conversation, or what the vendor finds wrong with it. */
  readonly read: (request: Request) => Message[] | string
  readonly write: (answer: Answer) => object
}

/** What a turn is sealed with: made of its calls alone, so that any process can say whether it came back whole. */
const sealOf = (calls: readonly Pick<ToolCall, 'name'>[]) => `seal-${textHash(calls.map(({ name }) => name).join())}`

/** The protocols do not all carry whether a result is an error; this is how the harbour's refusals read. */
const REFUSAL =
  /^(unknown tool|There is no|No channel|The (channel|lock|hold|crane|winch|manifest)|Unloading at|Too many|You may not)|is not (at|in|released)|has to be inspected|has no argument|; expected /

const result = (callId: string, name: string, text: string): Message => {
  return { role: 'tool', callId, name, text, isError: REFUSAL.test(text) }
}

const messages: Protocol = {
  read({ system, messages: turns }) {
    const read: Message[] = system.map(({ text }: Request) => ({ role: 'system', text }))
    const names = new Map<string, string>()
    for (const { role, content } of turns) {
      if (role === 'assistant') {
        const [thought, ...rest] = content
        const calls = rest
          .filter(({ type }: Request) => type === 'tool_use')
          .map(({ id, name, input }: Request) => ({ id, name, arguments: input }))
        if (thought?.type !== 'thinking' || thought.signature !== sealOf(calls))
          return 'a turn must begin with its thinking'
        for (const { id, name } of calls) names.set(id, name)
        read.push({ role: 'assistant', text: '', calls })
      } else {
        for (const part of content) {
          if (part.type === 'text') read.push({ role: 'user', text: part.text })
          else read.push(result(part.tool_use_id, names.get(part.tool_use_id) ?? '', part.content))
        }
      }
    }
    return read
  },
  write: ({ calls }) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'strict',
    content: [
      { type: 'thinking', thinking: 'I think.', signature: sealOf(calls) },
      ...calls.map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input })),
    ],
    stop_reason: 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 100, cache_read_input_tokens: 900, cache_creation_input_tokens: 0, output_tokens: 20 },
  }),
}

const responses: Protocol = {
  read({ input, store }) {
    if (store !== false) return 'nothing may be stored'
    const read: Message[] = []
    const names = new Map<string, string>()
    let seal: string | undefined
    for (const item of input) {
      if (item.type === 'reasoning') seal = item.encrypted_content
      else if (item.type === 'function_call') {
        if (seal !== sealOf([item])) return 'a call must follow its reasoning'
        names.set(item.call_id, item.name)
        read.push({
          role: 'assistant',
          text: '',
          calls: [{ id: item.call_id, name: item.name, arguments: JSON.parse(item.arguments) }],
        })
      } else if (item.type === 'function_call_output')
        read.push(result(item.call_id, names.get(item.call_id) ?? '', item.output))
      else if (item.role === 'user') read.push({ role: 'user', text: item.content[0].text })
      else read.push({ role: 'system', text: item.content })
    }
    return read
  },
  write: ({ calls }) => ({
    id: 'resp_1',
    created_at: 1,
    model: 'strict',
    status: 'completed',
    output: calls.flatMap(({ id, name, arguments: given }) => [
      { id: `rs_${id}`, type: 'reasoning', encrypted_content: sealOf([{ name }]), summary: [] },
      { id: `fc_${id}`, type: 'function_call', call_id: id, name, arguments: JSON.stringify(given) },
    ]),
    usage: { input_tokens: 1_000, input_tokens_details: { cached_tokens: 900 }, output_tokens: 20 },
  }),
}

const generate: Protocol = {
  read({ systemInstruction, contents }) {
    const read: Message[] = systemInstruction.parts.map(({ text }: Request) => ({ role: 'system', text }))
    let calls: ToolCall[] = []
    for (const { role, parts } of contents) {
      if (role === 'model') {
        calls = parts.map(({ functionCall: { id, name, args } }: Request) => ({ id, name, arguments: args }))
        if (parts[0].thoughtSignature !== sealOf(calls)) return 'function call is missing its thought_signature'
        read.push({ role: 'assistant', text: '', calls })
      } else if ('functionResponse' in parts[0]) {
        if (parts.length !== calls.length)
          return 'the number of function response parts must equal that of function calls'
        for (const {
          functionResponse: { id, name, response },
        } of parts)
          read.push(result(id, name, response.content ?? response.error))
      } else read.push({ role: 'user', text: parts[0].text })
    }
    return read
  },
  write: ({ calls }) => ({
    candidates: [
      {
        content: {
          role: 'model',
          parts: calls.map(({ name, arguments: args }, place) => ({
            functionCall: { name, args },
            ...(place === 0 && { thoughtSignature: sealOf(calls) }),
          })),
        },
        finishReason: 'STOP',
      },
    ],
    usageMetadata: { promptTokenCount: 1_000, cachedContentTokenCount: 900, candidatesTokenCount: 20 },
  }),
}

/** Tools as each protocol offers them. */
function toolsIn({ tools }: Request): ToolOffer[] {
  const [first] = tools
  const offered: Request[] = first.functionDeclarations ?? tools
  return offered.map(({ name, description, input_schema: input, parameters, parametersJsonSchema: json }) => {
    return { name, description, parameters: input ?? parameters ?? json }
  })
}

/** Vendors that refuse a conversation in which one of their turns came back without what they want back. */
export const STRICT = { messages, responses, generate } as const

/** A vendor on loopback, answered by an embedded policy model. */
export interface StrictVendor {
  readonly url: string
  /** Asks answered, and what it found wrong with the others. */
  readonly seen: { answered: number; readonly refused: string[] }
  close(): Promise<void>
}

/** Starts a strict vendor of one protocol. */
export async function startStrictVendor(speaks: keyof typeof STRICT): Promise<StrictVendor> {
  const { read, write } = STRICT[speaks]
  const seen: StrictVendor['seen'] = { answered: 0, refused: [] }
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const request: Request = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const conversation = read(request)
    response.setHeader('content-type', 'application/json')
    if (typeof conversation === 'string') {
      seen.refused.push(conversation)
      response.writeHead(400).end(JSON.stringify({ error: { message: conversation } }))
      return
    }
    const asked = { messages: conversation, tools: toolsIn(request), seed: 1, signal: new AbortController().signal }
    seen.answered += 1
    response.end(JSON.stringify(write(await harbourPolicies.wide.model.ask(asked))))
  }
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      seen.refused.push(String(error))
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the vendor has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    seen,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
