// A thread that runs networks: a run would otherwise hold up everything else that the process does.
import { parentPort, workerData } from 'node:worker_threads'
import { InferenceSession, Tensor } from 'onnxruntime-node'

/** The arrays of a batch, and the dimensions of each but the first. */
interface Job {
  readonly id: number
  readonly model: number
  readonly count: number
  readonly inputs: Readonly<Record<string, { readonly data: Int32Array; readonly dims: readonly number[] }>>
}

/** One thread each, so that results do not hang on how work is shared out. */
const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionProviders: ['cpu'] }
const sessions: Promise<InferenceSession>[] = workerData.weights.map((weights: Uint8Array) =>
  InferenceSession.create(weights, options),
)

async function run({ model, count, inputs }: Job) {
  const session = await sessions[model]
  if (session === undefined) throw new Error(`model is ${model}; expected one of ${sessions.length}`)
  const feeds = Object.entries(inputs).map(([name, { data, dims }]) => [
    name,
    new Tensor('int32', data, [count, ...dims]),
  ])
  const { tool, value } = await session.run(Object.fromEntries(feeds))
  return { tool: tool?.data, value: value?.data }
}

parentPort?.on('message', async (job: Job) => {
  try {
    parentPort?.postMessage({ id: job.id, ...(await run(job)) })
  } catch (error) {
    parentPort?.postMessage({ id: job.id, error: error instanceof Error ? error.message : String(error) })
  }
})
