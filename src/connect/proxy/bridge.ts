import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import type { JsonObject, JsonValue } from '../../domain/index.js'
import { FOLDER } from '../mcp/index.js'

/** What happens at the seams of a bridge. */
export interface BridgeHooks {
  /** The tools in place of those that the server lists. */
  tools(): readonly JsonObject[]
  /** A call of the agent's. @returns its result as the server would send it, or nothing where the agent is gone */
  call(request: { readonly name: string; readonly arguments: JsonObject }): Promise<JsonObject | undefined>
}

/** An agent and a server that speak through each other's messages. */
export interface Bridge {
  /** Tells the agent that its tools have changed. */
  toolsChanged(): void
  close(): Promise<void>
}

/** A message with its parts, whatever its kind. */
interface Message {
  readonly id?: string | number
  readonly method?: string
  readonly params?: JsonObject
  readonly result?: JsonObject
}

/**
 * Lets an agent and a server speak: calls of tools go to the hooks, lists of tools come from them, and everything else
 * passes as it is, in whatever version of the protocol.
 *
 * @param of.folder where the server works, which the agent is not shown; undefined where it has no folder
 * @param of.subscriptionKey of the current version, under which a notification names the request that wanted it
 */
export async function bridge(of: {
  readonly agent: Transport
  readonly server: Transport
  readonly folder: string | undefined
  readonly subscriptionKey: string
  readonly hooks: BridgeHooks
}): Promise<Bridge> {
  const { agent, server, folder, subscriptionKey, hooks } = of
  const asked = new Map<string | number, string>()
  const listening = new Set<string | number>()
  const toAgent = (message: JSONRPCMessage) => void agent.send(message).catch(() => undefined)
  const toServer = (message: JSONRPCMessage) => void server.send(message).catch(() => undefined)

  async function answer(id: string | number, { params = {} }: Message): Promise<void> {
    const { name, arguments: given } = params
    const result = await hooks.call({ name: String(name), arguments: isObject(given) ? given : {} })
    if (result !== undefined) toAgent({ jsonrpc: '2.0', id, result: { ...result } })
  }

  agent.onmessage = (message: JSONRPCMessage) => {
    const { id, method, params }: Message = plain(message)
    if (method === 'tools/call' && id !== undefined) return void answer(id, { params: params ?? {} })
    if (method !== undefined && id !== undefined) asked.set(id, method)
    if (method === 'subscriptions/listen' && id !== undefined) listening.add(id)
    toServer(moved(message, FOLDER, folder))
  }
  server.onmessage = (message: JSONRPCMessage) => {
    const { id, method, result }: Message = plain(message)
    const question = method === undefined && id !== undefined ? asked.get(id) : undefined
    if (id !== undefined && method === undefined) asked.delete(id)
    const shown = moved(message, folder, FOLDER)
    if (question === undefined || result === undefined) return toAgent(shown)
    toAgent({ ...shown, ...replyTo(question, plain(shown).result ?? {}, hooks) })
  }
  const close = async () => {
    await Promise.allSettled([server.close(), agent.close()])
  }
  agent.onclose = () => void server.close().catch(() => undefined)
  await server.start()
  await agent.start()
  return {
    toolsChanged() {
      const changed = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' } as const
      if (listening.size === 0) return toAgent(changed)
      for (const id of listening) toAgent({ ...changed, params: { _meta: { [subscriptionKey]: id } } })
    },
    close,
  }
}

/** The answers that are another one behind a bridge; the same in every arm. */
function replyTo(question: string, result: JsonObject, hooks: BridgeHooks): { readonly result: JsonObject } | object {
  if (question === 'tools/list') {
    const { nextCursor: _, ...rest } = result
    // A list that has changed must not be kept: it is old at once.
    return { result: { ...rest, ...(rest.ttlMs !== undefined && { ttlMs: 0 }), tools: hooks.tools() } }
  }
  if (question !== 'initialize' && question !== 'server/discover') return {}
  const { capabilities } = result
  if (!isObject(capabilities)) return {}
  return {
    result: { ...result, capabilities: { ...capabilities, tools: { ...toolsOf(capabilities), listChanged: true } } },
  }
}

function toolsOf({ tools }: JsonObject): JsonObject {
  return isObject(tools) ? tools : {}
}

function plain(message: JSONRPCMessage): Message {
  return JSON.parse(JSON.stringify(message))
}

/** A message in which one path stands for another. */
function moved(message: JSONRPCMessage, from: string | undefined, to: string | undefined): JSONRPCMessage {
  if (from === undefined || to === undefined) return message
  const text = JSON.stringify(message)
  const path = new RegExp(`${from.replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&')}(?=[/"?#\\\\]|$)`, 'g')
  return JSON.parse(text.replaceAll(path, to))
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
