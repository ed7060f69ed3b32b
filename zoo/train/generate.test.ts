import { createHash } from 'node:crypto'
import type { Model } from 'leadline'
import { createPlanner } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { vocabularyOf } from '../reading/words.js'
import { answerWith, generateLessons } from './generate.js'
import { HABITS } from './recipes.js'

/** The planner as a model that answers after as many rounds of the event loop as it is told. */
function slowed(rounds: (ask: number) => number): Model {
  const planner = createPlanner(HABITS)
  let asks = 0
  return {
    async ask(ask) {
      asks += 1
      for (let left = rounds(asks); left > 0; left -= 1) await new Promise(setImmediate)
      return answerWith(ask, planner.advise(ask).call)
    },
  }
}

/** Turns as they are written, each as one hash. */
async function writtenBy(actor: Model): Promise<readonly string[]> {
  const turns: string[] = []
  await generateLessons(
    { range: 'narrow', turns: 400, seed: 7, actor: { model: 'teacher' }, noise: 0.1 },
    {
      vocabulary: vocabularyOf([]),
      habits: HABITS,
      actor,
      write: (read, lesson, sample) =>
        turns.push(
          createHash('sha256')
            .update(JSON.stringify([read, lesson, sample]))
            .digest('hex'),
        ),
    },
  )
  return turns
}

test('lessons are written in one order, whichever trial is answered first', async () => {
  const even = await writtenBy(slowed(() => 1))
  const uneven = await writtenBy(slowed((ask) => (ask * 7) % 5))
  expect(even.length).toBeGreaterThanOrEqual(400)
  expect(uneven).toEqual(even)
})
