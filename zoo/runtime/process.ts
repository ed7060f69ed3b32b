// A process that runs networks: a run would otherwise hold up everything else that its parent does, and a thread in the
// middle of one cannot be ended without taking the whole process with it.
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Inputs } from './processes.js'

/** The weights of all models, or the arrays of a batch with the dimensions of each but the first. */
type Order =
  | { readonly weights: readonly Uint8Array[] }
  | {
      readonly id: number
      readonly model: number
      readonly count: number
      readonly inputs: Inputs
    }

/** One thread each, so that results do not hang on how work is shared out. */
const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionProviders: ['cpu'] }

type Sessions = readonly Promise<InferenceSession>[]

async function run({ model, count, inputs }: Exclude<Order, { readonly weights: unknown }>, sessions: Sessions) {
  const session = await sessions[model]
  if (session === undefined) throw new Error(`model is ${model}; expected one of ${sessions.length}`)
  const feeds = Object.entries(inputs).map(
    ([name, { data, dims }]) => [name, new Tensor('int32', new Int32Array(data), [count, ...dims])] as const,
  )
  const { tool, value } = await session.run(Object.fromEntries(feeds))
  return { tool: tool?.data, value: value?.data }
}

async function obey(order: Exclude<Order, { readonly weights: unknown }>, sessions: Sessions): Promise<void> {
  try {
    process.send?.({ id: order.id, ...(await run(order, sessions)) })
  } catch (error) {
    process.send?.({ id: order.id, error: error instanceof Error ? error.message : String(error) })
  }
}

function listen(): void {
  let sessions: Sessions = []
  process.on('message', (order: Order) => {
    if (!('weights' in order)) {
      void obey(order, sessions)
      return
    }
    sessions = order.weights.map((weights) => InferenceSession.create(weights, options))
    // What a model cannot be opened for is said to whoever asks it.
    for (const session of sessions) session.catch(() => undefined)
  })
  process.on('disconnect', () => process.exit())
  // The parent ends in its own order, and this process with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
}

listen()
