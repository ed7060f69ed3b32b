import { deflateSync, inflateSync } from 'node:zlib'
import { type Content, canonicalJson, InvariantError, type JsonValue, RecordError, textHash } from '../domain/index.js'
import type { Connection } from './connection.js'

/** Values stored once, by hash. */
export interface Contents {
  /** Inside a transaction; a value known to be there costs nothing. */
  add(contents: readonly Content[]): void
  /** Whether the transaction with the values added since the last call was committed. */
  settle(isCommitted: boolean): void
  /** @throws RecordError `content-missing`, or where the stored bytes are not what was stored */
  read(hash: string): JsonValue
}

/** Hashes remembered as stored; forgetting one costs an insert that is ignored. */
const MOST_KNOWN = 50_000
/** Characters of stored text whose values are kept after reading: forks read the messages of their parent again. */
const MOST_KEPT = 16_000_000
/** Texts from this length on are compressed. */
const LARGE = 4_096

/** The store of contents on one connection. */
export function createContents(connection: Connection): Contents {
  const insert = connection.prepare('INSERT OR IGNORE INTO content (hash, bytes) VALUES (?, ?)')
  const select = connection.prepare('SELECT bytes FROM content WHERE hash = ?')
  const known = new Set<string>()
  const kept = createKept()
  let added: string[] = []

  return {
    add(contents) {
      for (const { hash, value } of contents) {
        if (known.has(hash)) continue
        const text = canonicalJson(value)
        if (textHash(text) !== hash) throw new InvariantError(`content ${hash} does not have the hash it is stored by`)
        insert.run(hash, encode(text))
        known.add(hash)
        added.push(hash)
      }
    },
    settle(isCommitted) {
      if (!isCommitted) for (const hash of added) known.delete(hash)
      added = []
      for (const oldest of known) {
        if (known.size <= MOST_KNOWN) break
        known.delete(oldest)
      }
    },
    read(hash) {
      const before = kept.get(hash)
      if (before !== undefined) return before
      const place = `content ${hash}`
      const row = connection.read(place, () => select.get(hash))
      const fail = (found: string, code: string) =>
        new RecordError(connection.file, place, found, 'the value stored under this hash', { code })
      if (row === undefined) throw fail('missing', 'content-missing')
      const text = decode(row.bytes)
      if (text === undefined || textHash(text) !== hash) throw fail('altered', 'record-invalid')
      const value: JsonValue = JSON.parse(text)
      kept.set(hash, value, text.length)
      return value
    },
  }
}

/** Values read of late, the oldest given up first; nobody changes a value that was read. */
function createKept() {
  const values = new Map<string, { readonly value: JsonValue; readonly length: number }>()
  let total = 0
  return {
    get: (hash: string) => values.get(hash)?.value,
    set(hash: string, value: JsonValue, length: number): void {
      values.set(hash, { value, length })
      total += length
      for (const [oldest, { length: freed }] of values) {
        if (total <= MOST_KEPT) break
        values.delete(oldest)
        total -= freed
      }
    },
  }
}

function encode(text: string): string | Uint8Array {
  return text.length < LARGE ? text : deflateSync(text, { level: 1 })
}

function decode(bytes: unknown): string | undefined {
  if (typeof bytes === 'string') return bytes
  if (!(bytes instanceof Uint8Array)) return undefined
  try {
    return inflateSync(bytes).toString('utf8')
  } catch {
    return undefined
  }
}
