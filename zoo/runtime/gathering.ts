import { type Encoded, MOST_NAMED } from '../reading/encode.js'
import { MOST_ABOUT, MOST_WORDS } from '../reading/phrases.js'
import type { Inputs, Outputs, Processes } from './processes.js'
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

/** Turns that run together at most. */
const MOST_TOGETHER = 32
/** Runs at a time: while each of two processes is at one, the next waits there already. */
const MOST_RUNS = 4
/** Runs that a turn has waited for count as one more turn beside it, so that a rare shape gets its turn. */
const RUNS_A_PLACE = 2

interface Waiting {
  readonly turn: Encoded
  /** How many runs had begun when it came. */
  readonly since: number
  readonly settle: (logits: Logits) => void
  readonly fail: (error: unknown) => void
}

/** Turns of one shape that wait for one model. */
interface Queue {
  readonly model: number
  readonly shape: Shape
  readonly waiting: Waiting[]
}

/** Turns that wait, by model and shape. */
function createQueues() {
  const queues = new Map<number, Map<Shape, Queue>>()
  return {
    of(model: number, shape: Shape): Queue {
      const ofModel = queues.get(model) ?? new Map<Shape, Queue>()
      const queue = ofModel.get(shape) ?? { model, shape, waiting: [] }
      queues.set(model, ofModel.set(shape, queue))
      return queue
    },
    /** Where most turns wait, or the first of them for so many runs that it is its turn. */
    longest(begun: number): Queue | undefined {
      let [best, most]: [Queue | undefined, number] = [undefined, 0]
      for (const ofModel of queues.values())
        for (const queue of ofModel.values()) {
          const [first] = queue.waiting
          const weight = first === undefined ? 0 : queue.waiting.length + (begun - first.since) / RUNS_A_PLACE
          if (weight > most) [best, most] = [queue, weight]
        }
      return best
    },
  }
}

/**
 * Gathers what is asked for in one round of the event loop, and while every process is busy, model by model and shape by
 * shape: a run of many turns costs little more than a run of one.
 */
export function gathering(processes: Processes): (model: number, turn: Encoded) => Promise<Logits> {
  const queues = createQueues()
  let [running, begun] = [0, 0]
  let isPlanned = false

  function plan(): void {
    if (isPlanned) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      while (running < MOST_RUNS) {
        const next = queues.longest(begun)
        if (next === undefined) return
        void runNext(next)
      }
    })
  }

  async function runNext({ model, shape, waiting }: Queue): Promise<void> {
    const batch = waiting.splice(0, MOST_TOGETHER)
    running += 1
    begun += 1
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

  return (model, turn) =>
    new Promise((settle, fail) => {
      queues.of(model, shapeOf(turn)).waiting.push({ turn, since: begun, settle, fail })
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
