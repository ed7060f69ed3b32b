import type { Environment, JsonObject, ToolResult } from '../../domain/index.js'
import type { ProgressListener, ReadyServer } from '../mcp/index.js'

/** What stands between an outside agent and the server of a world has to know of that world. */
export interface ServedTools {
  /** As the server lists them; in the order of the world's tools. */
  readonly rawTools: readonly JsonObject[]
  /** The server once more, in the same place: for all that is no call of a tool. */
  beside(): Promise<ReadyServer>
  /** Is told how far calls have come; undefined while nobody asks. */
  progress: ProgressListener | undefined
  /** A result as the server sent it last. */
  rawOf(result: ToolResult): JsonObject | undefined
}

/** A world whose tools are those of a server. */
export interface ServedWorld extends Environment {
  readonly served: ServedTools
}

/** Whether the tools of a world are those of a server that can be brought back to a state. */
export function isServed(world: Environment): world is ServedWorld {
  return 'served' in world
}

/** Results as a server sent them, the latest ones, found by what a model is shown of them. */
export interface RawResults {
  keep(result: ToolResult & { readonly raw: JsonObject }): ToolResult
  find(result: ToolResult): JsonObject | undefined
}

const MOST_KEPT = 32

/** Results of one world. */
export function createRawResults(): RawResults {
  const kept: { readonly shown: ToolResult; readonly raw: JsonObject }[] = []
  return {
    keep({ raw, text, isError }) {
      const shown = { text, isError }
      kept.push({ shown, raw })
      if (kept.length > MOST_KEPT) kept.shift()
      return shown
    },
    find({ text, isError }) {
      return kept.findLast(({ shown }) => shown.text === text && shown.isError === isError)?.raw
    },
  }
}
