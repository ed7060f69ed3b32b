import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Arrays of a batch by name, each with its dimensions but the first. */
export type Inputs = Readonly<
  Record<string, { readonly data: Uint8Array | Uint16Array; readonly dims: readonly number[] }>
>

/** What a network gave for a batch. */
export interface Outputs {
  readonly tool: Float32Array
  readonly value: Float32Array
}

/** Processes that run networks. */
export interface Processes {
  /** @param model place of its weights */
  run(model: number, count: number, inputs: Inputs): Promise<Outputs>
}

interface Waiting {
  readonly settle: (outputs: Outputs) => void
  readonly fail: (error: Error) => void
}

/** A process, and what it was asked for and has not given yet. */
interface Helper {
  readonly child: ChildProcess
  readonly waiting: Map<number, Waiting>
}

/** Starts processes that hold all of these weights. They keep no process alive that has nothing left to ask. */
export function startProcesses(weights: readonly Uint8Array[], count: number): Processes {
  const helpers: Helper[] = []
  let jobs = 0
  /** The one with least to do; a new one as long as all are busy and more are allowed, and in place of one that ended. */
  const free = (): Helper => {
    const alive = helpers.filter(({ child }) => child.connected)
    const idle = alive.find(({ waiting }) => waiting.size === 0)
    if (idle !== undefined) return idle
    if (alive.length < count) {
      const started = startHelper(weights)
      helpers.push(started)
      return started
    }
    return alive.reduce((least, next) => (next.waiting.size < least.waiting.size ? next : least))
  }
  return {
    run(model, turns, inputs) {
      const helper = free()
      const id = jobs++
      return new Promise((settle, fail) => {
        if (helper.waiting.size === 0) keepAlive(helper, true)
        helper.waiting.set(id, { settle, fail })
        helper.child.send({ id, model, count: turns, inputs }, (error) => error && fail(error))
      })
    },
  }
}

function startHelper(weights: readonly Uint8Array[]): Helper {
  // The sources run as they are, too: then the process does as well.
  const file = new URL(import.meta.url.endsWith('.ts') ? './process.ts' : './process.js', import.meta.url)
  const child = fork(fileURLToPath(file), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const helper: Helper = { child, waiting: new Map() }
  child.send({ weights })
  keepAlive(helper, false)
  child.on('message', (message) => take(message, helper))
  const end = (error: Error) => {
    for (const { fail } of helper.waiting.values()) fail(error)
    helper.waiting.clear()
  }
  child.on('error', end)
  child.on('exit', (code, signal) => end(new Error(`the process that runs networks ended with ${code ?? signal}`)))
  return helper
}

function take(message: unknown, helper: Helper): void {
  if (typeof message !== 'object' || message === null || !('id' in message) || typeof message.id !== 'number') return
  const asked = helper.waiting.get(message.id)
  helper.waiting.delete(message.id)
  if (helper.waiting.size === 0) keepAlive(helper, false)
  const { tool, value, error } = { tool: undefined, value: undefined, error: undefined, ...message }
  if (isFloats(tool) && isFloats(value)) asked?.settle({ tool, value })
  else asked?.fail(new Error(typeof error === 'string' ? error : 'a network gave no logits'))
}

function isFloats(value: unknown): value is Float32Array {
  return value instanceof Float32Array
}

function keepAlive({ child }: Helper, isKept: boolean): void {
  if (isKept) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}
