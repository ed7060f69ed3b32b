import type { Screen, ScreenTest } from '../domain/index.js'

/**
 * Holm's adjusted p-values, in the order given.
 *
 * @source Holm 1979; checked in test/oracle/multiplicity.json
 * @example holm([0.01, 0.04])
 * // [0.02, 0.04]
 */
export function holm(p: readonly number[]): number[] {
  return adjust(p, (ascending) => {
    let largest = 0
    return ascending.map((value, rank) => {
      largest = Math.max(largest, Math.min(1, (p.length - rank) * value))
      return largest
    })
  })
}

/**
 * Benjamini and Hochberg's adjusted p-values, in the order given.
 *
 * @source Benjamini & Hochberg 1995; checked in test/oracle/multiplicity.json
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  return adjust(p, (ascending) => {
    let smallest = 1
    return ascending
      .map((value, rank) => Math.min(1, (p.length / (rank + 1)) * value))
      .reverse()
      .map((value) => {
        smallest = Math.min(smallest, value)
        return smallest
      })
      .reverse()
  })
}

/** Share of false finds among the finds that a screen expects where nothing else is said. */
export const SCREEN_RATE = 0.1

/**
 * Screens many tests for what deserves a closer look: adjusted p-values (Benjamini and Hochberg) at a false discovery
 * rate of 10 %. A find of a screen is a candidate, not an established effect.
 *
 * @param options.rate expected share of false finds among the finds, in (0, 1)
 * @returns one for each p, in the order given
 */
export function screen(
  p: readonly number[],
  options: { readonly rate?: number } = {},
): { readonly p: number; readonly adjustedP: number; readonly isFound: boolean }[] {
  const { rate = SCREEN_RATE } = options
  const adjusted = benjaminiHochberg(p)
  return p.map((raw, index) => {
    const adjustedP = adjusted[index] ?? 1
    return { p: raw, adjustedP, isFound: adjustedP <= rate }
  })
}

/**
 * A screen over cells that each hold a difference and, where it could be tested, its p.
 *
 * @param options.rate as for `screen`
 * @returns tests by p, then in the order given; cells without p are counted as untested
 * @source Benjamini & Hochberg 1995; statistics specification 4 (exploratory screens)
 */
export function screenCells(
  cells: readonly (Omit<ScreenTest, 'p' | 'adjustedP' | 'isFound'> & { readonly p?: number })[],
  options: { readonly rate?: number } = {},
): Screen {
  const { rate = SCREEN_RATE } = options
  const tested = cells.flatMap((cell) => (cell.p === undefined ? [] : [{ ...cell, p: cell.p }]))
  const found = screen(
    tested.map(({ p }) => p),
    { rate },
  )
  const tests = tested.map((cell, index) => ({ ...cell, ...(found[index] ?? { adjustedP: 1, isFound: false }) }))
  return { rate, tests: tests.sort((a, b) => a.p - b.p), untested: cells.length - tested.length }
}

/**
 * Whether a screen of so many tests could find a cell of usual size: with every sample changing in one direction its p is
 * 2^(1-n) by signs. It reads the design, never a result.
 *
 * @param samples of each cell
 */
export function canFindOne(samples: readonly number[], rate: number = SCREEN_RATE): boolean {
  const sorted = [...samples].sort((a, b) => a - b)
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0
  return samples.length > 0 && samples.length * 2 ** (1 - usual) <= rate
}

function adjust(p: readonly number[], inOrder: (ascending: readonly number[]) => readonly number[]): number[] {
  const order = p.map((_, index) => index).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0))
  const adjusted = inOrder(order.map((index) => p[index] ?? 1))
  const result = p.map(() => 1)
  for (const [rank, index] of order.entries()) result[index] = adjusted[rank] ?? 1
  return result
}
