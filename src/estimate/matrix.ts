/** x' V^-1 x over the leading part of a covariance, by elimination; 0 where it is singular. */
export function quadratic(x: readonly number[], covariance: readonly (readonly number[])[]): number {
  const rows = x.map((value, row) => [...(covariance[row] ?? []).slice(0, x.length), value])
  for (let pivot = 0; pivot < x.length; pivot += 1) {
    const scale = rows[pivot]?.[pivot] ?? 0
    if (Math.abs(scale) < 1e-12) return 0
    for (let row = 0; row < x.length; row += 1) {
      if (row === pivot) continue
      const factor = (rows[row]?.[pivot] ?? 0) / scale
      for (let column = pivot; column <= x.length; column += 1) {
        add(rows[row] ?? [], column, -factor * (rows[pivot]?.[column] ?? 0))
      }
    }
  }
  return x.reduce((total, value, row) => total + (value * (rows[row]?.[x.length] ?? 0)) / (rows[row]?.[row] ?? 1), 0)
}

/** Adds to one entry of a list. */
export function add(values: number[], index: number, by: number): void {
  values[index] = (values[index] ?? 0) + by
}
