import type { JsonObject, ToolSpec, ToolWords, WorldCall } from '../../domain/index.js'
import { ConfigError, FINISH_TOOL } from '../../domain/index.js'
import type { OwnDisturbance, OwnGoal, OwnResult, OwnSample, OwnScore, SampleRequest, ToolContext } from './own-task.js'
import type { StandardSchema } from './standard-schema.js'
import { parametersOf } from './tool-schema.js'
import { requireTranslations } from './translations.js'

/** A task whose types its writer knows and we need not: what is given to one of its functions comes from another. */
export interface AnyTask {
  readonly name: string
  readonly bank?: string
  readonly instructions?: string
  make(request: SampleRequest): OwnSample<unknown>
  readonly tools: Readonly<Record<string, AnyTool>>
  readonly laterTools?: Readonly<Record<string, AnyTool>>
  score(state: unknown): boolean | number | OwnScore
  checkpoints?(state: unknown): Readonly<Record<string, boolean>>
  witness?(
    state: unknown,
    call: Readonly<Record<string, (input?: JsonObject) => WorldCall>>,
    allows: (call: WorldCall) => boolean,
  ): readonly WorldCall[] | undefined
  readonly disturbances?: Readonly<Record<string, OwnDisturbance<unknown>>>
  readonly goals?: Readonly<Record<string, OwnGoal<unknown>>>
  readonly translations?: Readonly<Record<string, AnyTranslation>>
  readonly effects?: 'replayable' | 'external'
}

/** Its words in another language. */
export interface AnyTranslation {
  readonly goal?: string | ((state: unknown) => string)
  readonly instructions?: string | ((state: unknown) => string)
  readonly tools?: Readonly<Record<string, ToolWords | undefined>>
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
  for (const [name, tool] of Object.entries(task.tools))
    requireTool(`${task.name}.tools.${name}`, name, { tool, names })
  for (const [name, tool] of Object.entries(task.laterTools ?? {})) {
    const place = `${task.name}.laterTools.${name}`
    if (names.includes(name)) throw new ConfigError(place, name, 'another name: a tool of the task has it already')
    requireTool(place, name, { tool, names })
  }
  requireTranslations(task)
}

function requireTool(
  place: string,
  name: string,
  { tool, names }: { readonly tool: AnyTool; readonly names: readonly string[] },
): void {
  const { description, alternatives = [], run } = tool
  if (!/^[\w-]{1,64}$/.test(name)) throw new ConfigError(place, name, 'a name of up to 64 letters, digits, _ and -')
  if (name === FINISH_TOOL.name) throw new ConfigError(place, name, 'another name: every task has this tool already')
  if (typeof description !== 'string' || description.trim() === '')
    throw new ConfigError(`${place}.description`, description, 'what a model is told of it')
  if (typeof run !== 'function') throw new ConfigError(`${place}.run`, run, 'a function that does it')
  const strange = alternatives.find((other) => !names.includes(other) || other === name)
  if (strange !== undefined) throw new ConfigError(`${place}.alternatives`, strange, 'names of other tools of the task')
}

/** Tools of a task as its world declares them. */
export function specsOf({ name: task }: AnyTask, tools: AnyTask['tools']): readonly ToolSpec[] {
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
