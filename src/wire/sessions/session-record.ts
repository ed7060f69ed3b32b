import {
  type Claim,
  FORMAT_VERSION,
  type JudgedResult,
  type LabelSource,
  type Outcome,
  RELEASE,
  RecordError,
  SESSION_FORMATS,
  type Session,
  type SessionFormat,
} from '../../domain/index.js'
import { asObject, badValue, type Place } from '../place.js'
import { amountIn, type Fields, listOf, wordOf } from '../traces/values.js'
import { readSessionSteps, readTokenUse } from './session-steps.js'

const KIND = 'leadline-sessions'

/** What is said of an import at the end of its record. */
export interface RecordEnd {
  readonly sessions: number
  /** What redaction took out, by rule. */
  readonly redacted: Readonly<Record<string, number>>
  /** The files it was made from, without folders. */
  readonly files: readonly {
    readonly name: string
    readonly format: SessionFormat
    readonly sessions: number
    /** Broken places that the user allowed to be left out. */
    readonly leftOut: number
  }[]
}

/** First line of a record of sessions. */
export function recordHead(createdAt: string): string {
  return `${JSON.stringify({ kind: KIND, formatVersion: FORMAT_VERSION, release: RELEASE, createdAt })}\n`
}

/** Line of one session. */
export function sessionLine(session: Session): string {
  return `${JSON.stringify({ kind: 'session', ...session })}\n`
}

/** Last line of a record: without it the file breaks off. */
export function recordEnd(end: RecordEnd): string {
  return `${JSON.stringify({ kind: 'end', ...end })}\n`
}

/** True for the first line of a record of sessions. */
export function isRecordHead(value: unknown): boolean {
  return asObject(value)?.kind === KIND
}

/** One parsed line of a record. */
export type RecordLine =
  | { readonly kind: 'head'; readonly createdAt: string }
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'end'; readonly end: RecordEnd }

/**
 * Reads one line of a record of sessions.
 *
 * @throws RecordError where it was not written by this or an earlier release
 */
export function readRecordLine(value: unknown, place: Place): RecordLine {
  const line = asObject(value)
  if (line?.kind === KIND) {
    if (line.formatVersion !== FORMAT_VERSION) {
      throw new RecordError(place.file, place.at, `format ${line.formatVersion}`, `format ${FORMAT_VERSION}`)
    }
    return { kind: 'head', createdAt: wordOf(line.createdAt) ?? '' }
  }
  if (line?.kind === 'session') return { kind: 'session', session: sessionOf(line, place) }
  if (line?.kind === 'end') return { kind: 'end', end: endOf(line) }
  throw new RecordError(
    place.file,
    place.at,
    'no line of a record of sessions',
    `${KIND}, session or end, as leadline import writes them`,
  )
}

function endOf(line: Fields): RecordEnd {
  return {
    sessions: amountIn(line.sessions) ?? 0,
    redacted: Object.fromEntries(
      Object.entries(asObject(line.redacted) ?? {}).map(([name, count]) => [name, amountIn(count) ?? 0]),
    ),
    files: listOf(line.files).flatMap((entry) => {
      const file = asObject(entry)
      const format = SESSION_FORMATS.find((known) => known === file?.format)
      if (file === undefined || format === undefined) return []
      return [
        {
          name: wordOf(file.name) ?? '',
          format,
          sessions: amountIn(file.sessions) ?? 0,
          leftOut: amountIn(file.leftOut) ?? 0,
        },
      ]
    }),
  }
}

function sessionOf(line: Fields, place: Place): Session {
  const need = (name: string) => {
    const word = wordOf(line[name])
    if (word === undefined) throw badValue({ ...place, at: `${place.at}, ${name}` }, line[name], 'text')
    return word
  }
  const format = SESSION_FORMATS.find((known) => known === line.format)
  if (format === undefined)
    throw badValue({ ...place, at: `${place.at}, format` }, line.format, SESSION_FORMATS.join(', '))
  const [family, startedAt, tokens] = [wordOf(line.family), wordOf(line.startedAt), readTokenUse(line.tokens)]
  const [seconds, costUsd, score] = [amountIn(line.seconds), amountIn(line.costUsd), amountIn(line.score)]
  const labelledBy = (['source', 'script', 'readers'] satisfies LabelSource[]).find(
    (known) => known === line.labelledBy,
  )
  const judged = judgedOf(asObject(line.judged))
  return {
    id: need('id'),
    format,
    file: need('file'),
    system: systemOf(asObject(line.system), place),
    task: need('task'),
    ...(family !== undefined && { family }),
    ...(startedAt !== undefined && { startedAt }),
    ...(seconds !== undefined && { seconds }),
    steps: readSessionSteps(line.steps, place),
    outcome: outcomeOf(asObject(line.outcome) ?? {}, place),
    ...(score !== undefined && { score }),
    ...(labelledBy !== undefined && { labelledBy }),
    ...(judged !== undefined && { judged }),
    claim: CLAIMS.find((known) => known === line.claim) ?? 'unknown',
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
    ...(line.isPriced === true && { isPriced: true }),
    scores: scoresOf(asObject(line.scores) ?? {}),
  }
}

const CLAIMS: readonly Claim[] = ['done', 'partly', 'impossible', 'gave-up', 'unstated', 'unknown']

function systemOf(system: Fields | undefined, place: Place): Session['system'] {
  const model = wordOf(system?.model)
  if (system === undefined || model === undefined)
    throw badValue({ ...place, at: `${place.at}, system.model` }, system?.model, 'text')
  const rest = (['host', 'agent', 'settings', 'date'] as const).flatMap((name) => {
    const word = wordOf(system[name])
    return word === undefined ? [] : [[name, word] as const]
  })
  return { model, ...Object.fromEntries(rest) }
}

function judgedOf(judged: Fields | undefined): JudgedResult | undefined {
  const verdict = (['solved', 'failed', 'unknown'] satisfies JudgedResult['verdict'][]).find(
    (known) => known === judged?.verdict,
  )
  return verdict === undefined ? undefined : { verdict, model: wordOf(judged?.model) ?? 'unnamed model' }
}

function scoresOf(scores: Fields): Session['scores'] {
  return Object.fromEntries(
    Object.entries(scores).flatMap(([name, value]): [string, string | number | boolean][] =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [],
    ),
  )
}

const LIMITS = ['steps', 'tokens', 'time', 'cost'] as const
const CAUSES = ['model-api', 'environment', 'injection', 'scorer', 'simulated-user', 'interrupted-effect'] as const

function outcomeOf(outcome: Fields, place: Place): Outcome {
  const steps = amountIn(outcome.steps)
  const limit = LIMITS.find((known) => known === outcome.limit)
  const cause = CAUSES.find((known) => known === outcome.cause)
  const counted = steps === undefined ? {} : { steps }
  if (outcome.kind === 'solved' || outcome.kind === 'failed') return { kind: outcome.kind, ...counted }
  if (outcome.kind === 'censored' && limit !== undefined) return { kind: 'censored', ...counted, limit }
  if (outcome.kind === 'void' && cause !== undefined) return { kind: 'void', cause }
  if (outcome.kind === 'unknown') return { kind: 'unknown' }
  throw badValue(
    { ...place, at: `${place.at}, outcome` },
    outcome,
    'solved, failed, censored with a limit, void with a cause, or unknown',
  )
}
