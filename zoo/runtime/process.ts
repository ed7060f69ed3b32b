// A process that runs networks: a run would otherwise hold up everything else that its parent does, and a thread in the
// middle of one cannot be ended without taking the whole process with it.
import { InferenceSession, Tensor } from 'onnxruntime-node'

/** The weights of all models, or the arrays of a batch with the dimensions of each but the first. */
type Order =
  | { readonly weights: readonly Uint8Array[] }
  | {
      readonly id: number
      readonly model: number
      readonly count: number
      readonly inputs: Readonly<Record<string, { readonly data: Int32Array; readonly dims: readonly number[] }>>
    }

/** One thread each, so that results do not hang on how work is shared out. */
const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionProviders: ['cpu'] }
const opened: { sessions: readonly Promise<InferenceSession>[] } = { sessions: [] }

async function run({ model, count, inputs }: Exclude<Order, { readonly weights: unknown }>) {
  const session = await opened.sessions[model]
  if (session === undefined) throw new Error(`model is ${model}; expected one of ${opened.sessions.length}`)
  const feeds = Object.entries(inputs).map(([name, { data, dims }]) => [
    name,
    new Tensor('int32', data, [count, ...dims]),
  ])
  const { tool, value } = await session.run(Object.fromEntries(feeds))
  return { tool: tool?.data, value: value?.data }
}

async function obey(order: Order): Promise<void> {
  if ('weights' in order) {
    opened.sessions = order.weights.map((weights) => InferenceSession.create(weights, options))
    // What a model cannot be opened for is said to whoever asks it.
    for (const session of opened.sessions) session.catch(() => undefined)
    return
  }
  try {
    process.send?.({ id: order.id, ...(await run(order)) })
  } catch (error) {
    process.send?.({ id: order.id, error: error instanceof Error ? error.message : String(error) })
  }
}

process.on('message', (order: Order) => void obey(order))
process.on('disconnect', () => process.exit())
// The parent ends in its own order, and this process with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
