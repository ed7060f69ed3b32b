import { contentHash } from 'leadline'

/** A stream of draws in [0, 1). */
export type Draw = () => number

/** Hexadecimal digits of one draw. */
const DIGITS = 8

/** The draws of a name: equal names give equal streams. */
export function drawsOf(name: string): Draw {
  let count = 0
  let digits = ''
  return () => {
    if (digits.length < DIGITS) {
      digits = contentHash({ name, count })
      count += 1
    }
    const draw = Number.parseInt(digits.slice(0, DIGITS), 16) / 2 ** 32
    digits = digits.slice(DIGITS)
    return draw
  }
}

/** A whole number from `least` to `most`. */
export function drawWhole(draw: Draw, least: number, most: number): number {
  return least + Math.floor(draw() * (most - least + 1))
}

/** One of a list, or undefined where it is empty. */
export function drawOne<T>(draw: Draw, list: readonly T[]): T | undefined {
  return list[Math.floor(draw() * list.length)]
}

/** The list in a drawn order. */
export function shuffle<T>(list: readonly T[], draw: Draw): T[] {
  return list
    .map((item) => ({ item, key: draw() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
