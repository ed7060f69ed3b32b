import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '../../../src/domain/index.js'
import { readTraces, type TraceOptions, type TraceReading } from '../../../src/import/index.js'
import { emptyFolder } from '../command.js'

/** A file in a folder of its own. */
export function aTraceFile(name: string, content: string | Uint8Array): string {
  const path = join(emptyFolder(), name)
  writeFileSync(path, content)
  return path
}

/** Everything that a reading gives. */
export async function allSessions(paths: readonly string[], options: TraceOptions = {}): Promise<readonly Session[]> {
  return (await wholeReading(paths, options)).sessions
}

/** The same with what became of the files. */
export async function wholeReading(
  paths: readonly string[],
  options: TraceOptions = {},
): Promise<{ readonly sessions: readonly Session[]; readonly files: TraceReading['files'] }> {
  const reading = readTraces(paths, options)
  const sessions: Session[] = []
  for await (const session of reading.sessions) sessions.push(session)
  return { sessions, files: reading.files }
}
