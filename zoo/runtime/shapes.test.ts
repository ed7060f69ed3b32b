import { expect, test } from 'vitest'
import { type Encoded, MOST_NAMED } from '../reading/encode.js'
import { MOST_ABOUT, MOST_WORDS } from '../reading/phrases.js'
import { fillUp, shapeOf } from './shapes.js'

const counted = (length: number) => Uint8Array.from({ length }, (_, index) => 1 + (index % 200))

function aTurn(lines: number, tools: number, things: number): Encoded {
  return {
    lines,
    tools,
    words: Uint16Array.from(counted(lines * MOST_WORDS)),
    about: Uint16Array.from(counted(tools * MOST_ABOUT)),
    marks: counted(lines * 2),
    named: counted(lines * MOST_NAMED),
    things: Uint16Array.from(counted(things)),
  }
}

test('a turn takes the smallest shape that it fits', () => {
  expect(shapeOf(aTurn(40, 12, 10))).toEqual({ lines: 78, tools: 14, things: 24 })
  expect(shapeOf(aTurn(40, 12, 25)).things).toBe(40)
  // Fourteen places are kept for tools: 66 other lines do not fit into the rest of 78.
  expect(shapeOf(aTurn(78, 12, 10)).lines).toBe(94)
  expect(shapeOf(aTurn(40, 15, 10)).tools).toBe(24)
  expect(shapeOf(aTurn(160, 0, 96))).toEqual({ lines: 174, tools: 14, things: 96 })
  expect(shapeOf(aTurn(160, 24, 96))).toEqual({ lines: 184, tools: 24, things: 96 })
})

test('equal shapes are one shape, and a turn that fits none is refused with its numbers', () => {
  expect(shapeOf(aTurn(41, 13, 12))).toBe(shapeOf(aTurn(40, 12, 16)))
  expect(() => shapeOf(aTurn(185, 24, 7))).toThrow(
    'a turn has 24 tools, 161 other lines and 7 things; expected 24, 160',
  )
})

test('tools are filled up before the other lines follow, and no turn reaches into the next', () => {
  const turns = [aTurn(20, 3, 4), aTurn(30, 5, 6)]
  const shape = { lines: 48, tools: 16, things: 16 }
  const filled = fillUp(turns, shape)
  for (const [index, turn] of turns.entries()) {
    const own = filled.words.subarray(index * 48 * MOST_WORDS, (index + 1) * 48 * MOST_WORDS)
    const [tools, others] = [turn.tools * MOST_WORDS, (turn.lines - turn.tools) * MOST_WORDS]
    expect([...own.subarray(0, tools)]).toEqual([...turn.words.subarray(0, tools)])
    expect(own.subarray(tools, 16 * MOST_WORDS).every((word) => word === 0)).toBe(true)
    expect([...own.subarray(16 * MOST_WORDS, 16 * MOST_WORDS + others)]).toEqual([...turn.words.subarray(tools)])
    expect(own.subarray(16 * MOST_WORDS + others).every((word) => word === 0)).toBe(true)
    expect([...filled.things.subarray(index * 16, index * 16 + turn.things.length)]).toEqual([...turn.things])
  }
})
