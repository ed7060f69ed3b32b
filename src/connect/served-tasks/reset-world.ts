import {
  asJson,
  type Checkpoint,
  contentHash,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Score,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../../domain/index.js'
import { InfrastructureFailed } from '../../run/index.js'
import type { ReadyServer, ToolConnection } from '../mcp/index.js'
import { judgeByCommand, type UserCommand } from './command.js'
import { createRawResults, type ServedTools, type ServedWorld } from './served-world.js'
import type { SharedServer } from './shared-server.js'
import { createTurns, type Turns } from './turns.js'

/** What a world behind a shared server is made of. */
export interface ResetWorldOptions {
  readonly tools: readonly ToolSpec[]
  readonly server: SharedServer
  readonly judge: UserCommand
  readonly rawTools: readonly JsonObject[]
  /** The server as it is reached once more. */
  readonly ready: ReadyServer
}

/** A call that may have changed something. */
type Written = Pick<WorldCall, 'name' | 'arguments'>

/**
 * A world whose state is what was written since the server was last reset: another state is reached by a reset and the
 * same calls again. Several worlds may take turns at one server; each finds it as it left it.
 */
export class ResetWorld implements ServedWorld {
  readonly effects = 'replayable'
  readonly answersLater = true
  readonly tools: readonly ToolSpec[]
  readonly served: ServedTools
  readonly #options: ResetWorldOptions
  readonly #raw = createRawResults()
  readonly #turns: Turns = createTurns()
  #written: readonly Written[] = []

  constructor(options: ResetWorldOptions) {
    this.#options = options
    this.tools = options.tools
    this.served = {
      rawTools: options.rawTools,
      progress: undefined,
      beside: async () => options.ready,
      rawOf: (result) => this.#raw.find(result),
    }
  }

  call(asked: WorldCall): Promise<ToolResult> {
    return this.#turns.take(() => this.#options.server.take(() => this.#call(asked)))
  }

  score(): Promise<Score> {
    const { server, judge } = this.#options
    return this.#turns.take(() =>
      server.take(async () => {
        await this.#hold()
        return judgeByCommand(judge)
      }),
    )
  }

  checkpoints(): readonly Checkpoint[] {
    return []
  }

  snapshot(): JsonObject {
    return { written: asJson(this.#written) }
  }

  restore(state: JsonValue): void {
    this.#turns.forget()
    const wanted = writtenIn(state)
    // What was only read since has left the server as it is.
    if (hashOf(wanted) !== hashOf(this.#written)) this.#letGo()
    // Another list even if it holds the same: a call that is under way sees that it came too late.
    this.#written = wanted
  }

  async close(): Promise<void> {
    this.#turns.forget()
    await this.#turns.take(async () => this.#letGo())
  }

  #letGo(): void {
    const { server } = this.#options
    if (server.holder === this) server.holder = undefined
  }

  /** Brings the server to the state of this world. */
  async #hold(): Promise<ToolConnection> {
    const { server } = this.#options
    if (server.holder === this) return server.connection()
    server.holder = undefined
    await server.reset()
    const connection = await server.connection()
    for (const { name, arguments: given } of this.#written) await connection.call(name, given)
    server.holder = this
    return connection
  }

  async #call({ name, arguments: given }: WorldCall): Promise<ToolResult> {
    const { tools } = this.#options
    const before = this.#written
    try {
      const connection = await this.#hold()
      const isRead = tools.some((tool) => tool.name === name && tool.effect === 'reads')
      const result = await connection.call(name, given, this.served.progress)
      // Restored while it was under way: the server is in a state that nobody wants.
      if (this.#written !== before) this.#letGo()
      else if (!isRead) this.#written = [...before, { name, arguments: given }]
      return this.#raw.keep(result)
    } catch (error) {
      this.#letGo()
      await this.#options.server.disconnect()
      throw error
    }
  }
}

const hashOf = (written: readonly Written[]) => contentHash(asJson(written))

function writtenIn(state: JsonValue): readonly Written[] {
  const written = isJsonObject(state) ? state.written : undefined
  if (!Array.isArray(written)) {
    throw new InfrastructureFailed('environment', new Error('a stored state is not one of a server with a reset'))
  }
  return written.flatMap((entry: JsonValue) => {
    if (!isJsonObject(entry) || typeof entry.name !== 'string' || !isJsonObject(entry.arguments)) return []
    return [{ name: entry.name, arguments: entry.arguments }]
  })
}
