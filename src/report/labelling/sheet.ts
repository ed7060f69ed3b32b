import { canonicalJson } from '../../domain/index.js'
import type { LabelSheet } from '../../sessions/index.js'

/** A sample as its page carries it: what readers may know, without the system and without any score. */
export interface SheetPayload {
  readonly sheet: string
  readonly sessions: readonly {
    readonly id: string
    readonly steps: readonly {
      readonly operator: readonly string[]
      readonly text: string
      readonly calls: readonly {
        readonly name: string
        /** As JSON. */
        readonly given?: string
        readonly result?: string
        readonly isError?: boolean
      }[]
    }[]
  }[]
}

/** What the page of a sample carries. */
export function sheetPayload({ sheet, sessions }: LabelSheet): SheetPayload {
  return {
    sheet,
    sessions: sessions.map(({ id, steps }) => ({
      id,
      steps: steps.map(({ operator, text, calls }) => ({
        operator,
        text,
        calls: calls.map(({ name, arguments: given, result, isError }) => ({
          name,
          ...(given !== undefined && { given: canonicalJson(given) }),
          ...(result !== undefined && { result }),
          ...(isError !== undefined && { isError }),
        })),
      })),
    })),
  }
}
