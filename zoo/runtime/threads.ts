import { Worker } from 'node:worker_threads'

/** Arrays of a batch by name, each with its dimensions but the first. */
export type Inputs = Readonly<Record<string, { readonly data: Int32Array; readonly dims: readonly number[] }>>

/** What a network gave for a batch. */
export interface Outputs {
  readonly tool: Float32Array
  readonly value: Float32Array
}

/** Threads that run networks. */
export interface Threads {
  /** @param model place of its weights */
  run(model: number, count: number, inputs: Inputs): Promise<Outputs>
}

interface Waiting {
  readonly settle: (outputs: Outputs) => void
  readonly fail: (error: Error) => void
}

/** A thread, and what it was asked for and has not given yet. */
interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/** Starts threads that hold all of these weights. They keep no process alive that has nothing left to ask. */
export function startThreads(weights: readonly Uint8Array[], count: number): Threads {
  const threads = Array.from({ length: count }, () => startThread(weights))
  let jobs = 0
  return {
    run(model, turns, inputs) {
      const thread = threads.reduce((free, next) => (next.waiting.size < free.waiting.size ? next : free))
      const id = jobs++
      return new Promise((settle, fail) => {
        if (thread.waiting.size === 0) thread.worker.ref()
        thread.waiting.set(id, { settle, fail })
        thread.worker.postMessage({ id, model, count: turns, inputs })
      })
    },
  }
}

function startThread(weights: readonly Uint8Array[]): Thread {
  // The sources run as they are, too: then the thread does as well.
  const file = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
  const worker = new Worker(file, { workerData: { weights } })
  const waiting = new Map<number, Waiting>()
  worker.unref()
  worker.on('message', ({ id, error, tool, value }: { id: number; error?: string } & Partial<Outputs>) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (tool !== undefined && value !== undefined) asked?.settle({ tool, value })
    else asked?.fail(new Error(error ?? 'a network gave no logits'))
  })
  worker.on('error', (error: Error) => {
    for (const { fail } of waiting.values()) fail(error)
    waiting.clear()
  })
  return { worker, waiting }
}
