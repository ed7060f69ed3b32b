import { tQuantile } from 'leadline'
import type { MeasuredSuccess } from '../weights.js'
import { type Counts, type Measured, solvedShare } from './measured.js'
import { longestSize } from './play.js'
import { RECIPES } from './recipes.js'

/** What models could do whose weights were made again, on the samples of `Measured`. */
export interface Rebuilt {
  readonly models: readonly RebuiltModel[]
}

/** One model that was made again. */
export interface RebuiltModel {
  readonly name: string
  /** SHA-256 of the weights, in hexadecimal. */
  readonly sha256: string
  readonly competence: readonly MeasuredSuccess[]
}

/** One form of work for one model: of the weights that are here, and of weights made again, on the same samples. */
export interface Cell {
  readonly model: string
  readonly size: number
  /** Whether its lessons reach as far: the work is of a length that it has learned. */
  readonly isLearned: boolean
  readonly here: Counts
  readonly again: Counts
}

/** Every form that tells something: where nobody solves anything, or everybody everything, trainings cannot differ. */
export function cellsOf({ models }: Pick<Measured, 'models'>, rebuilt: Rebuilt): Cell[] {
  return rebuilt.models.flatMap(({ name, competence }) => {
    const here = models.find((model) => model.name === name)?.competence ?? []
    return competence.flatMap((again) => {
      const own = here.find(({ size, stratum }) => size === again.size && stratum === again.stratum)
      if (own === undefined)
        throw new Error(`${name} was not measured at ${again.size} calls; expected it in measured.json`)
      const isTelling = [own, again].some(({ solved, trials }) => solved > 0 && solved < trials)
      return isTelling
        ? [{ model: name, size: again.size, isLearned: again.size <= reachOf(name), here: own, again }]
        : []
    })
  })
}

/** Longest work that a model has seen in its lessons, in reference calls. */
function reachOf(name: string): number {
  const recipe = RECIPES.find((one) => one.name === name)
  if (recipe === undefined) throw new Error(`model is ${name}; expected one that has a recipe`)
  return Math.max(...recipe.rounds.flatMap(({ lessons }) => lessons.map(({ range }) => longestSize(range))))
}

const varianceOf = (counts: Counts) => (solvedShare(counts) * (1 - solvedShare(counts))) / counts.trials
const sampled = ({ here, again }: Cell) => varianceOf(here) + varianceOf(again)

/** How success differs between trainings of one recipe. */
export interface Scatter {
  /** Standard deviation of one training beside the chance of samples, in shares. */
  readonly deviation: number
  /** From how many differences it was told. */
  readonly cells: number
}

/**
 * Scatter of trainings: by moments, from the squared differences between two trainings. Both saw the same samples, so it is
 * rather too small than too large.
 */
export function scatterOf(cells: readonly Cell[]): Scatter {
  const excess = cells.map((cell) => (solvedShare(cell.again) - solvedShare(cell.here)) ** 2 - sampled(cell))
  const mean = excess.reduce((sum, value) => sum + value, 0) / Math.max(1, cells.length)
  return { deviation: Math.sqrt(Math.max(0, mean) / 2), cells: cells.length }
}

/** Where success of a training anew is expected at 95 %, in [0, 1], from that of the weights here. */
export function anew({ here }: Cell, scatter: Scatter): { readonly low: number; readonly high: number } {
  const half = tQuantile(0.975, scatter.cells) * Math.sqrt(2 * scatter.deviation ** 2 + 2 * varianceOf(here))
  return { low: Math.max(0, solvedShare(here) - half), high: Math.min(1, solvedShare(here) + half) }
}

/** How many standard errors of its samples a difference between two trainings is away from none. */
export function distanceOf(cell: Cell): number {
  return Math.abs(solvedShare(cell.again) - solvedShare(cell.here)) / Math.sqrt(sampled(cell))
}
