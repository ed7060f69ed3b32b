/** An entry of a state, and what it changes by or counts with. */
type EntryTerm = readonly [entry: number, amount: number]

/**
 * Sums of products over clusters whose states change one at a time. Between two of its own changes the influence of a
 * cluster is linear in its state, so one quadratic form gives the clustered variance after every step, without a visit
 * to every cluster.
 */
interface ClusterForm {
  /** Adds to entries of the state of one cluster; states begin at 0. */
  change(cluster: string, terms: readonly EntryTerm[]): void
  /** Sum over clusters of the square of a combination of their entries; 0 where nothing but rounding is left. */
  sumOfSquares(combination: readonly EntryTerm[]): number
}

/** Share of the single terms below which a sum of squares is rounding. */
const ROUNDING = 1e-12

/**
 * A quadratic form over clusters.
 *
 * @param entries of each state
 */
export function createClusterForm(entries: number): ClusterForm {
  const states = new Map<string, Float64Array>()
  const products = new Float64Array(entries * entries)
  const addProducts = (state: Float64Array, sign: 1 | -1) => {
    for (let row = 0; row < entries; row += 1) {
      const scaled = sign * (state[row] ?? 0)
      if (scaled === 0) continue
      for (let column = 0; column < entries; column += 1) {
        const place = row * entries + column
        products[place] = (products[place] ?? 0) + scaled * (state[column] ?? 0)
      }
    }
  }
  return {
    change(cluster, terms) {
      const state = states.get(cluster) ?? new Float64Array(entries)
      addProducts(state, -1)
      for (const [entry, by] of terms) state[entry] = (state[entry] ?? 0) + by
      addProducts(state, 1)
      states.set(cluster, state)
    },
    sumOfSquares(combination) {
      let [total, scale] = [0, 0]
      for (const [row, left] of combination) {
        for (const [column, right] of combination) {
          total += left * right * (products[row * entries + column] ?? 0)
        }
        scale += left * left * (products[row * entries + row] ?? 0)
      }
      return total <= ROUNDING * scale ? 0 : total
    },
  }
}
