import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { ConfigError } from 'leadline'
import { type Encoded, MOST_NAMED } from '../reading/encode.js'
import { MOST_ABOUT, MOST_WORDS } from '../reading/phrases.js'
import { type Inputs, type Outputs, type Processes, startProcesses } from './processes.js'
import { fillUp, type Shape, shapeOf } from './shapes.js'

/** Logits of one turn. */
export interface Logits {
  /** By tool, in the order in which they are offered. */
  readonly tool: Float32Array
  /** By tool, then by thing. */
  readonly value: Float32Array
  /** How many things there are for each tool. */
  readonly things: number
}

/** Runs a network. */
export type Network = (turn: Encoded) => Promise<Logits>

/** Turns that run together at most. */
const MOST_TOGETHER = 32
/** Processes of one set of models. */
const MOST_PROCESSES = 2
/** Runs at a time, of one model: while a process is at one, the next waits there already. */
const MOST_RUNS = 2 * MOST_PROCESSES

/**
 * Opens weights in the runtime. Turns that are asked for at the same time run together.
 *
 * @throws ConfigError where the runtime is not installed
 */
export function openNetworks(weights: readonly Uint8Array[]): Network[] {
  requireRuntime()
  const processes = startProcesses(weights, Math.min(MOST_PROCESSES, availableParallelism()))
  return weights.map((_, model) => gathering(processes, model))
}

function requireRuntime(): void {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node')
  } catch {
    const expected =
      'the runtime of the embedded models: npm install onnxruntime-node --onnxruntime-node-install=skip (the flag leaves out files for graphics cards)'
    throw new ConfigError('onnxruntime-node', undefined, expected)
  }
}

interface Waiting {
  readonly turn: Encoded
  readonly settle: (logits: Logits) => void
  readonly fail: (error: unknown) => void
}

/** Gathers what is asked for in one round of the event loop, and while every process is busy, shape by shape. */
function gathering(processes: Processes, model: number): Network {
  const queues = new Map<Shape, Waiting[]>()
  let running = 0
  let isPlanned = false

  function plan(): void {
    if (isPlanned) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      while (running < MOST_RUNS && queues.size > 0) void runNext()
    })
  }

  async function runNext(): Promise<void> {
    // The shape that most turns wait for goes first.
    const [shape, queue] = [...queues].reduce((best, next) => (next[1].length > best[1].length ? next : best))
    const batch = queue.splice(0, MOST_TOGETHER)
    if (queue.length === 0) queues.delete(shape)
    running += 1
    try {
      const turns = batch.map(({ turn }) => turn)
      const outputs = await processes.run(model, turns.length, inputsOf(turns, shape))
      for (const [index, { settle }] of batch.entries()) settle(logitsAt(outputs, index, shape))
    } catch (error) {
      for (const { fail } of batch) fail(error)
    } finally {
      running -= 1
      plan()
    }
  }

  return (turn) =>
    new Promise((settle, fail) => {
      const shape = shapeOf(turn)
      const queue = queues.get(shape) ?? []
      queue.push({ turn, settle, fail })
      queues.set(shape, queue)
      plan()
    })
}

function inputsOf(turns: readonly Encoded[], shape: Shape): Inputs {
  const { words, about, marks, named, things } = fillUp(turns, shape)
  return {
    words: { data: words, dims: [shape.lines, MOST_WORDS] },
    about: { data: about, dims: [shape.tools, MOST_ABOUT] },
    marks: { data: marks, dims: [shape.lines, 2] },
    named: { data: named, dims: [shape.lines, MOST_NAMED] },
    things: { data: things, dims: [shape.things] },
  }
}

function logitsAt({ tool, value }: Outputs, index: number, { tools, things }: Shape): Logits {
  return {
    tool: tool.subarray(index * tools, (index + 1) * tools),
    value: value.subarray(index * tools * things, (index + 1) * tools * things),
    things,
  }
}
