import {
  type Checkpoint,
  type Constraint,
  type Environment,
  forbidsCall,
  type JsonObject,
  type JsonValue,
  type Score,
  type Solution,
  type ToolSpec,
  type WorldCall,
} from '../../domain/index.js'
import type { AnyTask } from './any-task.js'
import { callTool } from './call-tool.js'
import { readCheckpoints, readScore, requirePlan } from './own-answers.js'
import { requireJson } from './own-state.js'
import { jsonCopy } from './tool-schema.js'
import { translationsOf } from './translations.js'

/** What a world of a task begins with. */
interface Beginning {
  readonly state: unknown
  readonly specs: readonly ToolSpec[]
  /** Tools that an intervention may bring. */
  readonly later: readonly ToolSpec[]
  /** The pair's id. */
  readonly chance: string
  /** Reference length, shared out evenly over the checkpoints. */
  readonly calls: number
}

/** A world in which the task is at its beginning. Judging and solving work on a copy, so they change nothing. */
export function openOwnWorld(task: AnyTask, { state: first, specs, later, chance, calls }: Beginning): Environment {
  let state = structuredClone(first)
  const names = Object.keys(readCheckpoints(task.name, task.checkpoints?.(structuredClone(first))))
  const copy = () => structuredClone(state)
  const isLater = ({ name }: WorldCall) => later.some((tool) => tool.name === name)
  const solve = (constraints: readonly Constraint[]) => solveFrom(task, copy(), constraints)
  return {
    tools: specs,
    effects: task.effects ?? 'replayable',
    // What is not offered never gets here: whoever calls a later tool has been offered it.
    call: (given) => callTool(task, given, { state, specs: isLater(given) ? later : specs, chance }),
    score: () => scoreOf(task, copy()),
    checkpoints: () => checkpointsOf(task, copy(), { names, calls }),
    snapshot: () => snapshotOf(task, state),
    restore: (value) => {
      state = structuredClone(value)
    },
    ...(later.length > 0 && { laterTools: () => later }),
    ...(task.witness !== undefined && { solve }),
    ...(task.translations !== undefined && { translations: () => translationsOf(task, structuredClone(first)) }),
    ...(task.disturbances !== undefined && {
      disturbances: () => disturbancesOf(task, copy()),
      disturb: (id: string) => task.disturbances?.[id]?.apply(state),
    }),
    ...(task.goals !== undefined && {
      goalVariants: () => Object.entries(task.goals ?? {}).map(([id, { text, novelty }]) => ({ id, text, novelty })),
      changeGoal: (id: string) => task.goals?.[id]?.apply(state),
    }),
  }
}

function snapshotOf({ name }: AnyTask, state: unknown): JsonValue {
  requireJson(`state of ${name}`, state)
  return jsonCopy(state) ?? null
}

/**
 * The judgement of a state.
 *
 * @throws Error where the task's own function gives no share: the scorer is then broken, not the model
 */
export function scoreOf(task: AnyTask, state: unknown): Score {
  const { value, isSolved, evidence } = readScore(task.name, task.score(state))
  return { value, isSolved: isSolved ?? value === 1, evidence: evidence ?? evidenceOf(task, state, value) }
}

function evidenceOf({ name: task, checkpoints }: AnyTask, state: unknown, value: number): readonly string[] {
  const found = Object.entries(readCheckpoints(task, checkpoints?.(state)))
  if (found.length === 0) return [`the score is ${value}`]
  const open = found.flatMap(([name, isReached]) => (isReached ? [] : [name]))
  const held = `${found.length - open.length} of ${found.length} checkpoints hold`
  return open.length === 0 ? [held] : [held, `open: ${open.join(', ')}`]
}

function checkpointsOf(
  task: AnyTask,
  state: unknown,
  { names, calls }: { readonly names: readonly string[]; readonly calls: number },
): readonly Checkpoint[] {
  if (names.length === 0) return [{ id: 'goal', effort: calls, isReached: scoreOf(task, state).isSolved }]
  const found = readCheckpoints(task.name, task.checkpoints?.(state))
  const strange = Object.keys(found).find((name) => !names.includes(name))
  if (strange !== undefined) {
    throw new Error(
      `checkpoints of ${task.name} have '${strange}' only later; expected the same names from the beginning`,
    )
  }
  return names.map((id) => ({ id, effort: calls / names.length, isReached: found[id] === true }))
}

/** What the witness finds from a state under constraints; what somebody else changes is changed before it looks. */
export function solveFrom(task: AnyTask, state: unknown, constraints: readonly Constraint[]): Solution {
  for (const constraint of constraints) {
    if (constraint.kind === 'disturbed') task.disturbances?.[constraint.disturbance]?.apply(state)
    if (constraint.kind === 'goal-changed') task.goals?.[constraint.variant]?.apply(state)
  }
  const builders = Object.fromEntries(
    Object.keys(task.tools).map((name) => [name, (input: JsonObject = {}) => ({ name, arguments: input })]),
  )
  const plan = task.witness?.(state, builders, (call) => !constraints.some((one) => forbidsCall(one, call)))
  if (plan === undefined) return { kind: 'infeasible', reason: 'the witness finds no way' }
  requirePlan(task.name, plan, Object.keys(task.tools))
  return { kind: 'calls', calls: [...plan] }
}

function disturbancesOf(task: AnyTask, state: unknown) {
  return Object.entries(task.disturbances ?? {}).flatMap(([id, disturbance]) => {
    if (disturbance.isPossible?.(state) === false) return []
    const { kind, description } = disturbance
    const solution = solveFrom(task, structuredClone(state), [{ kind: 'disturbed', disturbance: id }])
    return [{ id, kind, description, isSolvable: task.witness !== undefined && solution.kind === 'calls' }]
  })
}
