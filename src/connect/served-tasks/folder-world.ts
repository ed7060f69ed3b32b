import {
  type Checkpoint,
  contentHash,
  type JsonObject,
  type JsonValue,
  type Score,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../../domain/index.js'
import { InfrastructureFailed } from '../../run/index.js'
import type { ReadyServer } from '../mcp/index.js'
import { judgeByCommand, type UserCommand } from './command.js'
import type { Desk, Desks } from './desks.js'
import { checkName, holds, judgeFiles } from './judge-files.js'
import { createRawResults, type ServedTools, type ServedWorld } from './served-world.js'
import type { ServerTask } from './server-family.js'
import { createTurns, type Turns } from './turns.js'
import { type FolderState, intoFolder, isFolderState, outOfFolder, readCopy, writeCopy } from './work-folder.js'

/** What a world with a copied work folder is made of. */
export interface FolderWorldOptions {
  readonly task: ServerTask
  readonly tools: readonly ToolSpec[]
  /** What the folder holds in the beginning. */
  readonly start: FolderState
  readonly desks: Desks
  /** The server keeps nothing beside its folder, so that it goes on in another state of it. */
  readonly isStateless: boolean
  /** A command of the user's as it is started in a folder. */
  readonly commandIn: (words: readonly string[], folder: string) => UserCommand
  readonly rawTools: readonly JsonObject[]
  readonly serverIn: (folder: string) => ReadyServer
}

/**
 * A world whose state is a folder: a server works in a copy of it, restoring writes the copy anew and starts the server
 * again. Nothing is copied or started before it is needed.
 */
export class FolderWorld implements ServedWorld {
  readonly effects = 'replayable'
  readonly answersLater = true
  readonly tools: readonly ToolSpec[]
  readonly served: ServedTools
  readonly #options: FolderWorldOptions
  readonly #raw = createRawResults()
  readonly #turns: Turns = createTurns()
  #desk: Desk | undefined
  /** The state that the next call has to find, where the folder is not in it yet. */
  #due: FolderState | undefined

  constructor(options: FolderWorldOptions) {
    this.#options = options
    this.#due = options.start
    this.tools = options.tools
    this.served = {
      rawTools: options.rawTools,
      progress: undefined,
      beside: () => this.#turns.take(async () => options.serverIn((await this.#ready()).folder)),
      rawOf: (result) => this.#raw.find(result),
    }
  }

  call(asked: WorldCall): Promise<ToolResult> {
    return this.#turns.take(() => this.#call(asked))
  }

  score(): Promise<Score> {
    return this.#turns.take(() => this.#judged())
  }

  checkpoints(): readonly Checkpoint[] {
    const { score, calls } = this.#options.task
    if (!('files' in score)) return []
    const state = this.snapshot()
    const effort = calls / score.files.length
    return score.files.map((check) => ({ id: checkName(check), effort, isReached: holds(check, state) }))
  }

  snapshot(): FolderState {
    return this.#due ?? (this.#desk === undefined ? this.#options.start : readCopy(this.#desk.folder))
  }

  restore(wanted: JsonValue): void {
    this.#turns.forget()
    this.#due = asFolder(wanted)
  }

  async close(): Promise<void> {
    this.#turns.forget()
    await this.#turns.take(async () => {
      const desk = this.#desk
      this.#due ??= this.#options.start
      this.#desk = undefined
      if (desk !== undefined) await this.#options.desks.giveBack(desk)
    })
  }

  /** The desk with its folder in the state that is due. */
  async #ready(): Promise<Desk> {
    const { desks, isStateless } = this.#options
    this.#desk ??= desks.take()
    const [desk, due] = [this.#desk, this.#due]
    if (due !== undefined && contentHash(readCopy(desk.folder)) !== contentHash(due)) {
      if (!isStateless) await desk.disconnect()
      writeCopy(desk.folder, due)
    }
    // A restore in the meantime wants another one.
    if (this.#due === due) this.#due = undefined
    return desk
  }

  async #call({ name, arguments: given }: WorldCall): Promise<ToolResult> {
    const desk = await this.#ready()
    try {
      const connection = await desk.connection()
      const asked = objectOf(intoFolder(given, desk.folder))
      const { text, isError, raw } = await connection.call(name, asked, this.served.progress)
      const seen: JsonObject = JSON.parse(outOfFolder(JSON.stringify(raw), desk.folder))
      return this.#raw.keep({ text: outOfFolder(text, desk.folder), isError, raw: seen })
    } catch (error) {
      await desk.disconnect()
      throw error
    }
  }

  async #judged(): Promise<Score> {
    const { task, commandIn } = this.#options
    if ('files' in task.score) return judgeFiles(task.score.files, this.snapshot())
    const words = 'command' in task.score ? task.score.command : []
    const { folder } = await this.#ready()
    const score = await judgeByCommand(commandIn(words, folder))
    return { ...score, evidence: score.evidence.map((line) => outOfFolder(line, folder)) }
  }
}

function asFolder(state: JsonValue): FolderState {
  if (isFolderState(state)) return state
  throw new InfrastructureFailed('environment', new Error('a stored state is not one of a folder'))
}

function objectOf(value: JsonValue): JsonObject {
  return isFolderState(value) ? value : {}
}
