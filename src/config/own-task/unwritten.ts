import { ConfigError } from '../../domain/index.js'
import type { AnyTask, AnyTool } from './any-task.js'

/** How a text begins that is still to be written. */
export const TEXT_TO_WRITE = 'Still to be written: '

/** Marks a function that stands where code of the reader's own has to; the same for every copy of this package. */
const UNWRITTEN = Symbol.for('leadline.unwritten')

/**
 * Stands in a task where a function of your own has to be written: `leadline check task` names it, no study starts with
 * it, and whoever calls it is told so.
 *
 * @param what has to be written, in words
 */
export function toWrite(what: string): (...given: readonly unknown[]) => never {
  const open = (): never => {
    throw new ConfigError(what, 'still to be written', 'code of your own')
  }
  return Object.assign(open, { [UNWRITTEN]: what })
}

/** What is still to be written of a task, each with where it is. */
export function unwrittenIn(task: AnyTask): readonly string[] {
  const { name, instructions, make, score, checkpoints, witness, tools, laterTools = {} } = task
  const parts: readonly (readonly [string, unknown])[] = [
    ['instructions', instructions],
    ['make', make],
    ...Object.entries(tools).flatMap(([tool, own]) => toolParts(`tools.${tool}`, own)),
    ...Object.entries(laterTools).flatMap(([tool, own]) => toolParts(`laterTools.${tool}`, own)),
    ['checkpoints', checkpoints],
    ['score', score],
    ['witness', witness],
  ]
  return parts.flatMap(([place, part]) => {
    const what = openWords(part)
    return what === undefined ? [] : [`${name}.${place}: ${what}`]
  })
}

function toolParts(place: string, { description, run }: AnyTool): (readonly [string, unknown])[] {
  return [
    [`${place}.description`, description],
    [`${place}.run`, run],
  ]
}

function openWords(part: unknown): string | undefined {
  if (typeof part === 'function') {
    const what: unknown = Reflect.get(part, UNWRITTEN)
    return typeof what === 'string' ? what : undefined
  }
  return typeof part === 'string' && part.startsWith(TEXT_TO_WRITE) ? part.slice(TEXT_TO_WRITE.length) : undefined
}

/** @throws ConfigError where something is still to be written */
export function requireWritten(name: string, open: readonly string[]): void {
  const [first] = open
  if (first === undefined) return
  const more = open.length === 1 ? '' : `, and ${open.length - 1} more`
  throw new ConfigError(
    `task ${name}`,
    `still to be written (${first}${more})`,
    'all of it; `leadline check task` names each part',
  )
}
