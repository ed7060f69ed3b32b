import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { RecordError } from '../../domain/index.js'
import { type Place, parseLenient } from '../../wire/index.js'
import { openFile } from '../open-file.js'
import { fileError, firstBytes, GZIP, startsWith } from './first-bytes.js'

/** A JSON value with its place in a file. */
export interface PlacedValue {
  readonly value: unknown
  readonly place: Place
}

/** A value, or why there is none at this place. */
export type ReadValue = PlacedValue | { readonly error: RecordError }

/**
 * The JSON values of a file, plain or gzip: its lines where each line is one, the items of a list, or the one document
 * that it is. Lines are read one at a time, so that a file of lines may be larger than the memory.
 *
 * @throws RecordError where the file cannot be read at all
 */
export async function* jsonValues(path: string): AsyncGenerator<ReadValue> {
  const first = await firstLine(path)
  if (first !== undefined && isWhole(first)) yield* lineValues(path)
  else yield* documentValues(path)
}

/** A line that begins like a list is a document, also where it ends on that line: its items are the values. */
function isWhole(line: string): boolean {
  return line.startsWith('{') && tryParse(line) !== undefined
}

async function firstLine(path: string): Promise<string | undefined> {
  for await (const line of linesOf(path)) if (line.text.trim() !== '') return line.text.trim()
  return undefined
}

async function* lineValues(path: string): AsyncGenerator<ReadValue> {
  for await (const { text, number } of linesOf(path)) {
    if (text.trim() === '') continue
    const place = { file: path, at: `line ${number}` }
    const value = tryParse(text)
    yield value === undefined ? { error: noJson(place, text) } : { value, place }
  }
}

async function* documentValues(path: string): AsyncGenerator<ReadValue> {
  const { text } = await openFile(path)
  const value = tryParse(text.replace(/^\uFEFF/, ''))
  if (value === undefined) {
    yield { error: noJson({ file: path, at: '' }, text) }
    return
  }
  if (!Array.isArray(value)) yield { value, place: { file: path, at: '' } }
  else for (const [index, item] of value.entries()) yield { value: item, place: { file: path, at: `[${index}]` } }
}

function noJson({ file, at }: Place, text: string): RecordError {
  const place = at === '' ? undefined : at
  const found = text.trim() === '' ? 'empty' : `not JSON (${problemIn(text)})`
  return new RecordError(file, place, found, 'JSON, or JSON lines with one whole value a line')
}

/** What is wrong, without the text itself: it may hold what nobody should see. */
function problemIn(text: string): string {
  try {
    parseLenient(text)
    return 'null'
  } catch (error) {
    const at = error instanceof SyntaxError ? /position (\d+)/.exec(error.message)?.[1] : undefined
    return at === undefined || Number(at) >= text.trimEnd().length
      ? 'it breaks off'
      : `broken at character ${Number(at) + 1}`
  }
}

function tryParse(text: string): unknown {
  try {
    return parseLenient(text) ?? undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly number: number }> {
  const isGzip = startsWith(await firstBytes(path), GZIP)
  const source = createReadStream(path)
  try {
    const plain: Readable = isGzip ? source.pipe(createGunzip()) : source
    // A pipe does not pass on what goes wrong before it.
    if (isGzip) source.on('error', (error) => plain.destroy(error))
    let number = 0
    for await (const line of createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1
      yield { text: number === 1 ? line.replace(/^\uFEFF/, '') : line, number }
    }
  } catch (error) {
    throw fileError(error, path)
  } finally {
    source.destroy()
  }
}
