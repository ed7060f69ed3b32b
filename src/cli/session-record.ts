import { basename, resolve } from 'node:path'
import type { Session } from '../domain/index.js'
import { eachSession, type SessionRecord, writeSessions } from '../import/index.js'
import { renderJson, renderTraces, summariseSessions } from '../report/index.js'
import { factsOf, type SessionFacts } from '../sessions/index.js'
import type { RecordEnd } from '../wire/index.js'
import type { Io } from './io.js'

/** How what sessions say is shown. */
export interface ShownAs {
  readonly level: number
  readonly json?: boolean
}

/** Says again what a record of sessions says. */
export async function showSessions(io: Io, record: string, options: ShownAs): Promise<void> {
  const facts: SessionFacts[] = []
  const { end } = await eachSession(resolve(io.cwd, record), (session) => facts.push(factsOf(session)))
  showFacts(io, { facts, end, name: basename(record) }, options)
}

/** Shows what sessions say as text or JSON. */
export function showFacts(
  io: Io,
  { facts, end, name }: { readonly facts: readonly SessionFacts[]; readonly end: RecordEnd; readonly name: string },
  { level, json }: ShownAs,
): void {
  const document = summariseSessions(facts, { name, end }, { level, createdAt: io.now() })
  io.out(json === true ? renderJson(document) : renderTraces(document, io))
}

/** Puts changed sessions in the place of a record; a reader never meets half of it. */
export async function rewriteRecord(record: SessionRecord, sessions: readonly Session[]): Promise<void> {
  const writer = await writeSessions(record.path, { createdAt: record.createdAt, isForced: true })
  try {
    for (const session of sessions) await writer.add(session)
    await writer.finish(record.end)
  } finally {
    writer.close()
  }
}
