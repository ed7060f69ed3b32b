import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, inflateRaw, zstdDecompress } from 'node:zlib'
import { RecordError } from '../../domain/index.js'
import {
  findZipDirectory,
  LOCAL_HEADER,
  readLocalHeader,
  readZipEnd64,
  readZipEntries,
  ZIP_TAIL,
  type ZipEntry,
  zstdFrames,
} from '../../wire/index.js'

/** An archive that is read member by member. */
export interface ZipFile {
  readonly entries: readonly ZipEntry[]
  /** True where the directory is lost and the members were found one after the other. */
  readonly isRebuilt: boolean
  /**
   * Unpacks one member, checked against its sum.
   *
   * @throws RecordError where it is damaged, or packed in a way that is not known
   */
  read(entry: ZipEntry): Promise<Uint8Array>
  close(): Promise<void>
}

const unpackDeflate = promisify(inflateRaw)
const unpackZstd = promisify(zstdDecompress)
/** Largest local header with its name and extra fields. */
const MOST_HEADER = LOCAL_HEADER + 2 * 65_535

/**
 * Opens a ZIP archive, also one of more than 4 GiB.
 *
 * @param options.rebuild where the directory is lost, take what can be found from the beginning
 * @throws RecordError `archive-cut` where the directory is lost and nothing says to go on
 */
export async function openZip(path: string, options: { readonly rebuild: boolean }): Promise<ZipFile> {
  const file = await open(path)
  try {
    const found = await entriesOf(file)
    if (found === undefined && !options.rebuild) {
      const expected = 'a complete archive, or --partial to read the members before the break'
      throw new RecordError(path, undefined, 'an archive that breaks off: its directory is missing', expected, {
        code: 'archive-cut',
      })
    }
    const entries = found ?? (await scanEntries(file))
    const read = (entry: ZipEntry) => readMember(file, entry, path)
    return { entries, isRebuilt: found === undefined, read, close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length)
  const { bytesRead } = await file.read(buffer, 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

async function entriesOf(file: FileHandle): Promise<ZipEntry[] | undefined> {
  const { size } = await file.stat()
  const tailAt = Math.max(0, size - ZIP_TAIL)
  const found = findZipDirectory(await bytesAt(file, tailAt, size - tailAt))
  if (found === undefined) return undefined
  const directory = 'directory' in found ? found.directory : readZipEnd64(await bytesAt(file, found.end64At, 56))
  if (directory === undefined || directory.offset + directory.size > size) return undefined
  return readZipEntries(await bytesAt(file, directory.offset, directory.size), directory.entries)
}

/** Members whose bytes are all there, from the beginning on. */
async function scanEntries(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat()
  const entries: ZipEntry[] = []
  let at = 0
  for (;;) {
    const local = readLocalHeader(await bytesAt(file, at, Math.min(MOST_HEADER, Math.max(0, size - at))))
    if (local === undefined) return entries
    const end = at + local.headerSize + local.entry.compressedSize
    if (end > size) return entries
    entries.push({ ...local.entry, offset: at })
    at = end
  }
}

async function readMember(file: FileHandle, entry: ZipEntry, path: string): Promise<Uint8Array> {
  const header = await bytesAt(file, entry.offset, LOCAL_HEADER)
  const bad = (found: string, expected: string, cause?: unknown) =>
    new RecordError(path, entry.name, found, expected, { cause })
  if (header.length < LOCAL_HEADER) throw bad('beyond the end of the archive', 'a complete archive')
  const view = new DataView(header.buffer)
  const start = entry.offset + LOCAL_HEADER + view.getUint16(26, true) + view.getUint16(28, true)
  const packed = await bytesAt(file, start, entry.compressedSize)
  if (packed.length < entry.compressedSize) throw bad('cut off', 'a complete member')
  let bytes: Uint8Array | undefined
  try {
    bytes = await unpack(packed, entry.method)
  } catch (cause) {
    throw bad('damaged', 'a member that can be unpacked', cause)
  }
  if (bytes === undefined) throw bad(`packed by method ${entry.method}`, 'stored (0), deflate (8) or zstd (93)')
  if (crc32(bytes) !== entry.crc) throw bad('damaged: its sum differs', `the sum ${entry.crc.toString(16)}`)
  return bytes
}

async function unpack(packed: Uint8Array, method: number): Promise<Uint8Array | undefined> {
  if (method === 0) return packed
  if (method === 8) return unpackDeflate(packed)
  if (method !== 93) return undefined
  const frames = zstdFrames(packed)
  if (frames === undefined) throw new Error('zstd data that breaks off')
  return Buffer.concat(await Promise.all(frames.map((frame) => unpackZstd(frame))))
}
