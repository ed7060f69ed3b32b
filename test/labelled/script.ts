import type { Answer, JsonObject, ToolResult, WorldCall } from '../../src/domain/index.js'

/** One step of a script. */
export interface ScriptStep {
  readonly operator: readonly string[]
  readonly text: string
  readonly calls: readonly ScriptCall[]
  readonly stop: Answer['stop']
}

/** One call of a script with what came of it. */
export interface ScriptCall extends WorldCall {
  /** The call as the world received it, where it was offered under another name or with other parameters. */
  readonly passed?: WorldCall
  /** Absent for the call that ends the trial. */
  readonly result?: ToolResult
  readonly reaches?: string
}

/**
 * Reads a script: one step a line.
 *
 * `drive to=hall -> The cart is in the hall.` is a call and its result; `-> !` begins an error; `[red]` at the end is the
 * checkpoint reached; `3x` at the beginning repeats the step; `+` adds a call to the step before; `tool_4 to=hall >
 * drive to=hall` is a call and what the world received for it; `(words)` before a call is what was said with it; `say
 * words` is a step without a call; `refuse words` is one that the host marked as a refusal; `operator: words` comes before
 * the next step. ` | ` in a result is a line break, and `page=#1` gives a number.
 */
export function readScript(script: string): ScriptStep[] {
  const steps: ScriptStep[] = []
  let operator: string[] = []
  for (const line of script.split('\n').map((text) => text.trim())) {
    if (line === '') continue
    const times = /^(\d+)x /.exec(line)
    const rest = times === null ? line : line.slice(times[0].length)
    const last = steps.at(-1)
    if (rest.startsWith('operator: ')) {
      operator.push(rest.slice('operator: '.length))
    } else if (rest.startsWith('+ ') && last !== undefined) {
      steps[steps.length - 1] = { ...last, calls: [...last.calls, callOf(rest.slice(2))] }
    } else {
      for (let index = 0; index < Number(times?.[1] ?? 1); index += 1) steps.push({ ...stepOf(rest), operator })
      operator = []
    }
  }
  return steps
}

function stepOf(line: string): Omit<ScriptStep, 'operator'> {
  if (line.startsWith('say ')) return { text: line.slice('say '.length), calls: [], stop: 'end' }
  if (line.startsWith('refuse ')) return { text: line.slice('refuse '.length), calls: [], stop: 'refusal' }
  const said = /^\(([^)]*)\) /.exec(line)
  const call = callOf(said === null ? line : line.slice(said[0].length))
  return { text: said?.[1] ?? '', calls: [call], stop: 'calls' }
}

function callOf(line: string): ScriptCall {
  const [before = '', after] = line.split(' -> ', 2)
  const [asked = '', received] = before.split(' > ', 2)
  const call = { ...worldCall(asked), ...(received !== undefined && { passed: worldCall(received) }) }
  if (after === undefined) return call
  const reached = / \[([^\]]+)\]$/.exec(after)
  const shown = reached === null ? after : after.slice(0, reached.index)
  const result = { text: shown.replace(/^! ?/, '').replaceAll(' | ', '\n'), isError: shown.startsWith('!') }
  return { ...call, result, ...(reached?.[1] !== undefined && { reaches: reached[1] }) }
}

function worldCall(words: string): WorldCall {
  const [name = ''] = words.split(' ')
  const fields = [...words.matchAll(/(\w+)=("[^"]*"|\S+)/g)]
  const given: JsonObject = Object.fromEntries(fields.map(([, key = '', value = '']) => [key, writtenValue(value)]))
  return { name, arguments: given }
}

function writtenValue(written: string): string | number {
  return written.startsWith('#') ? Number(written.slice(1)) : written.replaceAll('"', '')
}
