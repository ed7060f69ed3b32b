import { ConfigError } from 'leadline'
import type { InferenceSession } from 'onnxruntime-node'
import { type Encoded, MOST_NAMED } from './reading/encode.js'
import { MOST_ABOUT, MOST_WORDS } from './reading/phrases.js'

/** Logits of one turn. */
export interface Logits {
  /** By tool, in the order in which they are offered. */
  readonly tool: Float32Array
  /** By tool, then by thing. */
  readonly value: Float32Array
  /** How many things there are for each tool. */
  readonly things: number
}

/** Runs a network on many turns together. */
export interface Runtime {
  run(turns: readonly Encoded[]): Promise<Logits[]>
}

/** Lines, tools and things are filled up to whole multiples, so that few shapes are met. */
const STEP = { lines: 16, tools: 8, things: 8 } as const

/** The shape that a turn is filled up to; turns of one shape can run together. */
export function shapeOf({ lines, tools, things }: Encoded) {
  const up = (count: number, step: number) => Math.max(step, Math.ceil(count / step) * step)
  return { lines: up(lines, STEP.lines), tools: up(tools, STEP.tools), things: up(things.length, STEP.things) }
}

/**
 * Opens weights in the runtime; one thread each, so that results do not hang on how work is shared out.
 *
 * @throws ConfigError where the runtime is not installed
 */
export async function openRuntime(weights: Uint8Array): Promise<Runtime> {
  const { InferenceSession: Session, Tensor } = await loadRuntime()
  const session: InferenceSession = await Session.create(weights, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
  })
  const tensor = (data: Int32Array, ...dims: number[]) => new Tensor('int32', data, dims)
  return {
    async run(turns) {
      const [first] = turns
      if (first === undefined) return []
      const { lines, tools, things } = shapeOf(first)
      const count = turns.length
      const { words, about, marks, named, things: names } = fillUp(turns, { lines, tools, things })
      const { tool, value } = await session.run({
        words: tensor(words, count, lines, MOST_WORDS),
        about: tensor(about, count, tools, MOST_ABOUT),
        marks: tensor(marks, count, lines, 2),
        named: tensor(named, count, lines, MOST_NAMED),
        things: tensor(names, count, things),
      })
      const [toolData, valueData] = [floatsOf(tool?.data), floatsOf(value?.data)]
      return turns.map((_, index) => ({
        tool: toolData.subarray(index * tools, (index + 1) * tools),
        value: valueData.subarray(index * tools * things, (index + 1) * tools * things),
        things,
      }))
    },
  }
}

/** The arrays of turns one after another, each filled up with zeros. */
function fillUp(turns: readonly Encoded[], { lines, tools, things }: ReturnType<typeof shapeOf>) {
  const filled = (width: number, of: (turn: Encoded) => ArrayLike<number>) => {
    const data = new Int32Array(turns.length * width)
    for (const [index, turn] of turns.entries()) data.set(of(turn), index * width)
    return data
  }
  return {
    words: filled(lines * MOST_WORDS, ({ words }) => words),
    about: filled(tools * MOST_ABOUT, ({ about }) => about),
    marks: filled(lines * 2, ({ marks }) => marks),
    named: filled(lines * MOST_NAMED, ({ named }) => named),
    things: filled(things, (turn) => turn.things),
  }
}

function floatsOf(data: unknown): Float32Array {
  if (data instanceof Float32Array) return data
  throw new ConfigError('weights', typeof data, 'a network that gives the logits "tool" and "value"')
}

async function loadRuntime(): Promise<typeof import('onnxruntime-node')> {
  try {
    return await import('onnxruntime-node')
  } catch (cause) {
    throw new ConfigError(
      'onnxruntime-node',
      cause instanceof Error && 'code' in cause ? cause.code : undefined,
      'the runtime of the embedded models: npm install onnxruntime-node',
    )
  }
}
