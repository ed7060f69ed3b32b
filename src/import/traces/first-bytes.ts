import { open } from 'node:fs/promises'
import { RecordError } from '../../domain/index.js'

/** Bytes with which a ZIP archive begins. */
export const ZIP: readonly number[] = [0x50, 0x4b, 0x03, 0x04]
/** Bytes with which a gzip file begins. */
export const GZIP: readonly number[] = [0x1f, 0x8b]

/** True where the bytes begin with these. */
export function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/**
 * The first four bytes of a file, or fewer where it is shorter.
 *
 * @throws RecordError where there is no file that can be read
 */
export async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const { bytesRead, buffer } = await file.read(new Uint8Array(4), 0, 4, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileError(error, path)
  }
}

const FOUND: Readonly<Record<string, string>> = {
  ENOENT: 'missing',
  EISDIR: 'a folder',
  EACCES: 'not readable',
  Z_BUF_ERROR: 'a gzip file that breaks off',
  Z_DATA_ERROR: 'a damaged gzip file',
}

/** One line about a file that cannot be read, or the error itself where it is about something else. */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const found = FOUND[code]
  return found === undefined
    ? error
    : new RecordError(path, undefined, found, 'a file of traces, plain or gzip', { cause: error })
}
