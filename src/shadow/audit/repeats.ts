import type { PublishedFigure, RepeatedDigits } from '../../domain/index.js'
import { holm } from '../../estimate/index.js'
import { nameOf } from './figures.js'

/** One equal figure is nothing. */
const LEAST_SAME = 2

/** A figure that both systems of a pair have. */
interface SharedCell {
  readonly name: string
  readonly isSame: boolean
  readonly chance: number
}

/**
 * Pairs of systems whose figures repeat each other's digits more often than chance explains.
 *
 * The chance of one equal figure is that of two independent binomial results of the same true rate, all trials
 * independent: of everything that may be true of two systems, about the likeliest to agree.
 *
 * @returns pairs with at least two equal figures, the least likely first
 */
export function findRepeats(figures: readonly PublishedFigure[], level: number): RepeatedDigits[] {
  const bySystem = [...Map.groupBy(figures, ({ system }) => system)].sort(([a], [b]) => (a < b ? -1 : 1))
  const pairs = bySystem.flatMap(([first, own], index) =>
    bySystem.slice(index + 1).flatMap(([second, other]) => {
      const cells = sharedCells(own, other)
      return cells.length < LEAST_SAME ? [] : [{ systems: [first, second] as const, cells }]
    }),
  )
  const ps = pairs.map(({ cells }) =>
    tailOf(
      cells.map(({ chance }) => chance),
      cells.filter(({ isSame }) => isSame).length,
    ),
  )
  const corrected = holm(ps)
  return pairs
    .map(({ systems, cells }, index) =>
      repeatOf(systems, cells, { p: ps[index] ?? 1, correctedP: corrected[index] ?? 1, level }),
    )
    .filter(({ same }) => same >= LEAST_SAME)
    .sort((a, b) => a.p - b.p)
}

function repeatOf(
  systems: readonly [string, string],
  cells: readonly SharedCell[],
  chance: { readonly p: number; readonly correctedP: number; readonly level: number },
): RepeatedDigits {
  const equal = cells.filter(({ isSame }) => isSame)
  const isFlagged = chance.correctedP <= 1 - chance.level
  const where = `${systems.join(' and ')} show the same digits in ${equal.length} of ${cells.length} figures (${equal.map(({ name }) => name).join(', ')})`
  const odds = chance.p >= 0.001 ? `p ${chance.p.toPrecision(2)}` : 'p below 0.001'
  const words = isFlagged
    ? `${where}: more than equally good systems do by chance (${odds}); ask whether both rows rest on runs of their own`
    : `${where}: chance explains it (${odds})`
  return { systems, same: equal.length, of: cells.length, p: chance.p, correctedP: chance.correctedP, isFlagged, words }
}

function sharedCells(own: readonly PublishedFigure[], other: readonly PublishedFigure[]): SharedCell[] {
  const keyOf = ({ family, metric, k }: PublishedFigure) => [family, metric, k].join('\n')
  const byKey = new Map(other.map((figure) => [keyOf(figure), figure]))
  return own.flatMap((figure) => {
    const twin = byKey.get(keyOf(figure))
    if (twin === undefined) return []
    const name = figure.family === undefined ? nameOf(figure) : `${figure.family} ${nameOf(figure)}`
    const isSame = Math.abs(figure.value - twin.value) < Math.min(figure.unit, twin.unit) / 2
    return [{ name, isSame, chance: chanceOfEqual(figure, twin) }]
  })
}

/** Chance that two independent figures of one true rate print alike. */
function chanceOfEqual(one: PublishedFigure, other: PublishedFigure): number {
  const spread = ({ tasks, trials }: PublishedFigure) => {
    const results = tasks * trials
    const rate = (one.value * results + 1) / (results + 2)
    return { results, variance: (rate * (1 - rate)) / results }
  }
  const [first, second] = [spread(one), spread(other)]
  const step = Math.max(one.unit, 1 / Math.max(first.results, second.results))
  return Math.min(1, step / Math.sqrt(2 * Math.PI * (first.variance + second.variance)))
}

/** P(at least `hits` of independent events with these chances). */
function tailOf(chances: readonly number[], hits: number): number {
  const exactly = [1, ...chances.map(() => 0)]
  for (const chance of chances) {
    for (let count = chances.length; count >= 0; count -= 1) {
      exactly[count] = (exactly[count] ?? 0) * (1 - chance) + (count === 0 ? 0 : (exactly[count - 1] ?? 0) * chance)
    }
  }
  return Math.min(
    1,
    Math.max(
      Number.MIN_VALUE,
      exactly.slice(hits).reduce((sum, each) => sum + each, 0),
    ),
  )
}
