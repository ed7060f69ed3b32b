import type {
  Checkpoint,
  Environment,
  JsonObject,
  JsonValue,
  Score,
  ToolResult,
  ToolSpec,
  WorldCall,
} from '../../domain/index.js'
import { canonicalJson } from '../../domain/index.js'
import { InfrastructureFailed } from '../../run/index.js'
import { judgeByCommand, type UserCommand } from './command.js'
import type { Desk, Desks } from './desks.js'
import type { WholeTurns } from './turns.js'

/** What a world is made of that can be brought back to no state. */
export interface OutsideWorldOptions {
  readonly tools: readonly ToolSpec[]
  readonly desks: Desks
  readonly judge: UserCommand
  /** One trial has the server to itself from its first call to its judgement. */
  readonly turns: WholeTurns
}

/** A world behind a server of which nobody said how it is brought back to its beginning: nothing is ever done twice, and trials come one after another. */
export class OutsideWorld implements Environment {
  readonly effects = 'external'
  readonly tools: readonly ToolSpec[]
  readonly #options: OutsideWorldOptions
  #desk: Desk | undefined
  #calls = 0
  #turn: Promise<() => void> | undefined

  constructor(options: OutsideWorldOptions) {
    this.#options = options
    this.tools = options.tools
  }

  async call({ name, arguments: given }: WorldCall): Promise<ToolResult> {
    await this.#takeTurn()
    this.#desk ??= this.#options.desks.take()
    this.#calls += 1
    const connection = await this.#desk.connection()
    const { text, isError } = await connection.call(name, given)
    return { text, isError }
  }

  async score(): Promise<Score> {
    const isWorking = this.#turn !== undefined
    await this.#takeTurn()
    try {
      return await judgeByCommand(this.#options.judge)
    } finally {
      // One that is only looked at keeps nobody waiting until it is closed.
      if (!isWorking) this.#giveTurnBack()
    }
  }

  checkpoints(): readonly Checkpoint[] {
    return []
  }

  /** All that is known of the state. */
  snapshot(): JsonObject {
    return { calls: this.#calls }
  }

  restore(state: JsonValue): void {
    if (canonicalJson(state) === canonicalJson(this.snapshot())) return
    throw new InfrastructureFailed(
      'environment',
      new Error('a server without a folder or a reset cannot be brought back'),
    )
  }

  async close(): Promise<void> {
    const desk = this.#desk
    this.#desk = undefined
    if (desk !== undefined) await this.#options.desks.giveBack(desk)
    this.#giveTurnBack()
  }

  #giveTurnBack(): void {
    const turn = this.#turn
    this.#turn = undefined
    void turn?.then((giveBack) => giveBack())
  }

  async #takeTurn(): Promise<void> {
    this.#turn ??= this.#options.turns.take()
    await this.#turn
  }
}
