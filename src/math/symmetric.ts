/**
 * Inverse and log determinant of a symmetric positive-definite matrix of few rows, by Cholesky.
 *
 * @param matrix row after row; only its lower triangle is read
 * @returns undefined where the matrix is singular to working precision
 * @example invertSymmetric(Float64Array.of(4, 0, 0, 1), 2)?.inverse
 * // Float64Array [0.25, 0, 0, 1]
 */
export function invertSymmetric(
  matrix: Float64Array,
  size: number,
): { readonly inverse: Float64Array; readonly logDeterminant: number } | undefined {
  const factor = factorOf(matrix, size)
  if (factor === undefined) return undefined
  const inverse = new Float64Array(size * size)
  const column = new Float64Array(size)
  for (let place = 0; place < size; place += 1) {
    column.fill(0)
    column[place] = 1
    solveInPlace(factor, column)
    for (let row = 0; row < size; row += 1) inverse[row * size + place] = column[row] ?? 0
  }
  let logDeterminant = 0
  for (let row = 0; row < size; row += 1) logDeterminant += 2 * Math.log(factor[row * size + row] ?? 0)
  return { inverse, logDeterminant }
}

/** Pivots that are smaller than this share of their diagonal are zero but for rounding. */
const SINGULAR = 1e-13

function factorOf(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] ?? 0
      for (let k = 0; k < column; k += 1) sum -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0)
      if (column < row) factor[row * size + column] = sum / (factor[column * size + column] ?? 1)
      else {
        if (!(sum > SINGULAR * (matrix[row * size + row] ?? 0))) return undefined
        factor[row * size + row] = Math.sqrt(sum)
      }
    }
  }
  return factor
}

function solveInPlace(factor: Float64Array, vector: Float64Array): void {
  const size = vector.length
  for (let row = 0; row < size; row += 1) {
    let sum = vector[row] ?? 0
    for (let k = 0; k < row; k += 1) sum -= (factor[row * size + k] ?? 0) * (vector[k] ?? 0)
    vector[row] = sum / (factor[row * size + row] ?? 1)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = vector[row] ?? 0
    for (let k = row + 1; k < size; k += 1) sum -= (factor[k * size + row] ?? 0) * (vector[k] ?? 0)
    vector[row] = sum / (factor[row * size + row] ?? 1)
  }
}

/** g' M h for a matrix of as many rows as both vectors, row after row. */
export function quadraticForm(g: readonly number[], matrix: Float64Array, h: readonly number[] = g): number {
  let sum = 0
  for (const [row, left] of g.entries()) {
    for (const [column, right] of h.entries()) sum += left * right * (matrix[row * g.length + column] ?? 0)
  }
  return sum
}
