import { scaleLog } from 'd3-scale'
import type { HorizonFinding, LengthKind } from '../../domain/index.js'
import { count } from '../../domain/index.js'

/** Places along an axis on which each doubling of the length takes the same room. */
export interface LengthScale {
  /** Lengths off the axis stand at its ends. */
  x(length: number): number
  readonly left: number
  readonly right: number
  /** Longest length that any system was tried on; what lies right of it was not tested. */
  readonly testedTo: number
  /** Longest length on the axis. */
  readonly last: number
  readonly ticks: readonly { readonly length: number; readonly text: string }[]
}

/** Doublings of room before the shortest and after the longest length tested; around a single length as much on both sides. */
const [BEFORE, AFTER, AROUND] = [0.2, 0.7, 1]

/**
 * Makes the axis wide enough for all that was tested, and for a piece of what was not.
 *
 * @param least room between two ticks
 */
export function lengthScale(
  findings: readonly HorizonFinding[],
  range: readonly [number, number],
  least: number,
): LengthScale {
  const shortest = Math.min(...findings.map(({ tested }) => tested.shortest))
  const longest = Math.max(...findings.map(({ tested }) => tested.longest))
  const isOne = shortest === longest
  const [first, last] = [shortest / 2 ** (isOne ? AROUND : BEFORE), longest * 2 ** (isOne ? AROUND : AFTER)]
  const scale = scaleLog([first, last], range).base(2).clamp(true)
  const natural = naturalLengths(findings[0]?.lengthKind).filter(({ length }) => length >= first && length <= last)
  const room = (range[1] - range[0]) / Math.log2(last / first)
  const every = Math.max(1, Math.ceil(least / (room * stepOf(natural))))
  return {
    x: (length) => scale(length),
    left: range[0],
    right: range[1],
    testedTo: longest,
    last,
    ticks: natural.filter((_, index) => index % every === 0),
  }
}

/** Doublings from one natural length to the next, at the least. */
function stepOf(lengths: readonly { readonly length: number }[]): number {
  const steps = lengths.slice(1).map(({ length }, index) => Math.log2(length / (lengths[index]?.length ?? length)))
  return Math.min(1, ...steps)
}

const SECONDS = [1, 2, 4, 8, 15, 30]

/** Lengths as people say them, each about twice the one before. */
function naturalLengths(kind: LengthKind | undefined): readonly { readonly length: number; readonly text: string }[] {
  if (kind !== 'minutes-human' && kind !== 'minutes-estimated') {
    return Array.from({ length: 24 }, (_, power) => ({ length: 2 ** power, text: count(2 ** power) }))
  }
  const hours = Array.from({ length: 14 }, (_, power) => 2 ** power)
  return [
    ...SECONDS.map((seconds) => ({ length: seconds / 60, text: `${seconds} s` })),
    ...SECONDS.map((minutes) => ({ length: minutes, text: `${minutes} min` })),
    ...hours.map((own) => ({ length: own * 60, text: `${count(own)} h` })),
  ]
}
