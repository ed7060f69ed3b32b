import type { ReadTable, Tau2Simulation } from '../wire/index.js'

/** What a file of outcomes may be. */
export type TableFormat = 'csv' | 'jsonl' | 'tau2' | 'sessions'

/** A file that was read. */
export interface ReadFile {
  readonly path: string
  readonly format: TableFormat
  /** SHA-256 of the bytes on disk, as 64 hexadecimal digits. */
  readonly sha256: string
  readonly rows: number
}

/** A file with its trials, before files are put together. */
export interface ParsedFile {
  readonly file: ReadFile
  readonly table: ReadTable
  readonly tau2?: {
    readonly document: unknown
    readonly simulations: readonly Tau2Simulation[]
    /** The user named the system. */
    readonly isLabelled: boolean
  }
}
