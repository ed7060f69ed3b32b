import type { Score } from '../../domain/index.js'
import type { FileCheck } from './server-family.js'
import { type FolderState, textIn } from './work-folder.js'

/** Whether a condition holds in the state of a folder. */
export function holds({ path, equals, contains, isAbsent }: FileCheck, state: FolderState): boolean {
  const text = textIn(state, path)
  if (isAbsent === true) return text === undefined
  if (text === undefined) return false
  if (equals !== undefined && text.trim() !== equals.trim()) return false
  return contains === undefined || text.includes(contains)
}

/** Judges a folder by conditions on its files: the share that hold, and which do not. */
export function judgeFiles(checks: readonly FileCheck[], state: FolderState): Score {
  const held = checks.filter((check) => holds(check, state))
  return {
    value: held.length / checks.length,
    isSolved: held.length === checks.length,
    evidence: checks.map((check) => `${checkName(check)}: ${holds(check, state) ? 'yes' : 'no'}`),
  }
}

/** A condition in words that stay short. */
export function checkName({ path, equals, contains, isAbsent }: FileCheck): string {
  if (isAbsent === true) return `${path} is gone`
  const wanted = [
    ...(equals === undefined ? [] : [`is ${short(equals)}`]),
    ...(contains === undefined ? [] : [`contains ${short(contains)}`]),
  ]
  return `${path} ${wanted.join(' and ') || 'is there'}`
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return JSON.stringify(line.length > 40 ? `${line.slice(0, 37)}...` : line)
}
