import type { Transport } from '@modelcontextprotocol/client'
import {
  type Answer,
  type Ask,
  asJson,
  canonicalJson,
  type Environment,
  FINISH_TOOL,
  type JsonObject,
  type Model,
  ModelError,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
  type TrialModel,
} from '../../domain/index.js'
import { InfrastructureFailed } from '../../run/index.js'
import { loadClient, openTransport } from '../mcp/index.js'
import { isServed, type ServedWorld } from '../served-tasks/index.js'
import { type AgentCall, Bridge } from './bridge.js'
import { offeredRaw } from './offered-raw.js'

/** Lets an agent work until it ends or the signal ends it; says in words how it ended. */
export type AgentWork = (signal: AbortSignal) => Promise<{ readonly ended: string; readonly isFailure: boolean }>

/** A call of the agent's that waits for its result. */
interface Pending {
  readonly call: ToolCall
  readonly progress: AgentCall['progress']
  readonly settle: (result: JsonObject | undefined) => void
}

/** One trial of an agent between which and its server Leadline stands: the agent is what answers, call by call. */
export class ProxySession implements TrialModel {
  readonly model: Model = { ask: (ask) => this.#ask(ask) }
  readonly #work: AgentWork
  readonly #over = new AbortController()
  readonly #bridges = new Set<Bridge>()
  /** Calls that have come in and wait for their turn. */
  readonly #waiting: Pending[] = []
  /** Calls that are being carried out, by their id. */
  readonly #open = new Map<string, Pending>()
  #world: ServedWorld | undefined
  #offers: readonly ToolOffer[] = []
  #calls = 0
  #ended: Promise<Answer> | undefined
  #wake: (() => void) | undefined

  constructor(work: AgentWork) {
    this.#work = work
  }

  meet(world: Environment): void {
    if (isServed(world)) {
      this.#world = world
      return
    }
    const wanted =
      'a task whose server has a folder or a reset, since nothing else can be brought back to its beginning'
    throw new InfrastructureFailed('environment', new Error(`an agent behind the proxy needs ${wanted}`))
  }

  /** Lets an agent that has come to the proxy speak with its server. */
  async accept(agent: Transport): Promise<void> {
    const world = this.#world
    if (world === undefined || this.#over.signal.aborted) return agent.close()
    const sdk = await loadClient()
    const server = await world.served.beside()
    const bridge = new Bridge({
      agent,
      server: openTransport(sdk, server).transport,
      folder: server.kind === 'process' ? server.folder : undefined,
      keys: { subscription: sdk.SUBSCRIPTION_ID_META_KEY, version: sdk.PROTOCOL_VERSION_META_KEY },
      hooks: {
        tools: () => offeredRaw(world.served.rawTools, this.#offers),
        call: (call) => this.#take(call),
      },
    })
    this.#bridges.add(bridge)
    await bridge.start()
  }

  async close(): Promise<void> {
    this.#over.abort(new Error('the trial is over'))
    for (const pending of [...this.#waiting.splice(0), ...this.#open.values()]) pending.settle(undefined)
    await Promise.all([...this.#bridges].map((bridge) => bridge.close()))
    // However the agent ends now, the trial has been judged.
    await this.#ended?.catch(() => undefined)
  }

  async #ask(ask: Ask): Promise<Answer> {
    ask.signal.throwIfAborted()
    this.#show(ask.tools)
    this.#giveBack(ask)
    return this.#next(ask.signal)
  }

  #take({ name, arguments: given, progress }: AgentCall): Promise<JsonObject | undefined> {
    if (this.#over.signal.aborted) return Promise.resolve(undefined)
    return new Promise((settle) => {
      this.#waiting.push({ call: { id: `call-${this.#calls}`, name, arguments: given }, progress, settle })
      this.#calls += 1
      this.#wake?.()
    })
  }

  async #start(): Promise<Answer> {
    const { ended, isFailure } = await this.#work(this.#over.signal)
    if (isFailure && this.#calls === 0) throw new ModelError('agent', undefined, false, `called no tool (${ended})`)
    return { text: '', calls: [], stop: 'end' }
  }

  /** Its tools have to be new before it gets the result that it acts on next. */
  #show(tools: readonly ToolOffer[]): void {
    const own = tools.filter(({ name }) => name !== FINISH_TOOL.name)
    const isChanged = canonicalJson(asJson(own)) !== canonicalJson(asJson(this.#offers))
    this.#offers = own
    if (isChanged) for (const bridge of this.#bridges) bridge.toolsChanged()
  }

  #giveBack({ messages }: Ask): void {
    for (const message of messages) {
      const pending = message.role === 'tool' ? this.#open.get(message.callId) : undefined
      if (message.role !== 'tool' || pending === undefined) continue
      this.#open.delete(message.callId)
      pending.settle(rawResult(message, this.#world))
    }
  }

  /** The agent's next call, or its end. */
  async #next(signal: AbortSignal): Promise<Answer> {
    this.#ended ??= this.#start()
    const end = this.#ended
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    const arrived = new Promise<undefined>((resolve) => {
      this.#wake = () => resolve(undefined)
      if (this.#waiting.length > 0) resolve(undefined)
    })
    const answer = await Promise.race([arrived, end, aborted])
    const pending = this.#waiting.shift()
    if (pending === undefined) return answer ?? end
    this.#open.set(pending.call.id, pending)
    // One call after another is carried out: what is told of progress is of this one.
    if (this.#world !== undefined) this.#world.served.progress = pending.progress
    return { text: '', calls: [pending.call], stop: 'calls' }
  }
}

function rawResult({ text, isError }: ToolResult, world: ServedWorld | undefined): JsonObject {
  const known = world?.served.rawOf({ text, isError })
  return known ?? { content: [{ type: 'text', text }], ...(isError && { isError: true }) }
}
