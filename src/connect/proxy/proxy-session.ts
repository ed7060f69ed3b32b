import type { Transport } from '@modelcontextprotocol/client'
import {
  type Answer,
  type Ask,
  asJson,
  canonicalJson,
  type Environment,
  FINISH_TOOL,
  type JsonObject,
  ModelError,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
  type TrialModel,
} from '../../domain/index.js'
import { InfrastructureFailed } from '../../run/index.js'
import { isServed, loadClient, openTransport, type ServedWorld } from '../mcp/index.js'
import { type Bridge, bridge } from './bridge.js'
import { offeredRaw } from './offered-raw.js'

/** A call of the agent's that waits for its result. */
interface Pending {
  readonly call: ToolCall
  readonly settle: (result: JsonObject | undefined) => void
}

/** One trial of an agent between which and its server Leadline stands: the agent is what answers, call by call. */
export interface ProxySession extends TrialModel {
  /** Lets an agent that has come to the proxy speak with its server. */
  accept(agent: Transport): Promise<void>
}

/**
 * @param of.work lets the agent work until it ends or the signal ends it; says in words how it ended
 */
export function createProxySession(of: {
  readonly work: (signal: AbortSignal) => Promise<{ readonly ended: string; readonly isFailure: boolean }>
}): ProxySession {
  const over = new AbortController()
  const bridges = new Set<Bridge>()
  const waiting: Pending[] = []
  const open = new Map<string, Pending>()
  let world: ServedWorld | undefined
  let offers: readonly ToolOffer[] = []
  let calls = 0
  let ended: Promise<Answer> | undefined
  let wake: (() => void) | undefined

  function called({ name, arguments: given }: Pick<ToolCall, 'name' | 'arguments'>): Promise<JsonObject | undefined> {
    if (over.signal.aborted) return Promise.resolve(undefined)
    return new Promise((settle) => {
      waiting.push({ call: { id: `call-${calls}`, name, arguments: given }, settle })
      calls += 1
      wake?.()
    })
  }

  async function start(): Promise<Answer> {
    const { ended: words, isFailure } = await of.work(over.signal)
    if (isFailure && calls === 0) throw new ModelError('agent', undefined, false, `called no tool (${words})`)
    return { text: '', calls: [], stop: 'end' }
  }

  /** Its tools have to be new before it gets the result that it acts on next. */
  function show(tools: readonly ToolOffer[]): void {
    const own = tools.filter(({ name }) => name !== FINISH_TOOL.name)
    const isChanged = canonicalJson(asJson(own)) !== canonicalJson(asJson(offers))
    offers = own
    if (isChanged) for (const one of bridges) one.toolsChanged()
  }

  function giveBack({ messages }: Ask): void {
    for (const message of messages) {
      const pending = message.role === 'tool' ? open.get(message.callId) : undefined
      if (message.role !== 'tool' || pending === undefined) continue
      open.delete(message.callId)
      pending.settle(rawResult(message, world))
    }
  }

  async function next(signal: AbortSignal): Promise<Answer> {
    ended ??= start()
    const end = ended
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    const arrived = new Promise<undefined>((resolve) => {
      wake = () => resolve(undefined)
      if (waiting.length > 0) resolve(undefined)
    })
    const answer = await Promise.race([arrived, end, aborted])
    const pending = waiting.shift()
    if (pending === undefined) return answer ?? end
    open.set(pending.call.id, pending)
    return { text: '', calls: [pending.call], stop: 'calls' }
  }

  return {
    model: {
      async ask(ask) {
        ask.signal.throwIfAborted()
        show(ask.tools)
        giveBack(ask)
        return next(ask.signal)
      },
    },
    meet(met: Environment) {
      if (!isServed(met)) {
        const wanted = 'a task whose server has a folder or a reset, since nothing else can be shown to be unchanged'
        throw new InfrastructureFailed('environment', new Error(`an agent behind the proxy needs ${wanted}`))
      }
      world = met
    },
    async accept(agent) {
      if (world === undefined || over.signal.aborted) return agent.close()
      const sdk = await loadClient()
      const server = await world.served.beside()
      const { rawTools } = world.served
      bridges.add(
        await bridge({
          agent,
          server: openTransport(sdk, server).transport,
          folder: server.kind === 'process' ? server.folder : undefined,
          subscriptionKey: sdk.SUBSCRIPTION_ID_META_KEY,
          hooks: { tools: () => offeredRaw(rawTools, offers), call: called },
        }),
      )
    },
    async close() {
      over.abort(new Error('the trial is over'))
      for (const pending of [...waiting.splice(0), ...open.values()]) pending.settle(undefined)
      await Promise.all([...bridges].map((one) => one.close()))
      // However the agent ends now, the trial has been judged.
      await ended?.catch(() => undefined)
    },
  }
}

function rawResult({ text, isError }: ToolResult, world: ServedWorld | undefined): JsonObject {
  const known = world?.served.rawOf({ text, isError })
  return known ?? { content: [{ type: 'text', text }], ...(isError && { isError: true }) }
}
