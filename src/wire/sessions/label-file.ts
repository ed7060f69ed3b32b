import { RecordError } from '../../domain/index.js'
import { asObject, badValue, type Place } from '../place.js'
import { listOf, wordOf } from '../traces/values.js'

/** What a reader says of a session. */
export type ReaderVerdict = 'solved' | 'failed' | 'unclear'

/** In the order in which tables show them. */
export const READER_VERDICTS: readonly ReaderVerdict[] = ['solved', 'failed', 'unclear']

/** What one reader said of the sessions of a labelling page. */
export interface ReaderLabels {
  readonly file: string
  /** Tells the sample: two readers of one page have the same. */
  readonly sheet: string
  readonly reader: string
  readonly labels: readonly { readonly id: string; readonly verdict: ReaderVerdict; readonly note?: string }[]
}

/**
 * Reads what a labelling page has saved.
 *
 * @throws RecordError where it was not saved by one, or names a session twice
 */
export function readLabels(value: unknown, file: string): ReaderLabels {
  const saved = asObject(value)
  const at = (path: string): Place => ({ file, at: path })
  if (saved?.kind !== 'leadline-labels')
    throw badValue(at('kind'), saved?.kind, 'leadline-labels, as a labelling page saves them')
  const [sheet, reader] = [wordOf(saved.sheet), wordOf(saved.reader)]
  if (sheet === undefined) throw badValue(at('sheet'), saved.sheet, 'the mark of a sample')
  if (reader === undefined) throw badValue(at('reader'), saved.reader, 'the name of the reader')
  const seen = new Set<string>()
  const labels = listOf(saved.labels).map((entry, index) => {
    const label = asObject(entry)
    const id = wordOf(label?.id)
    const verdict = READER_VERDICTS.find((known) => known === label?.verdict)
    if (id === undefined) throw badValue(at(`labels[${index}].id`), label?.id, 'the id of a session')
    if (verdict === undefined)
      throw badValue(at(`labels[${index}].verdict`), label?.verdict, READER_VERDICTS.join(', '))
    if (seen.has(id))
      throw new RecordError(file, `labels[${index}]`, `session ${JSON.stringify(id)} again`, 'each session once')
    seen.add(id)
    const note = wordOf(label?.note)
    return { id, verdict, ...(note !== undefined && { note }) }
  })
  return { file, sheet, reader, labels }
}
