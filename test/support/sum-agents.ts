import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import type { AgentJob, StartAgent } from '../../src/domain/index.js'

/** Tools of small agents: what the agent runs itself, in the folder of its trial. */
export const TOOLS = [
  { name: 'list_files', description: 'Lists the files there are.', properties: {} },
  { name: 'read_file', description: 'Reads a file.', properties: { path: { type: 'string' } } },
  {
    name: 'write_file',
    description: 'Writes a file.',
    properties: { path: { type: 'string' }, content: { type: 'string' } },
  },
].map(({ properties, ...tool }) => ({
  ...tool,
  parameters: { type: 'object' as const, properties, required: Object.keys(properties) },
}))

const SYSTEM = 'You work in a folder.'

/** Runs one tool as the agents do. */
export function runTool(folder: string, name: string, given: unknown): string {
  const { path = '', content = '' }: { path?: string; content?: string } = Object(given)
  try {
    return resultOf(folder, name, { path, content })
  } catch (error) {
    return `Error: ${error instanceof Error ? error.message : error}`
  }
}

function resultOf(folder: string, name: string, { path, content }: { path: string; content: string }): string {
  if (name === 'list_files') return readdirSync(folder).join('\n')
  if (name === 'read_file') return readFileSync(join(folder, path), 'utf8')
  if (name !== 'write_file') return `no tool ${name}`
  writeFileSync(join(folder, path), content)
  return 'written'
}

const parsed = (text: string): unknown => JSON.parse(text)

/** An agent on the official client for chat completions. */
export function chatAgent({
  isStream,
  retries = 0,
}: {
  readonly isStream: boolean
  readonly retries?: number
}): StartAgent {
  return async ({ url, key, goal, folder, model, signal }) => {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: retries })
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: goal },
    ]
    const tools = TOOLS.map((tool) => ({ type: 'function' as const, function: tool }))
    for (;;) {
      const asked = { model, messages, tools }
      const message = isStream
        ? await client.chat.completions
            .stream({ ...asked, stream_options: { include_usage: true } }, { signal })
            .finalMessage()
        : (await client.chat.completions.create(asked, { signal })).choices[0]?.message
      if (message === undefined) throw new Error('no choice')
      messages.push(message)
      const calls = message.tool_calls ?? []
      if (calls.length === 0) return { ended: 'done' }
      for (const call of calls) {
        if (call.type !== 'function') throw new Error('no function')
        const content = runTool(folder, call.function.name, parsed(call.function.arguments))
        messages.push({ role: 'tool', tool_call_id: call.id, content })
      }
    }
  }
}

/** An agent on the official client for messages. */
export function messagesAgent({ isStream }: { readonly isStream: boolean }): StartAgent {
  return async ({ url, key, goal, folder, model, signal }) => {
    const client = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 })
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: goal }]
    const tools = TOOLS.map(({ parameters, ...tool }) => ({ ...tool, input_schema: parameters }))
    for (;;) {
      const asked = { model, system: SYSTEM, messages, tools, max_tokens: 1_000 }
      const message = isStream
        ? await client.messages.stream(asked, { signal }).finalMessage()
        : await client.messages.create(asked, { signal })
      messages.push({ role: 'assistant', content: message.content })
      const results = message.content.flatMap((block) =>
        block.type === 'tool_use'
          ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: runTool(folder, block.name, block.input) }]
          : [],
      )
      if (results.length === 0) return { ended: 'done' }
      messages.push({ role: 'user', content: results })
    }
  }
}

/** An agent on the official client for responses; `isRemembered` leaves what was said to the server. */
export function responsesAgent(of: { readonly isStream: boolean; readonly isRemembered: boolean }): StartAgent {
  return async ({ url, key, goal, folder, model, signal }) => {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 })
    const tools = TOOLS.map((tool) => ({ type: 'function' as const, strict: false, ...tool }))
    const history: OpenAI.Responses.ResponseInput = [{ role: 'user', content: goal }]
    let fresh: OpenAI.Responses.ResponseInput = history
    let previous: string | undefined
    for (;;) {
      const asked = {
        model,
        instructions: SYSTEM,
        tools,
        input: of.isRemembered ? fresh : history,
        ...(of.isRemembered && previous !== undefined && { previous_response_id: previous }),
      }
      const response = of.isStream
        ? await client.responses.stream(asked, { signal }).finalResponse()
        : await client.responses.create(asked, { signal })
      previous = response.id
      fresh = response.output.flatMap((item) =>
        item.type === 'function_call'
          ? [
              {
                type: 'function_call_output' as const,
                call_id: item.call_id,
                output: runTool(folder, item.name, parsed(item.arguments)),
              },
            ]
          : [],
      )
      if (fresh.length === 0) return { ended: 'done' }
      for (const item of response.output)
        if (item.type === 'function_call' || item.type === 'message') history.push(item)
      history.push(...fresh)
    }
  }
}

/** What one trial was started with, for tests that compare trials. */
export type SeenJob = Pick<AgentJob, 'url' | 'key' | 'folder' | 'home' | 'model' | 'goal'>
