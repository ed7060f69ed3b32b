import type { ToolResult } from '../message.js'

/** Seconds that a result took on the clock of the trial. */
export interface Took {
  readonly seconds?: number
}

/** A changed result with what it took. */
export function tookOf({ result, seconds }: { readonly result: ToolResult } & Took): ToolResult & Took {
  return { ...result, ...(seconds !== undefined && { seconds }) }
}
