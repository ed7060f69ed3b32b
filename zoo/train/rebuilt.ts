import { tQuantile } from 'leadline'
import type { MeasuredSuccess } from '../weights.js'
import { type Counts, type Measured, solvedShare } from './measured.js'
import { longestSize } from './play.js'
import { RECIPES } from './recipes.js'

/** What models could do whose weights were made again, on the samples of `Measured`. */
export interface Rebuilt {
  /** In the order in which they came about; each is held against what those before it led to expect. */
  readonly makings: readonly Making[]
}

/** The family, made again from nothing. */
export interface Making {
  /** The processor that it was made on, as it calls itself. */
  readonly processor: string
  readonly models: readonly RebuiltModel[]
}

/** One model that was made again. */
export interface RebuiltModel {
  readonly name: string
  /** SHA-256 of the weights, in hexadecimal. */
  readonly sha256: string
  readonly competence: readonly MeasuredSuccess[]
}

/** One form of work for one model: what the weights that are here solved, and those of each making, on the same samples. */
export interface Cell {
  readonly model: string
  readonly size: number
  /** Whether its lessons reach as far: the work is of a length that it has learned. */
  readonly isLearned: boolean
  readonly here: Counts
  readonly again: readonly Counts[]
}

/** Every form that tells something: where nobody solves anything, or everybody everything, trainings cannot differ. */
export function cellsOf({ models }: Pick<Measured, 'models'>, { makings }: Rebuilt): Cell[] {
  const again = (name: string, form: MeasuredSuccess) =>
    makings.flatMap((making) => {
      const own = making.models.find((model) => model.name === name)
      if (own === undefined) return []
      const found = own.competence.find(({ size, stratum }) => size === form.size && stratum === form.stratum)
      if (found !== undefined) return [found]
      throw new Error(`${name} was not measured at ${form.size} calls; expected it in rebuilt.json`)
    })
  return models.flatMap(({ name, competence }) => {
    const reach = reachOf(name)
    return competence.flatMap((here): Cell[] => {
      const cell = { model: name, size: here.size, isLearned: here.size <= reach, here, again: again(name, here) }
      return sharesOf(cell).some(({ solved, trials }) => solved > 0 && solved < trials) ? [cell] : []
    })
  })
}

/** Longest work that a model has seen in its lessons, in reference calls. */
function reachOf(name: string): number {
  const recipe = RECIPES.find((one) => one.name === name)
  if (recipe === undefined) throw new Error(`model is ${name}; expected one that has a recipe`)
  return Math.max(...recipe.rounds.flatMap(({ lessons }) => lessons.map(({ range }) => longestSize(range))))
}

const sharesOf = ({ here, again }: Pick<Cell, 'here' | 'again'>): readonly Counts[] => [here, ...again]
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const varianceOf = (counts: Counts) => (solvedShare(counts) * (1 - solvedShare(counts))) / counts.trials
const sampled = (cell: Cell) => meanOf(sharesOf(cell).map(varianceOf))

/** How success differs between trainings of one recipe. */
export interface Scatter {
  /** Standard deviation of one training beside the chance of samples, in shares. */
  readonly deviation: number
  /** Of how many free differences between trainings it was told. */
  readonly freedom: number
}

/**
 * Scatter of trainings: by moments, from the variance of trainings in each cell less that of their samples. All saw the same
 * samples, so it is rather too small than too large.
 */
export function scatterOf(cells: readonly Cell[]): Scatter {
  const freedom = cells.reduce((sum, { again }) => sum + again.length, 0)
  const excess = cells.reduce((sum, cell) => {
    const shares = sharesOf(cell).map(solvedShare)
    const squares = shares.reduce((all, share) => all + (share - meanOf(shares)) ** 2, 0)
    return sum + squares - cell.again.length * sampled(cell)
  }, 0)
  return { deviation: Math.sqrt(Math.max(0, excess / Math.max(1, freedom))), freedom }
}

/**
 * Where success of one more training is expected, in [0, 1], from all that are known: an interval of prediction.
 *
 * @param level of the interval
 */
export function anew(cell: Cell, { deviation, freedom }: Scatter, level = 0.95): { low: number; high: number } {
  const shares = sharesOf(cell).map(solvedShare)
  const spread = Math.sqrt((1 + 1 / shares.length) * (deviation ** 2 + sampled(cell)))
  const half = tQuantile(0.5 + level / 2, freedom) * spread
  return { low: Math.max(0, meanOf(shares) - half), high: Math.min(1, meanOf(shares) + half) }
}

/** Scatters on work of lengths that a model has learned, and beyond. */
export interface Scatters {
  readonly learned: Scatter
  readonly beyond: Scatter
}

/** Both scatters of these cells. */
export function scattersOf(cells: readonly Cell[]): Scatters {
  return {
    learned: scatterOf(cells.filter(({ isLearned }) => isLearned)),
    beyond: scatterOf(cells.filter(({ isLearned }) => !isLearned)),
  }
}

/** `anew` by the scatter that holds for the cell; undefined where no difference between trainings tells it. */
function anewBy({ learned, beyond }: Scatters, cell: Cell, level?: number) {
  const scatter = cell.isLearned ? learned : beyond
  return scatter.freedom === 0 ? undefined : anew(cell, scatter, level)
}

/** What the last making solved in one form, and where those before it led to expect it. */
export interface Tested {
  readonly cell: Cell
  readonly last: Counts
  readonly low: number
  readonly high: number
  readonly isInside: boolean
}

/**
 * Holds the last making against the intervals that those before it told, without a look at it.
 *
 * @param level of each interval
 */
export function testLast(cells: readonly Cell[], level = 0.95): Tested[] {
  const makings = Math.max(...cells.map(({ again }) => again.length))
  const before = cells.map((cell) =>
    cell.again.length === makings ? { ...cell, again: cell.again.slice(0, -1) } : cell,
  )
  const scatters = scattersOf(before)
  return cells.flatMap((cell, place) => {
    const [told, last] = [before[place], cell.again.at(-1)]
    // Models that the last making left out are told from, and not tested.
    if (told === undefined || told === cell || last === undefined) return []
    const expected = anewBy(scatters, told, level)
    if (expected === undefined) return []
    const { low, high } = expected
    return [{ cell, last, low, high, isInside: solvedShare(last) >= low && solvedShare(last) <= high }]
  })
}

/** What a card says of a model's competence, with where a training anew is expected by all makings that are known. */
export function withAnew(
  competence: readonly MeasuredSuccess[],
  name: string,
  cells: readonly Cell[],
): MeasuredSuccess[] {
  const scatters = scattersOf(cells)
  return competence.map(({ anew: _, ...form }) => {
    const cell = cells.find(({ model, size }) => model === name && size === form.size)
    const expected = cell && anewBy(scatters, cell)
    return expected === undefined ? form : { ...form, anew: expected }
  })
}
