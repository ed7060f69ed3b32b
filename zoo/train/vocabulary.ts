import type { Model } from 'leadline'
import { createPlanner } from 'leadline/tasks'
import { createRecall, linesOf } from '../reading/lines.js'
import { nameNumber, vocabularyOf } from '../reading/words.js'
import { answerWith } from './generate.js'
import { play } from './play.js'
import { HABITS } from './recipes.js'

/** Studies that are listened to: by then every word of the harbour and most of those of interventions have come often. */
const STUDIES = 40
/** Interventions of each: their words are what is listened for. */
const PROBES = 6
/** Words that get a number; with all others, what is said in passing among them, a model knows only that they are there. */
const MOST = 440

/** The words that a planner meets most in samples and interventions drawn anew; the same on every machine. */
export async function makeVocabulary(studies = STUDIES): Promise<string[]> {
  const planner = createPlanner(HABITS)
  const counts = new Map<string, number>()
  const recall = createRecall(vocabularyOf([]))
  const model: Model = {
    async ask(ask) {
      for (const { words, about } of linesOf(ask, recall))
        for (const word of [...words, ...(about?.words ?? [])])
          if (nameNumber(word) === undefined) counts.set(word, (counts.get(word) ?? 0) + 1)
      return answerWith(ask, planner.advise(ask).call)
    },
  }
  for (let study = 0; study < studies; study += 1) await play(model, { seed: 0, range: 'broad', probes: PROBES }, study)
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([word]) => word)
}
