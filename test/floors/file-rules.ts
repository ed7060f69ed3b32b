import { LIST_FOLDERS } from './house.js'
import { folderOf } from './import-rules.js'
import type { Violation } from './source.js'

const NAMELESS = ['utils', 'helpers', 'common', 'misc', 'types']
const MOST_LINES = 400
/** From here on a file is split; one that stays longer is listed with its reason. */
const SPLIT_LINES = 250
const MOST_SOURCES = 15
const MOST_FOLDERS = 3

/**
 * Names, sizes and places of files.
 *
 * @param files text by path, tests included
 */
export function fileViolations(files: ReadonlyMap<string, string>): Violation[] {
  const paths = [...files.keys()]
  return [
    ...paths.flatMap(nameProblems),
    ...paths.flatMap((path) => lengthProblems(path, files.get(path) ?? '')),
    ...crowded(paths),
  ]
}

function nameProblems(path: string): Violation[] {
  const parts = path.split('/')
  const found: Violation[] = []
  for (const part of parts) {
    const [name = ''] = part.split('.')
    if (NAMELESS.includes(name)) found.push({ rule: 'names', path, words: `${part} says nothing; expected a name` })
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(part)) {
      found.push({ rule: 'names', path, words: `${part} is not kebab-case` })
    }
  }
  if (parts.length - 1 > MOST_FOLDERS) {
    found.push({
      rule: 'depth',
      path,
      words: `lies ${parts.length - 1} folders deep; expected at most ${MOST_FOLDERS}`,
    })
  }
  return found
}

function lengthProblems(path: string, text: string): Violation[] {
  const lines = text.split('\n').length - 1
  if (lines > MOST_LINES) {
    return [{ rule: 'length', path, words: `has ${lines} lines; expected at most ${MOST_LINES}` }]
  }
  return lines > SPLIT_LINES ? [{ rule: 'split', path, words: `has ${lines} lines; split at ${SPLIT_LINES}` }] : []
}

/** The index lists what a folder gives; it and the tests are not counted. */
function crowded(paths: readonly string[]): Violation[] {
  const counts = new Map<string, number>()
  for (const path of paths) {
    if (isTest(path) || /\/index\.tsx?$/.test(path)) continue
    counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1)
  }
  return [...counts]
    .filter(([folder, count]) => count > MOST_SOURCES && !LIST_FOLDERS.some((list) => list === folder))
    .map(([path, count]) => ({
      rule: 'crowd',
      path,
      words: `holds ${count} sources; expected at most ${MOST_SOURCES}`,
    }))
}

/** Tests sit beside their source, or in `test/`. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('test/')
}
