import type { JsonObject, ToolSpec, WorldCall } from '../../domain/index.js'
import { ConfigError, FINISH_TOOL } from '../../domain/index.js'
import type { OwnDisturbance, OwnGoal, OwnResult, OwnSample, OwnScore, SampleRequest, ToolContext } from './own-task.js'
import type { StandardSchema } from './standard-schema.js'
import { parametersOf } from './tool-schema.js'

/** A task whose types its writer knows and we need not: what is given to one of its functions comes from another. */
export interface AnyTask {
  readonly name: string
  readonly bank?: string
  readonly instructions?: string
  make(request: SampleRequest): OwnSample<unknown>
  readonly tools: Readonly<Record<string, AnyTool>>
  score(state: unknown): boolean | number | OwnScore
  checkpoints?(state: unknown): Readonly<Record<string, boolean>>
  witness?(
    state: unknown,
    call: Readonly<Record<string, (input?: JsonObject) => WorldCall>>,
    allows: (call: WorldCall) => boolean,
  ): readonly WorldCall[] | undefined
  readonly disturbances?: Readonly<Record<string, OwnDisturbance<unknown>>>
  readonly goals?: Readonly<Record<string, OwnGoal<unknown>>>
  readonly effects?: 'replayable' | 'external'
}

/** One of its tools. */
export interface AnyTool {
  readonly description: string
  readonly input?: StandardSchema
  readonly parameters?: JsonObject
  readonly isReading?: boolean
  readonly alternatives?: readonly string[]
  readonly isIdempotent?: boolean
  run(state: unknown, input: unknown, context: ToolContext): OwnResult | Promise<OwnResult>
}

/**
 * Looks a task through before anything is made of it.
 *
 * @throws ConfigError that names the first thing that will not do
 */
export function requireTask(task: AnyTask): void {
  if (!/^[\w-]{1,60}$/.test(task.name))
    throw new ConfigError('task.name', task.name, 'up to 60 letters, digits and dashes')
  const names = Object.keys(task.tools)
  if (names.length === 0) throw new ConfigError(`${task.name}.tools`, 'empty', 'at least one tool')
  for (const [name, { description, alternatives = [] }] of Object.entries(task.tools)) {
    const place = `${task.name}.tools.${name}`
    if (!/^[\w-]{1,64}$/.test(name)) throw new ConfigError(place, name, 'a name of up to 64 letters, digits, _ and -')
    if (name === FINISH_TOOL.name) throw new ConfigError(place, name, 'another name: every task has this tool already')
    if (description.trim() === '')
      throw new ConfigError(`${place}.description`, description, 'what a model is told of it')
    const strange = alternatives.find((other) => !names.includes(other) || other === name)
    if (strange !== undefined)
      throw new ConfigError(`${place}.alternatives`, strange, 'names of other tools of the task')
  }
}

/** The tools as the world declares them. */
export function specsOf({ name: task, tools }: AnyTask): readonly ToolSpec[] {
  return Object.entries(tools).map(([name, tool]): ToolSpec => {
    const { description, isReading = false, alternatives, isIdempotent } = tool
    return {
      name,
      description,
      parameters: parametersOf(`${task}.tools.${name}`, tool),
      effect: isReading ? 'reads' : 'writes',
      ...(alternatives !== undefined && { alternatives }),
      ...(isIdempotent !== undefined && { isIdempotent }),
    }
  })
}
