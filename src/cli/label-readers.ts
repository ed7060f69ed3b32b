import { resolve } from 'node:path'
import { counted } from '../domain/index.js'
import { readLabelFile, readSessionFile } from '../import/index.js'
import { renderAgreement } from '../report/index.js'
import { compareReaders, factsOf, withReaderLabels } from '../sessions/index.js'
import type { Io } from './io.js'
import { rewriteRecord, type ShownAs, showFacts } from './session-record.js'

/** Holds the labels of two readers against each other, and keeps the verdicts on which they agree. */
export async function labelByReaders(
  io: Io,
  files: { readonly record: string; readonly first: string; readonly second: string },
  options: ShownAs,
): Promise<void> {
  const [first, second] = [
    await readLabelFile(resolve(io.cwd, files.first)),
    await readLabelFile(resolve(io.cwd, files.second)),
  ]
  const agreement = compareReaders([first, second], options)
  const record = await readSessionFile(resolve(io.cwd, files.record))
  const { sessions, labelled } = withReaderLabels(record.sessions, [first, second])
  await rewriteRecord(record, sessions)
  const say = options.json === true ? io.err : io.out
  say(`${renderAgreement(agreement, io)}\n`)
  io.err(`${counted(labelled, 'session')} with a verdict of both readers\n`)
  showFacts(io, { facts: sessions.map(factsOf), end: record.end, name: files.record }, options)
}
