import { AFTER_RECORD, BENCH, EXAMPLES, FLOORS, LOADER, PACKAGES, USER_FOLDERS } from './house.js'
import type { Import, Source, Violation } from './source.js'

/** Where a path stands: a folder of `src/` with its floor, a user folder, or outside the house. */
interface Place {
  readonly room: string
  readonly floor: number | undefined
}

const TOP_FLOOR = 5
const USER_FLOOR = 6

/**
 * Downwards only, no neighbours, doors by the index, the package by its name, packages by the table.
 *
 * @param hasIndex whether a folder has an index; within a room, a folder without one is no more than a shelf
 */
export function importViolations(source: Source, hasIndex: (folder: string) => boolean): Violation[] {
  const from = placeOf(source.path)
  if (from.floor === undefined) {
    return [{ rule: 'floors', path: source.path, words: `folder ${from.room} is on no floor of the house` }]
  }
  return source.imports.flatMap((entry) => {
    const found = entry.specifier.startsWith('.')
      ? relativeProblem(source.path, from, entry, { hasIndex })
      : namedProblem(source.path, from, entry)
    return found.map(([rule, words]) => ({ rule, path: source.path, line: entry.line, words }))
  })
}

function relativeProblem(
  path: string,
  from: Place,
  { specifier }: Import,
  { hasIndex }: { readonly hasIndex: (folder: string) => boolean },
): [string, string][] {
  const target = join(folderOf(path), specifier)
  const to = placeOf(target)
  const found: [string, string][] = []
  if (to.room !== from.room) {
    if (to.floor === undefined) found.push(['floors', `${specifier} is outside the house`])
    else if (isUser(to.room)) found.push(['name', `${specifier} enters ${to.room} by path; expected its name`])
    else if (isUser(from.room)) found.push(['name', `${specifier} enters the package by path; expected 'leadline'`])
    else if (to.floor >= (from.floor ?? 0)) {
      found.push(['floors', `${from.room} (floor ${from.floor}) imports ${to.room} (floor ${to.floor})`])
    } else if (to.room === 'journal' && AFTER_RECORD.some((room) => room === from.room)) {
      found.push(['record', `${from.room} reads the journal; expected what observeStudy returns`])
    }
  }
  const isShelf = to.room === from.room && !hasIndex(folderOf(target))
  if (!isShelf && !isByIndex(path, target)) found.push(['index', `${specifier} enters a folder by an inner file`])
  return found
}

/** A folder that does not hold the importer is entered by its index. */
function isByIndex(path: string, target: string): boolean {
  const [own, other] = [folderOf(path), folderOf(target)]
  return own === other || own.startsWith(`${other}/`) || /(^|\/)index\.js$/.test(target)
}

function namedProblem(path: string, from: Place, { specifier, kind }: Import): [string, string][] {
  if (specifier.startsWith('node:')) return []
  const [first = '', second = ''] = specifier.split('/')
  if (first === 'leadline') {
    const isBenched = from.room === BENCH && USER_FOLDERS.some((folder) => folder === second)
    if (from.room === EXAMPLES || isBenched) return []
    if (isUser(from.room)) {
      const isOther = USER_FOLDERS.some((folder) => folder === second && folder !== from.room)
      return second === '' || isOther ? [] : [['name', `${specifier} is imported; expected 'leadline'`]]
    }
    const isLoader = path === LOADER && kind !== 'static' && USER_FOLDERS.some((folder) => folder === second)
    return isLoader ? [] : [['name', `${specifier} is imported inside the package; ${LOADER} alone loads by name`]]
  }
  const name = first.startsWith('@') ? `${first}/${second}` : first
  const allowed = PACKAGES[from.room] ?? []
  return allowed.includes(name) ? [] : [['packages', `${name} is not among the packages of ${from.room}`]]
}

function isUser(room: string): boolean {
  return room === EXAMPLES || USER_FOLDERS.some((folder) => folder === room)
}

/** @param path of a file, from the root of the repository */
export function placeOf(path: string): Place {
  const [top = '', second = '', third] = path.split('/')
  if (isUser(top) || top === BENCH) return { room: top, floor: USER_FLOOR }
  if (top !== 'src') return { room: top, floor: undefined }
  if (third === undefined) return { room: 'src', floor: /^index\.(js|ts)$/.test(second) ? TOP_FLOOR : undefined }
  return { room: second, floor: FLOORS[second] }
}

/** The folder of a path. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function join(folder: string, specifier: string): string {
  const parts = folder.split('/')
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
