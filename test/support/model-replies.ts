import { createHash } from 'node:crypto'

/** What the servers of vendors speak, each by its path. */
export type Spoken = 'chat' | 'responses' | 'messages' | 'generate' | 'converse'

/** What a server says in one turn, whatever it speaks. */
export interface Said {
  readonly text: string
  /** Name of the tool that is called, if one is. */
  readonly tool?: string
  readonly input: number
  readonly output: number
  readonly counts: 'both' | 'input' | 'none'
}

/** The turn of a server that answers as a function of the request alone. */
export function saidTo(request: string, counts: Said['counts']): Said {
  const tool = firstTool(JSON.parse(request))
  const text = createHash('sha256').update(request).digest('hex')
  return {
    text,
    input: counts === 'input' ? 9 : request.length,
    output: 7,
    counts,
    ...(tool !== undefined && { tool }),
  }
}

/** The name of the first tool offered, wherever the protocol says it. */
function firstTool(request: unknown): string | undefined {
  const [, found] = JSON.stringify(toolsIn(request))?.match(/"name":"([^"]+)"/) ?? []
  return found
}

function toolsIn(request: unknown): unknown {
  if (typeof request !== 'object' || request === null) return undefined
  if ('tools' in request) return request.tools
  return 'toolConfig' in request ? request.toolConfig : undefined
}

/** A reply in the shape that each protocol's documentation gives. */
export const REPLIES: Readonly<Record<Spoken, (said: Said) => object>> = {
  chat: ({ text, tool, ...said }) => {
    const call = { id: 'call-0', type: 'function', function: { name: tool, arguments: '{"at":"dock"}' } }
    const message = { role: 'assistant', content: text, ...(tool !== undefined && { tool_calls: [call] }) }
    return {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'stand-in',
      choices: [{ index: 0, message, finish_reason: tool === undefined ? 'stop' : 'tool_calls' }],
      usage: counted(said, 'prompt_tokens', 'completion_tokens'),
    }
  },
  responses: ({ text, tool, ...said }) => {
    const content = [{ type: 'output_text', text, annotations: [] }]
    const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content }
    const call = {
      id: 'fc_1',
      type: 'function_call',
      call_id: 'call-0',
      name: tool,
      arguments: '{"at":"dock"}',
      status: 'completed',
    }
    return {
      id: 'resp_1',
      created_at: 1_700_000_000,
      model: 'stand-in',
      status: 'completed',
      output: tool === undefined ? [message] : [message, call],
      usage: counted(said, 'input_tokens', 'output_tokens'),
    }
  },
  messages: ({ text, tool, ...said }) => {
    const spoken = { type: 'text', text }
    const call = { type: 'tool_use', id: 'toolu_0', name: tool, input: { at: 'dock' } }
    return {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'stand-in',
      content: tool === undefined ? [spoken] : [spoken, call],
      stop_reason: tool === undefined ? 'end_turn' : 'tool_use',
      stop_sequence: null,
      usage: counted(said, 'input_tokens', 'output_tokens'),
    }
  },
  generate: ({ text, tool, ...said }) => {
    const call = { functionCall: { name: tool, args: { at: 'dock' } } }
    const parts = tool === undefined ? [{ text }] : [{ text }, call]
    return {
      candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
      usageMetadata: counted(said, 'promptTokenCount', 'candidatesTokenCount'),
      modelVersion: 'stand-in',
    }
  },
  converse: ({ text, tool, ...said }) => {
    const call = { toolUse: { toolUseId: 'tooluse_0', name: tool, input: { at: 'dock' } } }
    const content = tool === undefined ? [{ text }] : [{ text }, call]
    return {
      output: { message: { role: 'assistant', content } },
      stopReason: tool === undefined ? 'end_turn' : 'tool_use',
      usage: { ...counted(said, 'inputTokens', 'outputTokens'), totalTokens: said.input + said.output },
    }
  },
}

function counted(
  { input, output, counts }: Pick<Said, 'input' | 'output' | 'counts'>,
  inputName: string,
  outputName: string,
) {
  if (counts === 'none') return undefined
  return counts === 'input' ? { [inputName]: input } : { [inputName]: input, [outputName]: output }
}
