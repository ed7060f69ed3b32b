import {
  ConfigError,
  type Constraint,
  type Environment,
  type JsonObject,
  type Preparation,
  refusalOf,
  type Scene,
  type Solution,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../../domain/index.js'

/** A tool with the calls that the parent trial made of it after the fork, in order. */
interface UsedTool {
  readonly spec: ToolSpec
  readonly calls: readonly WorldCall[]
}

/** One call of the future with the answer it got, played from the fork. */
interface PlayedCall {
  readonly call: WorldCall
  readonly spec: ToolSpec
  readonly result: ToolResult
}

/** What is missing where a world answers later: its future cannot be played while aiming. */
export const ANSWERS_AT_ONCE = 'a world that answers at once'

/** The preparation that says which capability is missing. */
export function notApplicable(missing: string): Preparation {
  return { kind: 'not-applicable', missing }
}

/** The tools that the parent uses after the fork, in order of first use; names that the world does not know are left out. */
export function usedTools(scene: Scene): UsedTool[] {
  return [...new Set(scene.future.map(({ name }) => name))].flatMap((name) => {
    const spec = isWanted(scene, name) ? scene.environment.tools.find((tool) => tool.name === name) : undefined
    return spec === undefined ? [] : [{ spec, calls: scene.future.filter((call) => call.name === name) }]
  })
}

/** Whether a tool, disturbance or goal variant is the one that the probe names, or none is named. */
export function isWanted({ target }: Scene, id: string): boolean {
  return target === undefined || target === id
}

/** The tools used at least twice, or all where none is: a change should be met more than once. */
export function preferRepeated(tools: readonly UsedTool[]): readonly UsedTool[] {
  const repeated = tools.filter(({ calls }) => calls.length >= 2)
  return repeated.length > 0 ? repeated : tools
}

/** The item at a draw in [0, 1), or undefined where there is none. */
export function pick<T>(items: readonly T[], draw: number): T | undefined {
  return items[Math.floor(draw * items.length)]
}

/** The items from the drawn one on, wrapped around: an order in which to try them. */
export function rotate<T>(items: readonly T[], draw: number): T[] {
  const start = Math.floor(draw * items.length)
  return [...items.slice(start), ...items.slice(0, start)]
}

/** What the world's solver finds under one constraint; undefined where it has no solver. */
export function solveUnder(scene: Scene, constraint: Constraint): Solution | undefined {
  return scene.environment.solve?.([constraint])
}

/**
 * Plays the future in the scene's world, then puts the world back.
 *
 * @param visit called after each call; must leave the world as it finds it
 * @returns false where the world does not answer at once
 */
export function playFuture(scene: Scene, visit: (played: PlayedCall) => void): boolean {
  const { environment, future } = scene
  const fork = environment.snapshot()
  try {
    for (const call of future) {
      const spec = environment.tools.find(({ name }) => name === call.name)
      const result = answerNow(environment, call)
      if (result === undefined) return false
      if (spec !== undefined) visit({ call, spec, result })
    }
    return true
  } finally {
    environment.restore(fork)
  }
}

/** The answer to a call, or undefined where it comes later; a call that does not fit its tool reaches no world. */
export function answerNow(environment: Environment, call: WorldCall): ToolResult | undefined {
  const answer = refusalOf(call, environment.tools) ?? environment.call(call)
  if (!(answer instanceof Promise)) return answer
  // The scene's world is thrown away: what becomes of a late answer does not matter.
  void answer.catch(() => undefined)
  return undefined
}

/** More than any trial can meet; a plan with so many calls more is still one that can be executed. */
const MOST_WHOLE = 100_000

/**
 * A whole number of the dose.
 *
 * @param most that it may be
 * @throws ConfigError where it is not a whole number from 1 to that
 */
export function wholeDose(
  dose: JsonObject,
  field: string,
  intervention: { name: string; dose: JsonObject },
  most = MOST_WHOLE,
): number {
  const value = dose[field] ?? intervention.dose[field]
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
  throw new ConfigError(`${intervention.name}.${field}`, value, `a whole number from 1 to ${most}`)
}

/**
 * One of the words that a field of the dose may be.
 *
 * @throws ConfigError with the words there are
 */
export function wordDose<const T extends string>(
  dose: JsonObject,
  field: string,
  of: { readonly intervention: { name: string; dose: JsonObject }; readonly words: readonly T[] },
): T {
  const value = dose[field] ?? of.intervention.dose[field]
  const found = of.words.find((word) => word === value)
  if (found !== undefined) return found
  throw new ConfigError(`${of.intervention.name}.${field}`, value, `one of ${of.words.join(', ')}`)
}

/**
 * A share of the dose.
 *
 * @throws ConfigError where it is not above 0 and below 1
 */
export function shareDose(dose: JsonObject, field: string, intervention: { name: string; dose: JsonObject }): number {
  const value = dose[field] ?? intervention.dose[field]
  if (typeof value === 'number' && value > 0 && value < 1) return value
  throw new ConfigError(`${intervention.name}.${field}`, value, 'a share above 0 and below 1')
}

/** A plan in which the first call of a tool is made `times` times in vain before it is made. */
export function retryFirst(plan: readonly WorldCall[], tool: string, times: number): WorldCall[] {
  const at = plan.findIndex(({ name }) => name === tool)
  const first = plan[at]
  if (first === undefined) return [...plan]
  return [...plan.slice(0, at), ...Array.from({ length: times }, () => first), ...plan.slice(at)]
}
