/** A seeded generator of uniform numbers. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number from 0 to `below` - 1. */
  below(below: number): number
  /** An independent stream; the same index gives the same stream whatever was drawn before. */
  split(index: number): Random
}

/**
 * A seeded 32-bit generator with splittable streams.
 *
 * @param seed whole number; only its lower 32 bits count
 * @source mixing function of MurmurHash3 over a Weyl sequence (splitmix32)
 * @example createRandom(1).next() === createRandom(1).next()
 * // true
 */
export function createRandom(seed: number): Random {
  const start = mix(seed | 0)
  let state = start
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    return (mix(state) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    split: (index) => createRandom(mix(start ^ mix((index + 0x632be5ab) | 0))),
  }
}

function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
