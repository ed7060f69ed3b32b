import { basename, resolve } from 'node:path'
import type { Session, SessionFormat } from '../domain/index.js'
import { counted, RecordError } from '../domain/index.js'
import { openFile, parseJson, readTraces, writeSessions } from '../import/index.js'
import { factsOf, pricedSession, type SessionFacts } from '../sessions/index.js'
import {
  createRedactor,
  REDACTION_RULES,
  type RecordEnd,
  type RedactionRule,
  readRedactionRules,
} from '../wire/index.js'
import { boundedRedactor } from './bounded-redactor.js'
import type { Io } from './io.js'
import { pricesByModel } from './model-prices.js'
import { requireOtherFile } from './other-file.js'
import { showFacts } from './session-record.js'

/** Options of `leadline import`. */
interface ImportOptions {
  readonly out: string
  readonly force?: boolean
  readonly format?: SessionFormat
  readonly redact?: string
  readonly success?: string
  readonly solvedFrom?: number
  readonly partial?: boolean
  readonly price?: readonly string[]
  readonly level: number
  readonly json?: boolean
}

/** Most broken places that are named one by one. */
const MOST_NAMED = 5

/** Reads recorded work, redacts it, writes Leadline's own record, and says what is in it. */
export async function importTraces(io: Io, files: readonly string[], options: ImportOptions): Promise<void> {
  const rules = await rulesOf(io, options.redact)
  const out = resolve(io.cwd, options.out)
  const read = [...files, ...(options.redact === undefined ? [] : [options.redact])]
  requireOtherFile(
    out,
    read.map((file) => resolve(io.cwd, file)),
  )
  const writer = await writeSessions(out, { createdAt: io.now(), isForced: options.force === true })
  try {
    const { facts, end } = await copySessions(io, files, {
      ...options,
      rules,
      add: (session) => writer.add(session),
    })
    if (facts.length === 0) throw new RecordError(files.join(', '), undefined, 'without sessions', 'at least one')
    await writer.finish(end)
    showFacts(io, { facts, end, name: basename(out) }, options)
    io.err(`Record: ${out}\n`)
  } finally {
    writer.close()
  }
}

/** Nothing is written before it was redacted. */
async function copySessions(
  io: Io,
  files: readonly string[],
  options: ImportOptions & {
    readonly rules: readonly RedactionRule[]
    readonly add: (session: Session) => Promise<void>
  },
): Promise<{ facts: SessionFacts[]; end: RecordEnd }> {
  const { format, success, solvedFrom, partial, rules } = options
  const plain = createRedactor(rules)
  // Only patterns of the reader's own can be without end.
  const redactor = options.redact === undefined ? plain : boundedRedactor(plain, { file: options.redact })
  const prices = pricesByModel(options.price)
  let leftOut = 0
  const reading = readTraces(
    files.map((file) => resolve(io.cwd, file)),
    {
      ...(format !== undefined && { format }),
      ...(success !== undefined && { success }),
      ...(solvedFrom !== undefined && { solvedFrom }),
      isPartial: partial === true,
      onLeftOut: ({ message }) => {
        leftOut += 1
        if (leftOut <= MOST_NAMED) io.err(`left out: ${redactor.text(message)}\n`)
      },
    },
  )
  const facts: SessionFacts[] = []
  try {
    for await (const found of reading.sessions) {
      io.signal.throwIfAborted()
      const session = redactor.redact(pricedSession(found, prices))
      facts.push(factsOf(session))
      await options.add(session)
    }
  } catch (error) {
    // An error may quote what it could not read.
    if (!(error instanceof RecordError)) throw error
    const { file, place, found, expected, code } = error
    throw new RecordError(file, place, redactor.text(found), expected, { code, cause: error })
  }
  if (leftOut > MOST_NAMED) io.err(`left out: ${counted(leftOut - MOST_NAMED, 'more place')}\n`)
  return { facts, end: { sessions: facts.length, redacted: redactor.counts(), files: reading.files } }
}

async function rulesOf(io: Io, file: string | undefined): Promise<readonly RedactionRule[]> {
  if (file === undefined) return REDACTION_RULES
  const { text } = await openFile(resolve(io.cwd, file))
  return readRedactionRules(parseJson(text, file), file)
}
