/**
 * Maximum of a smooth function of few numbers by Newton's method on central differences: a second route to a fit, which
 * knows nothing of its scores or information.
 */
export function maximise(of: (at: readonly number[]) => number, start: readonly number[]): readonly number[] {
  let at = start
  for (let round = 0; round < 200; round += 1) {
    const gradient = at.map((_, i) => (of(moved(at, i, STEP)) - of(moved(at, i, -STEP))) / (2 * STEP))
    const curvature = at.map((_, i) => at.map((_, j) => secondDifference(of, at, i, j)))
    const step = solve(curvature, gradient).map((value) => -value)
    const largest = Math.max(...step.map(Math.abs))
    let share = Math.min(1, 1 / largest)
    const tried = () => at.map((value, i) => value + share * (step[i] ?? 0))
    while (of(tried()) < of(at) && share > 1e-6) share /= 2
    at = tried()
    if (largest < 1e-9) break
  }
  return at
}

const STEP = 1e-4

function moved(at: readonly number[], place: number, by: number): number[] {
  return at.map((value, index) => (index === place ? value + by : value))
}

function secondDifference(of: (at: readonly number[]) => number, at: readonly number[], i: number, j: number): number {
  const by = (a: number, b: number) => of(moved(moved(at, i, a * STEP), j, b * STEP))
  return (by(1, 1) - by(1, -1) - by(-1, 1) + by(-1, -1)) / (4 * STEP * STEP)
}

/** Gauss-Jordan elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  for (const [pivot, own] of rows.entries()) {
    const scale = own[pivot] ?? 1
    for (const [place, row] of rows.entries()) {
      if (place === pivot) continue
      const factor = (row[pivot] ?? 0) / scale
      for (const [column, value] of own.entries()) row[column] = (row[column] ?? 0) - factor * value
    }
  }
  return rows.map((row, index) => (row[right.length] ?? 0) / (row[index] ?? 1))
}
