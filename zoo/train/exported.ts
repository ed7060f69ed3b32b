import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'

/** Turns, and the logits that a trained network gives for them. */
export interface Example {
  readonly inputs: Readonly<Record<string, { readonly dims: readonly number[]; readonly data: readonly number[] }>>
  readonly tool: readonly number[]
  readonly value: readonly number[]
}

/** Logits differ by rounding alone up to here. */
const ROUNDING = 1e-3

/**
 * Holds a file of weights to the network that it was written from: it is the same sums arranged otherwise, by hand and by an
 * exporter.
 *
 * @throws Error where a logit is another one
 */
export async function checkExported(file: string, { inputs, tool, value }: Example): Promise<void> {
  const session = await InferenceSession.create(readFileSync(file))
  const feeds = Object.entries(inputs).map(
    ([name, { dims, data }]) => [name, new Tensor('int32', Int32Array.from(data), dims)] as const,
  )
  const given = await session.run(Object.fromEntries(feeds))
  for (const [name, expected] of Object.entries({ tool, value })) {
    const logits = given[name]?.data
    const place = expected.findIndex((logit, index) => !(Math.abs(Number(logits?.[index]) - logit) < ROUNDING))
    if (place < 0 && logits?.length === expected.length) continue
    const found = place < 0 ? `${logits?.length} logits` : `${logits?.[place]} at ${place}`
    throw new Error(`${name} of ${file} is ${found}; expected ${place < 0 ? expected.length : expected[place]}`)
  }
}
