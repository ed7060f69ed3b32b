import { once } from 'node:events'
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { ConfigError, RecordError, type Session } from '../../domain/index.js'
import { type RecordEnd, readRecordLine, recordEnd, recordHead, sessionLine } from '../../wire/index.js'
import { jsonValues } from './json-values.js'

/** A record of sessions while it is written; it stands under its name only when it is whole. */
export interface SessionWriter {
  add(session: Session): Promise<void>
  /** Writes the last line and puts the file in its place. */
  finish(end: RecordEnd): Promise<void>
  /** Drops what was written; does nothing after `finish`. */
  close(): void
}

/**
 * Begins a record of sessions, which only its owner may read.
 *
 * @throws ConfigError where the file is there already and `isForced` is not given
 */
export async function writeSessions(
  path: string,
  options: { readonly createdAt: string; readonly isForced: boolean },
): Promise<SessionWriter> {
  if (existsSync(path) && !options.isForced)
    throw new ConfigError('--out', path, 'a file that is not there yet, or --force')
  const part = `${path}.part`
  const stream = createWriteStream(part, { mode: 0o600 })
  await once(stream, 'open')
  let failure: unknown
  stream.on('error', (error) => {
    failure = error
  })
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain')
    if (failure !== undefined) throw failure
  }
  let isDone = false
  await write(recordHead(options.createdAt))
  return {
    add: (session) => write(sessionLine(session)),
    async finish(end) {
      await write(recordEnd(end))
      stream.end()
      await once(stream, 'close')
      renameSync(part, path)
      isDone = true
    },
    close() {
      if (isDone) return
      stream.destroy()
      rmSync(part, { force: true })
    },
  }
}

/** A record of sessions, read whole. */
export interface SessionRecord {
  readonly path: string
  readonly createdAt: string
  readonly sessions: readonly Session[]
  readonly end: RecordEnd
}

/**
 * Reads a record of sessions whole, to change it.
 *
 * @throws RecordError where it is none, breaks off, or a line of it is damaged
 */
export async function readSessionFile(path: string): Promise<SessionRecord> {
  const sessions: Session[] = []
  const record = await eachSession(path, (session) => sessions.push(session))
  return { path, sessions, ...record }
}

/**
 * Reads a record of sessions one at a time, so that it may be larger than the memory.
 *
 * @throws RecordError where it is none, breaks off, or a line of it is damaged
 */
export async function eachSession(
  path: string,
  hear: (session: Session) => void,
): Promise<Pick<SessionRecord, 'createdAt' | 'end'>> {
  let createdAt: string | undefined
  let end: RecordEnd | undefined
  let heard = 0
  for await (const read of jsonValues(path)) {
    if ('error' in read) throw read.error
    const line = readRecordLine(read.value, read.place)
    if (line.kind === 'head') createdAt = line.createdAt
    else if (createdAt === undefined) {
      throw new RecordError(path, read.place.at, line.kind, 'a record of sessions, made by leadline import')
    } else if (line.kind === 'session') {
      hear(line.session)
      heard += 1
    } else end = line.end
  }
  if (createdAt !== undefined && end?.sessions === heard) return { createdAt, end }
  const expected = 'a whole record of sessions, made by leadline import'
  throw new RecordError(path, undefined, 'a record that breaks off', expected)
}
