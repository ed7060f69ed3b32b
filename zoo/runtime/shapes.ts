import { type Encoded, MOST_NAMED, MOST_THINGS } from '../reading/encode.js'
import { MOST_LINES, MOST_TOOLS } from '../reading/lines.js'
import { MOST_ABOUT, MOST_WORDS } from '../reading/phrases.js'

/** How much room a turn is given. */
export interface Shape {
  /** Lines in all: those of the tools, filled up, and then the others. */
  readonly lines: number
  readonly tools: number
  readonly things: number
}

/** Arrays of several turns, one after another, each filled up with zeros to one shape. */
export interface Filled {
  readonly count: number
  readonly shape: Shape
  readonly words: Int32Array
  readonly about: Int32Array
  readonly marks: Int32Array
  readonly named: Int32Array
  readonly things: Int32Array
}

/**
 * The shapes there are, from the smallest. Few, so that turns of one shape meet often; and a turn's own size alone says
 * which is its own, so that what else is asked at the same time cannot change how its sums are rounded.
 */
const SHAPES: readonly Shape[] = [
  { lines: 48, tools: 16, things: 16 },
  { lines: 64, tools: 16, things: 24 },
  { lines: 80, tools: 16, things: 32 },
  { lines: 104, tools: 24, things: 40 },
  { lines: 128, tools: 24, things: 56 },
]
const LARGEST: Shape = { lines: MOST_LINES + MOST_TOOLS, tools: MOST_TOOLS, things: MOST_THINGS }

/** The smallest shape that a turn fits. */
export function shapeOf({ lines, tools, things }: Encoded): Shape {
  const fits = (shape: Shape) =>
    tools <= shape.tools && lines - tools <= shape.lines - shape.tools && things.length <= shape.things
  return SHAPES.find(fits) ?? LARGEST
}

/** Fills turns up to a shape: the tools first, then the other lines, so that they begin at one place in all turns. */
export function fillUp(turns: readonly Encoded[], shape: Shape): Filled {
  const filled = (width: number, put: (data: Int32Array, turn: Encoded, start: number) => void) => {
    const data = new Int32Array(turns.length * width)
    for (const [index, turn] of turns.entries()) put(data, turn, index * width)
    return data
  }
  const byLine = (width: number, of: (turn: Encoded) => Uint8Array | Uint16Array) =>
    filled(shape.lines * width, (data, turn, start) => {
      data.set(of(turn).subarray(0, turn.tools * width), start)
      data.set(of(turn).subarray(turn.tools * width), start + shape.tools * width)
    })
  return {
    count: turns.length,
    shape,
    words: byLine(MOST_WORDS, ({ words }) => words),
    about: filled(shape.tools * MOST_ABOUT, (data, { about }, start) => data.set(about, start)),
    marks: byLine(2, ({ marks }) => marks),
    named: byLine(MOST_NAMED, ({ named }) => named),
    things: filled(shape.things, (data, { things }, start) => data.set(things, start)),
  }
}
