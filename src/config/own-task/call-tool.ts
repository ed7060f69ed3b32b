import { contentHash, drawOf, refusalOf, type ToolResult, type ToolSpec, type WorldCall } from '../../domain/index.js'
import type { AnyTask, AnyTool } from './any-task.js'
import type { OwnResult, ToolContext } from './own-task.js'
import type { SchemaResult } from './standard-schema.js'
import { jsonCopy } from './tool-schema.js'

/**
 * Makes one call: arguments that do not fit are answered, and what the tool says is given back. At once, unless schema or
 * tool take their time.
 *
 * @throws Error that names the tool where it throws: a defect of the task, never the model's doing
 */
export function callTool(
  { tools: first, laterTools = {} }: AnyTask,
  given: WorldCall,
  world: { readonly state: unknown; readonly specs: readonly ToolSpec[]; readonly chance: string },
): ToolResult | Promise<ToolResult> {
  const tools = Object.hasOwn(first, given.name) ? first : laterTools
  const tool = Object.hasOwn(tools, given.name) ? tools[given.name] : undefined
  const refusal = refusalOf(given, world.specs)
  if (refusal !== undefined || tool === undefined)
    return refusal ?? { text: `unknown tool '${given.name}'`, isError: true }
  const context = contextOf(given, world)
  const act = (read: SchemaResult<unknown>) =>
    read.issues === undefined
      ? runTool(tool, given, { ...world, context, input: read.value })
      : misfit(given.name, read.issues)
  const read = guarded(given.name, () => readInput(tool, given))
  return read instanceof Promise ? read.catch((cause) => broke(given.name, cause)).then(act) : act(read)
}

function readInput(
  tool: AnyTool,
  { arguments: given }: WorldCall,
): SchemaResult<unknown> | Promise<SchemaResult<unknown>> {
  // What a schema or a tool does to the arguments must not reach the record.
  const own = structuredClone(given)
  return tool.input === undefined ? { value: own } : tool.input['~standard'].validate(own)
}

function runTool(
  tool: AnyTool,
  { name }: WorldCall,
  { state, input, context }: { readonly state: unknown; readonly input: unknown; readonly context: ToolContext },
): ToolResult | Promise<ToolResult> {
  const said = guarded(name, () => tool.run(state, input, context))
  if (said instanceof Promise) return said.catch((cause) => broke(name, cause)).then((late) => asResult(name, late))
  return asResult(name, said)
}

function asResult(name: string, said: OwnResult): ToolResult {
  if (typeof said === 'string') return { text: said, isError: false }
  if (typeof said === 'object' && said !== null && typeof said.text === 'string' && typeof said.isError === 'boolean') {
    return { text: said.text, isError: said.isError }
  }
  throw new Error(`tool '${name}' returned ${typeof said}; expected a text, or refuse('...')`)
}

function misfit(name: string, issues: readonly { readonly message: string; readonly path?: unknown }[]): ToolResult {
  const words = issues.map(({ message, path }) => {
    const keys = Array.isArray(path) ? path.map((part) => String(typeof part === 'object' ? part.key : part)) : []
    return `${[name, ...keys].join('.')}: ${message}`
  })
  return { text: words.join('; '), isError: true }
}

/** Draws belong to the state before the call and to the call, so that an equal call from an equal state draws equally. */
function contextOf(
  given: WorldCall,
  { state, chance }: { readonly state: unknown; readonly chance: string },
): ToolContext {
  const { name, arguments: input, key } = given
  const before = contentHash({ state: jsonCopy(state), name, input })
  const draw = (choice: string) => drawOf({ pairId: chance, link: `${before}/${choice}`, opportunity: 0 })
  return key === undefined ? { draw } : { draw, key }
}

function guarded<T>(name: string, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    return broke(name, cause)
  }
}

function broke(name: string, cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause)
  throw new Error(`tool '${name}' threw: ${message}`, { cause })
}
