import { RecordError } from '../../domain/index.js'
import { factsOf } from '../../sessions/index.js'
import { parseLenient, type ReadTable, readRecordLine, type TableEntry, type TableNote } from '../../wire/index.js'

/**
 * A record of sessions as a table of outcomes: each session is a trial of its task.
 *
 * @throws RecordError where the record breaks off, or a line is damaged
 */
export function sessionTable(text: string, file: string): ReadTable {
  const entries: TableEntry[] = []
  let isWhole = false
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const place = { file, at: `line ${index + 1}` }
    const read = readRecordLine(parseLine(line, place), place)
    if (read.kind === 'end') isWhole = read.end.sessions === entries.length
    if (read.kind !== 'session') continue
    const { system, trial } = factsOf(read.session)
    entries.push({ place, system, trial })
  }
  if (isWhole) return { entries, notes: notesOf(entries, file) }
  throw new RecordError(
    file,
    undefined,
    'a record that breaks off',
    'a whole record of sessions, made by leadline import',
  )
}

function parseLine(line: string, { file, at }: { readonly file: string; readonly at: string }): unknown {
  try {
    return parseLenient(line)
  } catch (cause) {
    throw new RecordError(file, at, 'not JSON', 'a line of a record of sessions', { cause })
  }
}

function notesOf(entries: readonly TableEntry[], file: string): TableNote[] {
  const words = `${file}: sessions of agents, each a trial of its task; a failure without a loop is dated to the end of its session`
  return entries.length === 0 ? [] : [{ kind: 'shape-recognised', words }]
}
