import { type FileHandle, open } from 'node:fs/promises'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet'
import { RecordError } from '../../domain/index.js'
import { fileError } from './first-bytes.js'
import type { ReadValue } from './json-values.js'
import { plainValue } from './parquet-values.js'

/** Bytes with which a Parquet file begins and ends. */
export const PARQUET: readonly number[] = [0x50, 0x41, 0x52, 0x31]

/** Which columns are read of a file. */
export interface WantedColumns {
  /** Whose file it is, for errors. */
  readonly what: string
  readonly required: readonly string[]
  /** Read where they are there. */
  readonly optional: readonly string[]
  /** Most bytes of one group of rows after unpacking: it is held in memory whole. */
  readonly mostBytes?: number
}

const MOST_BYTES = 2 ** 30
const MEBIBYTE = 2 ** 20
/** Ends a file: the length of its metadata, and the four bytes again. */
const TAIL_BYTES = 8

/**
 * The rows of a Parquet file as objects, one group of rows at a time. Times become ISO texts, whole numbers plain ones.
 *
 * @throws RecordError where it is no whole Parquet file, lacks a column, or has a group that is too large; a group that
 *   is damaged is an error of its own, and the next one is read
 */
export async function* parquetRows(path: string, wanted: WantedColumns): AsyncGenerator<ReadValue> {
  const handle = await opened(path)
  try {
    const file = await bufferOf(handle, path)
    const metadata = await metadataOf(file, path)
    const columns = columnsIn(metadata, path, wanted)
    refuseLarge(metadata, path, { columns, mostBytes: wanted.mostBytes ?? MOST_BYTES })
    let from = 0
    for (const { num_rows: rows } of metadata.row_groups) {
      const to = from + Number(rows)
      yield* groupRows(path, { file, metadata, columns, from, to })
      from = to
    }
  } finally {
    await handle.close()
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path)
  } catch (error) {
    throw fileError(error, path)
  }
}

/** Only what is asked for is read: footers lie at the end, and columns apart from each other. */
async function bufferOf(handle: FileHandle, path: string): Promise<AsyncBuffer> {
  const { size } = await handle.stat()
  const slice = async (start: number, end: number = size): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(Math.max(0, end - start))
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start)
    if (bytesRead < bytes.length) throw new RangeError(`${path} ends at byte ${start + bytesRead}`)
    return bytes.buffer
  }
  const tail = new Uint8Array(await slice(Math.max(0, size - TAIL_BYTES)))
  const isWhole = size >= PARQUET.length + TAIL_BYTES && PARQUET.every((byte, index) => tail[index + 4] === byte)
  if (!isWhole) throw new RecordError(path, undefined, 'a Parquet file that breaks off', 'a whole one')
  return { byteLength: size, slice: async (start, end) => slice(start < 0 ? size + start : start, end) }
}

async function metadataOf(file: AsyncBuffer, path: string): Promise<FileMetaData> {
  const { parquetMetadataAsync } = await import('hyparquet')
  try {
    return await parquetMetadataAsync(file)
  } catch (cause) {
    throw new RecordError(path, undefined, 'a Parquet file whose metadata are damaged', 'a whole one', { cause })
  }
}

function columnsIn({ schema }: FileMetaData, path: string, { what, required, optional }: WantedColumns): string[] {
  const [root, ...parts] = schema
  const found: string[] = []
  // The schema is a tree written in order: children of the root are found by passing over what each of them holds.
  let index = 0
  for (let child = 0; child < (root?.num_children ?? 0); child += 1) {
    found.push(parts[index]?.name ?? '')
    let open = 1
    while (open > 0 && index < parts.length) {
      open += (parts[index]?.num_children ?? 0) - 1
      index += 1
    }
  }
  const missing = required.filter((name) => !found.includes(name))
  if (missing.length > 0) {
    const words = `a Parquet file without column ${missing.join(', ')} (found: ${found.slice(0, 12).join(', ')})`
    throw new RecordError(path, undefined, words, `${what}, with ${required.join(', ')}`)
  }
  return [...required, ...optional.filter((name) => found.includes(name))]
}

function refuseLarge(
  { row_groups: groups }: FileMetaData,
  path: string,
  { columns, mostBytes }: { readonly columns: readonly string[]; readonly mostBytes: number },
): void {
  for (const [index, group] of groups.entries()) {
    const own = group.columns.flatMap(({ meta_data: data }) =>
      data !== undefined && columns.includes(data.path_in_schema[0] ?? '')
        ? [Number(data.total_uncompressed_size)]
        : [],
    )
    const bytes = own.reduce((sum, size) => sum + size, 0)
    if (bytes <= mostBytes) continue
    const found = `a group of rows of ${Math.ceil(bytes / MEBIBYTE)} MiB`
    const expected = `at most ${Math.floor(mostBytes / MEBIBYTE)} MiB: export a shorter time, or write it anew in smaller groups`
    throw new RecordError(path, `group ${index}`, found, expected)
  }
}

/** Where a group lies, and what is read of it. */
interface RowGroup {
  readonly file: AsyncBuffer
  readonly metadata: FileMetaData
  readonly columns: string[]
  readonly from: number
  readonly to: number
}

async function* groupRows(path: string, { from, to, ...rest }: RowGroup): AsyncGenerator<ReadValue> {
  const { parquetReadObjects } = await import('hyparquet')
  let rows: Record<string, unknown>[]
  try {
    const parsers = { jsonFromBytes: (bytes: Uint8Array) => new TextDecoder().decode(bytes) }
    rows = await parquetReadObjects({ ...rest, rowStart: from, rowEnd: to, compressors: UNPACKERS, parsers })
  } catch (cause) {
    const isPacked = cause instanceof Error && cause.message.startsWith('parquet unsupported compression codec')
    const found = isPacked ? `packed by ${cause.message.split(': ').at(-1)}` : 'damaged'
    const expected = isPacked ? 'zstandard, gzip, snappy, brotli or no compression' : 'a whole Parquet file'
    yield { error: new RecordError(path, `rows ${from} to ${to - 1}`, found, expected, { cause }) }
    return
  }
  for (const [index, row] of rows.entries()) {
    yield { value: plainValue(row), place: { file: path, at: `row ${from + index}` } }
  }
}

/** What the runtime unpacks itself; snappy and plain pages the reader knows. None gives more than its page says. */
const UNPACKERS: Compressors = {
  GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (bytes, length) => zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }),
}
