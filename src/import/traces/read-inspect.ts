import { RecordError } from '../../domain/index.js'
import {
  asObject,
  groupInspectMembers,
  type InspectHeader,
  joinInspectChunks,
  type Place,
  parseLenient,
  readInspectHeader,
  readInspectSample,
  type SessionDraft,
} from '../../wire/index.js'
import { openZip, type ZipFile } from './zip-file.js'

/** What a reader gives: a session, or why there is none at this place. */
export type ReadDraft = { readonly draft: SessionDraft } | { readonly error: RecordError }

/**
 * Sessions of an Inspect log in its archive form, one sample in memory at a time. Where a crash left no header, the start
 * of its journal stands in.
 *
 * @throws RecordError where the archive cannot be read, or holds no log
 */
export async function* readInspectArchive(
  path: string,
  options: { readonly rebuild: boolean },
): AsyncGenerator<ReadDraft> {
  const zip = await openZip(path, options)
  try {
    const header = await headerOf(zip, path)
    const names = zip.entries.map(({ name }) => name)
    for (const { key, names: members } of groupInspectMembers(names)) {
      yield await sampleOf(zip, { key, members, header, path })
    }
  } finally {
    await zip.close()
  }
}

async function headerOf(zip: ZipFile, path: string): Promise<InspectHeader> {
  for (const name of ['header.json', '_journal/start.json']) {
    if (!zip.entries.some((entry) => entry.name === name)) continue
    return readInspectHeader(await memberOf(zip, name, path), { file: path, at: name })
  }
  throw new RecordError(
    path,
    undefined,
    'an archive without header.json and _journal/start.json',
    'an Inspect log (.eval)',
  )
}

async function sampleOf(
  zip: ZipFile,
  of: {
    readonly key: string
    readonly members: readonly string[]
    readonly header: InspectHeader
    readonly path: string
  },
): Promise<ReadDraft> {
  const place: Place = { file: of.path, at: `samples/${of.key}` }
  try {
    const parts = new Map<string, unknown>()
    for (const name of of.members) parts.set(name, await memberOf(zip, name, of.path))
    return { draft: readInspectSample(joinInspectChunks(parts), of.header, place) }
  } catch (error) {
    if (error instanceof RecordError) return { error }
    throw error
  }
}

/** A name may stand twice where a log was written over: the last one counts. */
async function memberOf(zip: ZipFile, name: string, path: string): Promise<unknown> {
  const entry = zip.entries.findLast((known) => known.name === name)
  if (entry === undefined) throw new RecordError(path, name, 'missing', 'a member of the archive')
  const text = new TextDecoder().decode(await zip.read(entry))
  try {
    return parseLenient(text)
  } catch (cause) {
    throw new RecordError(path, name, 'not JSON', 'JSON, also with NaN', { cause })
  }
}

/** True for an Inspect log in its JSON form. */
export function isInspectLog(value: unknown): boolean {
  const log = asObject(value)
  return log !== undefined && asObject(log.eval) !== undefined && typeof log.status === 'string'
}

/**
 * Sessions of an Inspect log in its JSON form.
 *
 * @throws RecordError where its version is newer than any that is known
 */
export function* readInspectLog(value: unknown, file: string): Generator<ReadDraft> {
  const header = readInspectHeader(value, { file, at: '' }, { strict: true })
  const samples = asObject(value)?.samples
  for (const [index, sample] of (Array.isArray(samples) ? samples : []).entries()) {
    try {
      yield { draft: readInspectSample(sample, header, { file, at: `samples[${index}]` }) }
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      yield { error }
    }
  }
}
