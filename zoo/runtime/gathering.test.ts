import { expect, test } from 'vitest'
import { type Encoded, MOST_NAMED } from '../reading/encode.js'
import { MOST_ABOUT, MOST_WORDS } from '../reading/phrases.js'
import { gathering } from './gathering.js'
import type { Processes } from './processes.js'

/** A turn of so many things that is told from others by the number of its first one. */
function aTurn(things: number, first = 0): Encoded {
  const numbers = new Uint16Array(things)
  numbers[0] = first
  return {
    lines: 20,
    tools: 3,
    words: new Uint16Array(20 * MOST_WORDS),
    about: new Uint16Array(3 * MOST_ABOUT),
    marks: new Uint8Array(20 * 2),
    named: new Uint8Array(20 * MOST_NAMED),
    things: numbers,
  }
}

/** Processes that answer each turn with the number of its first thing, a while after they are asked. */
function someProcesses() {
  const runs: { readonly model: number; readonly count: number }[] = []
  let [open, most] = [0, 0]
  const processes: Processes = {
    async run(model, count, { things }) {
      runs.push({ model, count })
      open += 1
      most = Math.max(most, open)
      for (let round = 0; round < 3; round += 1) await new Promise(setImmediate)
      open -= 1
      const width = things?.dims[0] ?? 0
      const first = Array.from({ length: count }, (_, turn) => things?.data[turn * width] ?? 0)
      const tool = Float32Array.from(first.flatMap((number) => Array.from({ length: 14 }, () => number)))
      return { tool, value: new Float32Array(count * 14 * width) }
    },
  }
  return { runs, processes, most: () => most }
}

test('turns of one model and shape run together, at most 32 of them, and each gets its own answer', async () => {
  const { runs, processes, most } = someProcesses()
  const gather = gathering(processes)
  const asked = Array.from({ length: 100 }, (_, index) => ({ model: index % 2, number: index }))
  const answers = await Promise.all(asked.map(({ model, number }) => gather(model, aTurn(10, number))))
  expect(answers.map(({ tool }) => tool[0])).toEqual(asked.map(({ number }) => number))
  expect(runs.map(({ count }) => count).sort((a, b) => a - b)).toEqual([18, 18, 32, 32])
  expect(most()).toBeLessThanOrEqual(4)
})

test('a turn of a rare shape gets its turn while others never end', async () => {
  const { runs, processes } = someProcesses()
  const gather = gathering(processes)
  let isOver = false
  // More models than may run at a time, each with several turns that wait.
  const crowd = Array.from({ length: 120 }, async (_, index) => {
    while (!isOver && runs.length < 2_000) await gather(index % 12, aTurn(10))
  })
  await new Promise((settle) => setTimeout(settle, 20))
  const before = runs.length
  await gather(0, aTurn(60))
  expect(runs.length - before).toBeLessThan(100)
  isOver = true
  await Promise.all(crowd)
})

test('what a process fails at, every turn of the run fails at, and the next runs go on', async () => {
  const { processes } = someProcesses()
  let runs = 0
  const gather = gathering({
    run: (...given) => (runs++ === 0 ? Promise.reject(new Error('ended')) : processes.run(...given)),
  })
  const failed = await Promise.allSettled([gather(0, aTurn(10)), gather(0, aTurn(10))])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await gather(0, aTurn(10, 7))).tool[0]).toBe(7)
})
