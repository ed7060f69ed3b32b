import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { RecordError } from '../domain/index.js'

/** A text file, unpacked. */
export interface OpenedFile {
  /** As the user named it. */
  readonly path: string
  readonly text: string
  readonly isGzip: boolean
  /** SHA-256 of the bytes on disk, as 64 hexadecimal digits. */
  readonly sha256: string
}

/** Largest text after unpacking: what one string of this runtime holds, with room to spare. */
const MOST_BYTES = 2 ** 29 - 2 ** 20

const unpack = promisify(gunzip)

/**
 * Reads a text file, plain or gzip.
 *
 * @throws RecordError where it is missing, cannot be read, is a broken gzip file, or is not UTF-8
 */
export async function openFile(path: string): Promise<OpenedFile> {
  const bytes = await readBytes(path)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const plain = isGzip ? await unpackBytes(bytes, path) : bytes
  return { path, text: decode(plain, path), isGzip, sha256: createHash('sha256').update(bytes).digest('hex') }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    const code = codeOf(cause)
    const found = { ENOENT: 'missing', EISDIR: 'a folder', EACCES: 'not readable' }[code] ?? `not readable (${code})`
    throw new RecordError(path, undefined, found, 'a file: CSV, JSON lines or tau2 results, plain or gzip', { cause })
  }
}

/**
 * Unpacks gzip bytes.
 *
 * @param name for errors
 * @throws RecordError where the bytes are cut off, damaged, or unpack to more than one text can hold
 */
async function unpackBytes(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  try {
    return await unpack(bytes, { maxOutputLength: MOST_BYTES })
  } catch (cause) {
    const code = codeOf(cause)
    const found = { Z_BUF_ERROR: 'a gzip file that breaks off', ERR_BUFFER_TOO_LARGE: 'too large when unpacked' }[code]
    throw new RecordError(name, undefined, found ?? 'a damaged gzip file', 'a complete file of at most 511 MiB', {
      cause,
    })
  }
}

function decode(bytes: Uint8Array, path: string): string {
  if (bytes.length > MOST_BYTES) throw new RecordError(path, undefined, 'too large', 'a file of at most 511 MiB')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new RecordError(path, undefined, 'not UTF-8 text', 'a text file in UTF-8', { cause })
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
}
