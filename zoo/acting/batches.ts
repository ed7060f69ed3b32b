import type { Encoded } from '../reading/encode.js'
import { type Logits, type Runtime, shapeOf } from '../runtime.js'

/** Turns that run together at most. */
const MOST_TOGETHER = 32
/** Runs of one network at a time. */
const MOST_RUNS = 2

interface Waiting {
  readonly turn: Encoded
  readonly settle: (logits: Logits) => void
  readonly fail: (error: unknown) => void
}

/** Gathers turns that are asked for at the same time, of one shape each, and runs them together. */
export function batching(runtime: Runtime): (turn: Encoded) => Promise<Logits> {
  const waiting = new Map<string, Waiting[]>()
  let runs = 0
  let isPlanned = false

  function plan(): void {
    if (isPlanned) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      while (runs < MOST_RUNS && waiting.size > 0) void runNext()
    })
  }

  /** The shape that most turns wait for goes first. */
  async function runNext(): Promise<void> {
    const [shape, all] = [...waiting].reduce((best, next) => (next[1].length > best[1].length ? next : best))
    const batch = all.splice(0, MOST_TOGETHER)
    if (all.length === 0) waiting.delete(shape)
    runs += 1
    try {
      const logits = await runtime.run(batch.map(({ turn }) => turn))
      for (const [index, { settle, fail }] of batch.entries()) {
        const own = logits[index]
        if (own === undefined) fail(new Error(`run of ${batch.length} turns gave ${logits.length} answers`))
        else settle(own)
      }
    } catch (error) {
      for (const { fail } of batch) fail(error)
    } finally {
      runs -= 1
      plan()
    }
  }

  return (turn) =>
    new Promise((settle, fail) => {
      const { lines, tools, things } = shapeOf(turn)
      const shape = `${lines}/${tools}/${things}`
      const queue = waiting.get(shape) ?? []
      queue.push({ turn, settle, fail })
      waiting.set(shape, queue)
      plan()
    })
}
