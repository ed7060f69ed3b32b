import { codeViolations } from './code-rules.js'
import { fileViolations, isTest } from './file-rules.js'
import { importViolations } from './import-rules.js'
import { purityViolations } from './purity-rules.js'
import { parseSource, type Violation } from './source.js'

/**
 * Holds the house against every rule.
 *
 * @param files text by path from the root of the repository, with `/`; sources, and tests for the rules of files
 */
export function checkHouse(files: ReadonlyMap<string, string>): Violation[] {
  const hasIndex = (folder: string) => files.has(`${folder}/index.ts`)
  const sources = [...files].filter(([path]) => !isTest(path)).map(([path, text]) => parseSource(path, text))
  return [
    ...fileViolations(files),
    ...sources.flatMap((source) => [
      ...importViolations(source, hasIndex),
      ...purityViolations(source),
      ...codeViolations(source),
    ]),
  ]
}

/** One line a violation, as an editor can jump to it. */
export function linesOf(violations: readonly Violation[]): string[] {
  return violations.map(
    ({ rule, path, line, words }) => `${path}${line === undefined ? '' : `:${line}`} [${rule}] ${words}`,
  )
}
