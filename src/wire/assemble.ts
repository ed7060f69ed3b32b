import {
  asJson,
  ConfigError,
  canonicalJson,
  type OutcomeRow,
  RecordError,
  STRATA,
  type Stratum,
} from '../domain/index.js'
import type { StratumMap } from './columns.js'
import type { ReadTable, TableEntry, TableNote } from './entry.js'
import { type LabelledSystem, labelSystems, sharedFields } from './labels.js'
import { notesOf } from './notes.js'

/** Trials of one or several files as estimates read them. */
export interface OutcomeTable {
  readonly rows: readonly OutcomeRow[]
  /** In order of first appearance; `label` is what `rows[].system` says. */
  readonly systems: readonly LabelledSystem[]
  readonly notes: readonly TableNote[]
}

/** One (system, task) with its rows in file order. */
interface Cell {
  readonly system: number
  readonly entries: TableEntry[]
}

/**
 * Puts the trials of several files together: labels systems, numbers repeats where none are given, sets strata by
 * family.
 *
 * @param tables in the order in which repeats are numbered
 * @throws RecordError `duplicate-key` where one (system, task, repeat) occurs twice, with both places
 * @throws ConfigError where `strata` names a family that does not occur, or one family on both sides
 */
export function assembleTable(
  tables: readonly ReadTable[],
  options: { readonly strata?: StratumMap } = {},
): OutcomeTable {
  const entries = tables.flatMap((table) => table.entries)
  const stratumByFamily = strataByFamily(options.strata, entries)
  const { systems, cells } = cellsOf(entries)
  const labelled = labelSystems(systems)
  const repeats = new Map<TableEntry, number>()
  let mostNumbered = 0
  for (const cell of cells) mostNumbered = Math.max(mostNumbered, numberRepeats(cell, repeats))
  const systemOf = new Map(cells.flatMap((cell) => cell.entries.map((entry) => [entry, cell.system] as const)))
  const rows = entries.map((entry): OutcomeRow => {
    const stratum = stratumByFamily.get(entry.trial.family ?? '') ?? entry.trial.stratum
    const system = labelled[systemOf.get(entry) ?? -1]?.label ?? entry.system.model
    return { system, repeat: repeats.get(entry) ?? 0, ...entry.trial, ...(stratum !== undefined && { stratum }) }
  })
  const notes = [
    ...tables.flatMap((table) => table.notes),
    ...notesOf(rows, { mostNumbered, shared: sharedFields(systems) }),
  ]
  return { rows, systems: labelled, notes }
}

function cellsOf(entries: readonly TableEntry[]) {
  const systemIndex = new Map<string, number>()
  const cells = new Map<string, Cell>()
  const systems = []
  for (const entry of entries) {
    const identity = canonicalJson(asJson(entry.system))
    let system = systemIndex.get(identity)
    if (system === undefined) {
      system = systems.length
      systems.push(entry.system)
      systemIndex.set(identity, system)
    }
    const key = `${system} ${entry.trial.task}`
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, { system, entries: [entry] })
    else cell.entries.push(entry)
  }
  return { systems, cells: [...cells.values()] }
}

/** Fills `repeats` for one (system, task); returns how many rows had to be numbered. */
function numberRepeats(cell: Cell, repeats: Map<TableEntry, number>): number {
  const seen = new Map<number, TableEntry>()
  const [first] = cell.entries
  cell.entries.forEach((entry, index) => {
    if ((entry.repeat === undefined) !== (first?.repeat === undefined)) throw mixedRepeats(entry, cell)
    const repeat = entry.repeat ?? index
    const twin = seen.get(repeat)
    if (twin !== undefined) throw duplicate(entry, twin, repeat)
    seen.set(repeat, entry)
    repeats.set(entry, repeat)
  })
  return first?.repeat === undefined ? cell.entries.length : 0
}

function duplicate(entry: TableEntry, twin: TableEntry, repeat: number): RecordError {
  const { file, at } = entry.place
  const { model } = entry.system
  const key = `model ${model}, task ${entry.trial.task}, repeat ${repeat}`
  const other = twin.place.file === file ? twin.place.at : `${twin.place.file} ${twin.place.at}`
  const expected = 'each system, task and repeat once'
  return new RecordError(file, at, `the same key (${key}) as ${other}`, expected, { code: 'duplicate-key' })
}

function mixedRepeats(entry: TableEntry, cell: Cell): RecordError {
  const other = cell.entries.find((twin) => (twin.repeat === undefined) !== (entry.repeat === undefined))
  const found = `${entry.repeat === undefined ? 'without' : 'with'} a repeat, unlike ${other?.place.at} of the same task`
  return new RecordError(entry.place.file, entry.place.at, found, 'a repeat in all rows of a task, or in none')
}

function strataByFamily(strata: StratumMap | undefined, entries: readonly TableEntry[]): Map<string, Stratum> {
  const families = new Set(entries.map((entry) => entry.trial.family))
  const known = [...families].filter((family) => family !== undefined)
  const byFamily = new Map<string, Stratum>()
  for (const stratum of STRATA) {
    for (const family of strata?.[stratum] ?? []) {
      const expected = known.length === 0 ? 'a table with a family in each row' : `one of ${known.sort().join(', ')}`
      if (!families.has(family)) throw new ConfigError(`strata.${stratum}`, family, expected)
      if (byFamily.has(family)) throw new ConfigError(`strata.${stratum}`, family, 'each family on one side only')
      byFamily.set(family, stratum)
    }
  }
  return byFamily
}
