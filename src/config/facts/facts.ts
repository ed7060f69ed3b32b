import { contentHash, type JsonValue, type Price } from '../../domain/index.js'
import { TABLE } from './table.js'

/** What is known of a model that is sold, and who says so. */
export interface ModelFact {
  /** As a system is named: `vendor:model`. */
  readonly model: string
  /** Undefined where the source gives lengths only. */
  readonly price?: Price
  /** Longest conversation, in tokens. */
  readonly contextTokens?: number
  /** Longest answer, in tokens. */
  readonly outputTokens?: number
  /** Page or file that says so. */
  readonly source: string
  /** ISO date at which it said so. */
  readonly date: string
}

/** Facts to look models up in. */
export interface ModelFacts {
  /** The first row that fits: own rows come before those that are shipped. */
  readonly find: (named: string) => ModelFact | undefined
  readonly rows: readonly ModelFact[]
  /** Newest date among the rows that are shipped. */
  readonly date: string
  /** Hash of all rows: equal facts have equal hashes. */
  readonly hash: string
}

/**
 * The table that is shipped, behind rows of the reader's own.
 *
 * @param own take the place of what is shipped for the same model, all of it
 */
export function factsWith(own: readonly ModelFact[] = []): ModelFacts {
  const rows = [...own, ...TABLE.filter(({ model }) => !own.some((row) => row.model === model))]
  const hashed: JsonValue = JSON.parse(JSON.stringify(rows))
  return {
    rows,
    find: (named) => rows.find(({ model }) => model === named),
    date:
      TABLE.map(({ date }) => date)
        .toSorted()
        .at(-1) ?? '',
    hash: contentHash(hashed),
  }
}
