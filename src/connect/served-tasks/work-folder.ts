import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { canonicalJson, DataError, isJsonObject, type JsonObject, type JsonValue } from '../../domain/index.js'

/**
 * What a folder holds: by path, `{ text }`, `{ base64 }` or `{ link }`; an empty object is a folder without anything in
 * it. `isExecutable` only where it is.
 */
export type FolderState = JsonObject

/**
 * Where a copied folder seems to lie, to a model and in what it writes: no path of this machine, and the same in every
 * trial, so that no answer tells one from another.
 */
export const FOLDER = '/workspace'

const MOST_BYTES = 16 * 2 ** 20
const MOST_FILES = 5_000

/**
 * Reads a folder.
 *
 * @throws DataError `folder-too-large`: every state of it is stored
 */
export function readFolder(folder: string): FolderState {
  const found: Record<string, JsonValue> = {}
  let bytes = 0
  const read = (path: string, name: string) => {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) found[name] = { link: readlinkSync(path) }
    else if (stat.isDirectory()) {
      const names = readdirSync(path).sort()
      if (names.length === 0 && name !== '') found[name] = {}
      for (const inner of names) read(join(path, inner), name === '' ? inner : `${name}/${inner}`)
    } else if (stat.isFile()) {
      bytes += stat.size
      requireSmall(folder, bytes, Object.keys(found).length)
      found[name] = { ...contentOf(readFileSync(path)), ...((stat.mode & 0o100) !== 0 && { isExecutable: true }) }
    }
  }
  read(folder, '')
  return found
}

function requireSmall(folder: string, bytes: number, files: number): void {
  if (bytes <= MOST_BYTES && files < MOST_FILES) return
  const most = `${MOST_FILES} files and ${MOST_BYTES / 2 ** 20} MiB, since every state of it is stored`
  throw new DataError('folder-too-large', `${folder} holds more than can be kept; expected at most ${most}`)
}

function contentOf(bytes: Buffer): { readonly text: string } | { readonly base64: string } {
  const text = bytes.toString('utf8')
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : { base64: bytes.toString('base64') }
}

/** Makes an empty folder of its own, with the path that links have been followed in. */
export function makeFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'work-')))
}

/** Stands in a stored text for the path of the copy it was read in: no two copies have the same. */
const HERE = '\uE000work folder\uE000'

/** Reads a copy so that it says the same wherever it lies. */
export function readCopy(folder: string): FolderState {
  return mapTexts(readFolder(folder), (text) => text.replaceAll(folder, HERE))
}

function mapTexts(state: FolderState, change: (text: string) => string): FolderState {
  return Object.fromEntries(
    Object.entries(state).map(([name, entry]) => {
      const text = isJsonObject(entry) ? entry.text : undefined
      return [name, isJsonObject(entry) && typeof text === 'string' ? { ...entry, text: change(text) } : entry]
    }),
  )
}

/** Brings a copy to a state: what differs is written anew, what is not in it goes. */
export function writeCopy(folder: string, wanted: FolderState): void {
  const now = readFolder(folder)
  const state = mapTexts(wanted, (text) => text.replaceAll(HERE, folder))
  for (const [name, entry] of Object.entries(now)) {
    if (canonicalJson(entry ?? null) !== canonicalJson(state[name] ?? null)) {
      rmSync(join(folder, name), { recursive: true, force: true })
    }
  }
  removeEmpty(folder, folder, new Set(Object.keys(state).flatMap(parentsOf)))
  for (const [name, entry] of Object.entries(state)) {
    if (canonicalJson(entry ?? null) !== canonicalJson(now[name] ?? null)) writeEntry(join(folder, name), entry)
  }
}

function parentsOf(name: string): string[] {
  const parts = name.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** Folders that lost all they held and are not in the state. */
function removeEmpty(root: string, folder: string, kept: ReadonlySet<string>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const path = join(folder, entry.name)
    if (kept.has(path.slice(root.length + 1))) removeEmpty(root, path, kept)
    else rmSync(path, { recursive: true, force: true })
  }
}

function writeEntry(path: string, entry: JsonValue | undefined): void {
  if (!isJsonObject(entry)) throw new DataError('state-invalid', 'a stored state is not one of a folder')
  const { text, base64, link, isExecutable } = entry
  mkdirSync(dirname(path), { recursive: true })
  if (typeof link === 'string') symlinkSync(link, path)
  else if (typeof text === 'string') writeFileSync(path, text)
  else if (typeof base64 === 'string') writeFileSync(path, Buffer.from(base64, 'base64'))
  else mkdirSync(path, { recursive: true })
  if (isExecutable === true) chmodSync(path, 0o755)
}

/** The text of a file in a state, or undefined where there is none. */
export function textIn(state: FolderState, path: string): string | undefined {
  const entry = state[path.replace(/^\.?\//, '')]
  return isJsonObject(entry) && typeof entry.text === 'string' ? entry.text.replaceAll(HERE, FOLDER) : undefined
}

/** Whether a state is one of a folder. */
export function isFolderState(state: JsonValue): state is FolderState {
  return isJsonObject(state)
}

const FILE_SCHEME = 'file://'

/** Arguments in which paths that seem to lie in the work folder lie where it is. */
export function intoFolder(value: JsonValue, folder: string): JsonValue {
  if (typeof value === 'string') {
    const scheme = value.startsWith(FILE_SCHEME) ? FILE_SCHEME : ''
    const path = value.slice(scheme.length)
    return path === FOLDER || path.startsWith(`${FOLDER}/`) ? `${scheme}${folder}${path.slice(FOLDER.length)}` : value
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: JsonValue) => intoFolder(item, folder))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? undefined : intoFolder(item, folder)]),
  )
}

/** A text in which nothing tells where the work folder is. */
export function outOfFolder(text: string, folder: string): string {
  return text.replaceAll(folder, FOLDER)
}

/** Removes a folder that was made here. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
