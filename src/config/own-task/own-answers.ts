import { z } from 'zod'
import { kindOf } from './own-state.js'
import type { OwnScore } from './own-task.js'

const share = z.number().min(0).max(1)
const score = z.union([
  share,
  z.boolean(),
  z.object({ value: share, isSolved: z.boolean().optional(), evidence: z.array(z.string()).optional() }),
])
const checkpoints = z.record(z.string(), z.boolean())
const plan = z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }))

/**
 * What the scorer of a task gave, whatever its types promise.
 *
 * @throws Error where it is no share: the scorer is then broken, not the model
 */
export function readScore(task: string, found: unknown): OwnScore {
  const read = score.safeParse(found)
  if (!read.success) throw new Error(`score of ${task} is ${shown(found)}; expected a share in [0, 1], true or false`)
  if (typeof read.data !== 'object') return { value: Number(read.data) }
  const { value, isSolved, evidence } = read.data
  return { value, ...(isSolved !== undefined && { isSolved }), ...(evidence !== undefined && { evidence }) }
}

/**
 * The sub-goals of a task with whether each holds; none where the task tells none.
 *
 * @throws Error where they are anything else
 */
export function readCheckpoints(task: string, found: unknown): Readonly<Record<string, boolean>> {
  const read = checkpoints.safeParse(found ?? {})
  if (read.success) return read.data
  throw new Error(`checkpoints of ${task} are ${shown(found)}; expected names, each with true or false`)
}

/**
 * Refuses a witness whose calls are none: it would count them as a part of the way.
 *
 * @param tools names of the tools of the task
 * @throws Error that shows the first one
 */
export function requirePlan(task: string, found: unknown, tools: readonly string[]): void {
  const expected = 'expected a list of calls of its tools, or undefined'
  if (!Array.isArray(found)) throw new Error(`witness of ${task} gives ${shown(found)}; ${expected}`)
  const read = plan.safeParse(found)
  const at = read.success ? read.data.findIndex(({ name }) => !tools.includes(name)) : read.error.issues[0]?.path[0]
  if (at === -1) return
  const strange: unknown = found[Number(at)]
  throw new Error(`call ${Number(at) + 1} of the witness of ${task} is ${shown(strange)}; ${expected}`)
}

/** Short, for an error. */
function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? JSON.stringify(value) : String(value)
  const kind = kindOf(value)
  return kind === 'Object' || kind === 'Array' ? (JSON.stringify(value)?.slice(0, 80) ?? kind) : kind
}
