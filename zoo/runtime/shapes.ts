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
  readonly words: Uint16Array
  readonly about: Uint16Array
  readonly marks: Uint8Array
  readonly named: Uint8Array
  readonly things: Uint16Array
}

/** The room there is for tools, for other lines and for things. */
const ROOM = {
  tools: [14, MOST_TOOLS],
  others: [64, 80, 104, MOST_LINES],
  things: [24, 40, 64, MOST_THINGS],
} as const

/**
 * The shapes there are, the smaller room first. They are few, so that turns of one shape meet often: with three times as many
 * there is less empty room, and a study of five models makes fewer decisions a second. A turn's own size alone says which is
 * its own, so that what else is asked at the same time cannot change how its sums are rounded.
 */
const SHAPES: readonly Shape[] = ROOM.tools.flatMap((tools) =>
  ROOM.others.flatMap((others) => ROOM.things.map((things) => ({ lines: tools + others, tools, things }))),
)

/** The smallest shape that a turn fits. */
export function shapeOf({ lines, tools, things }: Encoded): Shape {
  const fits = (shape: Shape) =>
    tools <= shape.tools && lines - tools <= shape.lines - shape.tools && things.length <= shape.things
  const found = SHAPES.find(fits)
  if (found !== undefined) return found
  const [own, others] = [MOST_TOOLS, MOST_LINES]
  throw new Error(
    `a turn has ${tools} tools, ${lines - tools} other lines and ${things.length} things; expected ${own}, ${others} and ${MOST_THINGS} at most`,
  )
}

/** Fills turns up to a shape: the tools first, then the other lines, so that they begin at one place in all turns. */
export function fillUp(turns: readonly Encoded[], shape: Shape): Filled {
  const filled = <A extends Uint8Array | Uint16Array>(
    data: A,
    put: (data: A, turn: Encoded, start: number) => void,
  ) => {
    for (const [index, turn] of turns.entries()) put(data, turn, index * (data.length / turns.length))
    return data
  }
  const byLine = <A extends Uint8Array | Uint16Array>(data: A, width: number, of: (turn: Encoded) => A) =>
    filled(data, (all, turn, start) => {
      all.set(of(turn).subarray(0, turn.tools * width), start)
      all.set(of(turn).subarray(turn.tools * width), start + shape.tools * width)
    })
  const [lines, tools, things] = [shape.lines * turns.length, shape.tools * turns.length, shape.things * turns.length]
  return {
    count: turns.length,
    shape,
    words: byLine(new Uint16Array(lines * MOST_WORDS), MOST_WORDS, ({ words }) => words),
    about: filled(new Uint16Array(tools * MOST_ABOUT), (all, { about }, start) => all.set(about, start)),
    marks: byLine(new Uint8Array(lines * 2), 2, ({ marks }) => marks),
    named: byLine(new Uint8Array(lines * MOST_NAMED), MOST_NAMED, ({ named }) => named),
    things: filled(new Uint16Array(things), (all, turn, start) => all.set(turn.things, start)),
  }
}
