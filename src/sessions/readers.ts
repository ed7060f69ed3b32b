import { ConfigError, type Estimate, type Session } from '../domain/index.js'
import { estimateAgreement } from '../estimate/index.js'
import { READER_VERDICTS, type ReaderLabels, type ReaderVerdict } from '../wire/index.js'
import { relabelled } from './relabel.js'

/** How two readers agree on the sessions that both judged. */
export interface ReaderAgreement {
  /** The two, in the order given. */
  readonly readers: readonly [string, string]
  /** Sessions that both judged. */
  readonly both: number
  /** Sessions that only one judged. */
  readonly alone: number
  /** `counts[i][j]`: the first said verdict i, the second verdict j; solved, failed, unclear. */
  readonly counts: readonly (readonly number[])[]
  readonly kappa: Estimate
  /** In the order of the first reader's file. */
  readonly disagreements: readonly {
    readonly id: string
    readonly verdicts: readonly [ReaderVerdict, ReaderVerdict]
    readonly notes: readonly string[]
  }[]
}

/**
 * Holds the labels of two readers against each other.
 *
 * @throws ConfigError where they read different samples, or are the same person
 */
export function compareReaders(
  [first, second]: readonly [ReaderLabels, ReaderLabels],
  options: { readonly level: number },
): ReaderAgreement {
  if (first.sheet !== second.sheet)
    throw new ConfigError('labels', `${first.file} and ${second.file}`, 'labels of one labelling page')
  if (first.reader === second.reader)
    throw new ConfigError('labels', first.reader, 'two readers with names of their own')
  const others = new Map(second.labels.map((label) => [label.id, label]))
  const pairs = first.labels.flatMap((label) => {
    const other = others.get(label.id)
    return other === undefined ? [] : [{ label, other }]
  })
  const counts = READER_VERDICTS.map((one) =>
    READER_VERDICTS.map(
      (two) => pairs.filter(({ label, other }) => label.verdict === one && other.verdict === two).length,
    ),
  )
  const disagreements = pairs.flatMap(({ label, other }) => {
    if (label.verdict === other.verdict) return []
    const verdicts: readonly [ReaderVerdict, ReaderVerdict] = [label.verdict, other.verdict]
    return [{ id: label.id, verdicts, notes: [label.note, other.note].flatMap((note) => note ?? []) }]
  })
  return {
    readers: [first.reader, second.reader],
    both: pairs.length,
    alone: first.labels.length + second.labels.length - 2 * pairs.length,
    counts,
    kappa: estimateAgreement(counts, options),
    disagreements,
  }
}

/**
 * The sessions with the verdicts on which both readers agree; a disagreement, a single reading and an unclear case leave
 * a session as it was.
 *
 * @throws ConfigError where the labels are about sessions of another record
 */
export function withReaderLabels(
  sessions: readonly Session[],
  [first, second]: readonly [ReaderLabels, ReaderLabels],
): { readonly sessions: readonly Session[]; readonly labelled: number } {
  const ids = new Set(sessions.map(({ id }) => id))
  const stray = [...first.labels, ...second.labels].find(({ id }) => !ids.has(id))
  if (stray !== undefined) throw new ConfigError('labels', stray.id, 'sessions of this record')
  const others = new Map(second.labels.map(({ id, verdict }) => [id, verdict]))
  const agreed = new Map(
    first.labels.flatMap(({ id, verdict }) =>
      verdict !== 'unclear' && others.get(id) === verdict ? [[id, verdict] as const] : [],
    ),
  )
  return relabelled(sessions, (id) => agreed.get(id), 'readers')
}
