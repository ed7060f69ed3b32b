import type { OutcomeRow } from '../../src/domain/index.js'
import { createRandom, logistic, type Random } from '../../src/math/index.js'

/** Two systems of known curves and costs. */
interface PricedTruth {
  readonly systems: Readonly<
    Record<
      string,
      { readonly half: number; readonly fall: number; readonly fixedUsd: number; readonly perLengthUsd: number }
    >
  >
  readonly families: number
  readonly tasksPerFamily: number
  readonly trials: number
  readonly shortest: number
  readonly longest: number
  /** Chance that a trial shares the luck of its system with its family, or that of its task with both systems. */
  readonly shared: { readonly family: number; readonly task: number }
}

/** Trials of a family and of a task share their luck: the hard case for a variance. */
export const CORRELATED_PRICES: PricedTruth = {
  systems: {
    big: { half: 120, fall: 0.9, fixedUsd: 0.4, perLengthUsd: 0.02 },
    small: { half: 24, fall: 1.1, fixedUsd: 0.05, perLengthUsd: 0.004 },
  },
  families: 14,
  tasksPerFamily: 4,
  trials: 4,
  shortest: 1,
  longest: 480,
  shared: { family: 0.25, task: 0.3 },
}

/** Success at a length: what the rows have on average, however much luck they share. */
export function successOfTruth({ systems }: PricedTruth, system: string, length: number): number {
  const { half = 1, fall = 1 } = systems[system] ?? {}
  return logistic(fall * Math.log2(half / length))
}

/** Cost of an attempt at a length. */
export function costOfTruth({ systems }: PricedTruth, system: string, length: number): number {
  const { fixedUsd = 0, perLengthUsd = 0 } = systems[system] ?? {}
  return fixedUsd + perLengthUsd * length
}

/** Studies of the same truth. Luck is shared by copying a uniform number, so the mean at a length stays exactly as stated. */
export function drawPricedStudies(truth: PricedTruth, count: number, seed: number): OutcomeRow[][] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => drawStudy(truth, random.split(index)))
}

function drawStudy(truth: PricedTruth, random: Random): OutcomeRow[] {
  const { families, tasksPerFamily, trials, shortest, longest, shared } = truth
  const rows: OutcomeRow[] = []
  for (let family = 0; family < families; family += 1) {
    const ofFamily = new Map(
      Object.keys(truth.systems).map((system) => [system, { luck: random.next(), price: 0.3 + 1.4 * random.next() }]),
    )
    for (let task = 0; task < tasksPerFamily; task += 1) {
      const length = shortest * (longest / shortest) ** random.next()
      const ofTask = random.next()
      for (const [system, { luck: common, price }] of ofFamily) {
        for (let repeat = 0; repeat < trials; repeat += 1) {
          const which = random.next()
          const own = random.next()
          const luck = which < shared.family ? common : which < shared.family + shared.task ? ofTask : own
          rows.push({
            system,
            task: `task-${family}-${task}`,
            family: `family-${family}`,
            repeat,
            outcome: { kind: luck < successOfTruth(truth, system, length) ? 'solved' : 'failed' },
            length,
            lengthKind: 'minutes-human',
            costUsd: costOfTruth(truth, system, length) * price * (0.8 + 0.4 * random.next()),
          })
        }
      }
    }
  }
  return rows
}
