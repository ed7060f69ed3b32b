import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/index.js'
import type { ProgressListener } from '../mcp/index.js'
import { FOLDER } from '../served-tasks/index.js'

/** A call that an agent makes of a tool. */
export interface AgentCall {
  readonly name: string
  readonly arguments: JsonObject
  /** Tells the agent how far it has come; undefined where it does not ask. */
  readonly progress: ProgressListener | undefined
}

/** What happens at the seams of a bridge. */
export interface BridgeHooks {
  /** The tools in place of those that the server lists. */
  tools(): readonly JsonObject[]
  /** A call of the agent's. @returns its result as the server would send it, or nothing where the agent is gone */
  call(request: AgentCall): Promise<JsonObject | undefined>
}

/** Whom a bridge joins. */
export interface BridgeOptions {
  readonly agent: Transport
  readonly server: Transport
  /** Where the server works, which the agent is not shown; undefined where it has no folder. */
  readonly folder: string | undefined
  /** Fields of the current version: under one a notification names what wanted it, under the other a request its version. */
  readonly keys: { readonly subscription: string; readonly version: string }
  readonly hooks: BridgeHooks
}

type Id = string | number

/** A message with its parts, whatever its kind. */
interface Message {
  readonly id?: Id
  readonly method?: string
  readonly params?: JsonObject
  readonly result?: JsonObject
}

/**
 * An agent and a server that speak through each other's messages: calls of tools go to the hooks, lists of tools come
 * from them, and everything else passes as it is, in whatever version of the protocol.
 */
export class Bridge {
  readonly #options: BridgeOptions
  /** What the agent has asked of the server, by the id of the request. */
  readonly #asked = new Map<Id, string>()
  /** Requests that want to be told of changes, as the current version has them. */
  readonly #listening = new Set<Id>()
  readonly #calling = new Set<Id>()
  /** Calls that the agent has taken back: they are not answered, though they have been made. */
  readonly #withdrawn = new Set<Id>()

  constructor(options: BridgeOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { agent, server } = this.#options
    agent.onmessage = (message: JSONRPCMessage) => this.#fromAgent(message)
    server.onmessage = (message: JSONRPCMessage) => this.#fromServer(message)
    agent.onclose = () => void server.close().catch(() => undefined)
    await server.start()
    await agent.start()
  }

  /** Tells the agent that its tools have changed. */
  toolsChanged(): void {
    const changed = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' } as const
    if (this.#listening.size === 0) this.#toAgent(changed)
    for (const id of this.#listening) {
      this.#toAgent({ ...changed, params: { _meta: { [this.#options.keys.subscription]: id } } })
    }
  }

  async close(): Promise<void> {
    const { agent, server } = this.#options
    await Promise.allSettled([server.close(), agent.close()])
  }

  #fromAgent(message: JSONRPCMessage): void {
    const { id, method, params: given } = plain(message)
    // Whatever an agent writes there: it must not end the study.
    const params = isJsonObject(given) ? given : {}
    const { requestId } = params
    if (method === 'tools/call' && id !== undefined) return void this.#answer(id, params)
    if (method === 'notifications/cancelled' && isId(requestId) && this.#calling.has(requestId)) {
      this.#withdrawn.add(requestId)
      return
    }
    if (method !== undefined && id !== undefined) this.#asked.set(id, method)
    if (method === 'subscriptions/listen' && id !== undefined) this.#listening.add(id)
    const { server, folder } = this.#options
    void server.send(moved(message, FOLDER, folder)).catch(() => undefined)
  }

  #fromServer(message: JSONRPCMessage): void {
    const { folder, hooks } = this.#options
    const shown = moved(message, folder, FOLDER)
    const { id, method, result } = plain(shown)
    const isReply = id !== undefined && method === undefined
    const question = isReply ? this.#asked.get(id) : undefined
    if (isReply) {
      this.#asked.delete(id)
      this.#listening.delete(id)
    }
    const isOther = question !== undefined && result !== undefined
    this.#toAgent(isOther ? { ...shown, ...replyTo(question, result, hooks) } : shown)
  }

  async #answer(id: Id, { name, arguments: given, _meta }: JsonObject): Promise<void> {
    const { hooks, keys } = this.#options
    const meta = isJsonObject(_meta) ? _meta : {}
    const { progressToken } = meta
    const progress = (come: JsonObject) => {
      this.#toAgent({ jsonrpc: '2.0', method: 'notifications/progress', params: { ...come, progressToken } })
    }
    this.#calling.add(id)
    const result = await hooks.call({
      name: String(name),
      arguments: isJsonObject(given) ? given : {},
      progress: progressToken === undefined ? undefined : progress,
    })
    this.#calling.delete(id)
    if (this.#withdrawn.delete(id) || result === undefined) return
    const { resultType = 'complete', ...rest } = result
    // The current version wants it, the one before does not know it.
    const isCurrent = meta[keys.version] !== undefined
    this.#toAgent({ jsonrpc: '2.0', id, result: { ...rest, ...(isCurrent && { resultType }) } })
  }

  #toAgent(message: JSONRPCMessage): void {
    void this.#options.agent.send(message).catch(() => undefined)
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
  if (!isJsonObject(capabilities)) return {}
  const tools = isJsonObject(capabilities.tools) ? capabilities.tools : {}
  return { result: { ...result, capabilities: { ...capabilities, tools: { ...tools, listChanged: true } } } }
}

function plain(message: JSONRPCMessage): Message {
  return JSON.parse(JSON.stringify(message))
}

/** A message in which one path stands for another. */
function moved(message: JSONRPCMessage, from: string | undefined, to: string | undefined): JSONRPCMessage {
  if (from === undefined || to === undefined) return message
  const path = new RegExp(`${from.replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&')}(?=[/"?#\\\\]|$)`, 'g')
  return JSON.parse(JSON.stringify(message).replaceAll(path, to))
}

function isId(value: JsonValue | undefined): value is Id {
  return typeof value === 'string' || typeof value === 'number'
}
