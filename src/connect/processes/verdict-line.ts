import { isJsonObject, type JsonObject } from '../../domain/index.js'
import { type CommandEnd, lastLine } from './run-to-end.js'

/** What a command that judges says: by its exit code, and by the last line that it printed. */
export interface SaidVerdict {
  /** Exit code 0. */
  readonly isSolved: boolean
  /** The last line that says something; empty where none does. */
  readonly line: string
  /** Its fields where it is a JSON object; none where it is not. */
  readonly fields: JsonObject
  /** Where it is a number in [0, 1]. */
  readonly share?: number
}

/**
 * Reads what a command says of the work it judges. Exit code 0 is solved and 1 is not; the last line may say more.
 *
 * @returns undefined for any other end, which says nothing
 */
export function saidVerdict({ code, output }: Pick<CommandEnd, 'code' | 'output'>): SaidVerdict | undefined {
  if (code !== 0 && code !== 1) return undefined
  const line = lastLine(output)
  const share = line === '' ? Number.NaN : Number(line)
  return { isSolved: code === 0, line, fields: fieldsIn(line), ...(share >= 0 && share <= 1 && { share }) }
}

/** A line that is no JSON is for people. */
function fieldsIn(line: string): JsonObject {
  if (!line.startsWith('{')) return {}
  try {
    const parsed: unknown = JSON.parse(line)
    return isJsonObject(parsed) ? parsed : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
