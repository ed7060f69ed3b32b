import type { Ask, ToolOffer } from 'leadline'
import { expect, test } from 'vitest'
import { answerOf } from './answer.js'
import { createEncoder } from './reading/encode.js'
import { nameNumber, vocabularyOf, wordsOf } from './reading/words.js'

const encoder = createEncoder(vocabularyOf(wordsOf('look around read page of the manifest to move you are at')))
const tools: readonly ToolOffer[] = [
  { name: 'look', description: 'look around', parameters: { properties: {}, required: [] } },
  {
    name: 'manifest',
    description: 'read page of the manifest',
    parameters: { properties: { page: { type: 'integer' } }, required: ['page'] },
  },
  {
    name: 'ship',
    description: 'move the manifest',
    parameters: { properties: { to: { type: 'string' }, by: { type: 'string' } }, required: ['to', 'by'] },
  },
]

/** An ask, and logits under which one tool and one value are all but certain. */
function prepared(tool: number, value: string, seed = 1, sharpness = 50) {
  const ask: Ask = {
    messages: [
      { role: 'system', text: 'You are at Alder.' },
      { role: 'user', text: 'Read page 2 of the manifest.' },
    ],
    tools,
    seed,
    signal: new AbortController().signal,
  }
  const read = encoder.encode(ask)
  const things = read.things.length
  const place = value === '' ? 0 : read.things.indexOf(nameNumber(value) ?? -1)
  const logits = { tool: new Float32Array(tools.length), value: new Float32Array(tools.length * things), things }
  logits.tool[tool] = sharpness
  logits.value[tool * things + place] = sharpness
  return { ask, read, of: { logits, temperature: 1, encoder } }
}

function answered(...given: Parameters<typeof prepared>) {
  const { ask, read, of } = prepared(...given)
  return answerOf(ask, read, of)
}

test('the likeliest tool is called with the likeliest value, typed and written as its schema and the harbour want it', () => {
  expect(answered(0, 'alder').calls).toEqual([{ id: 'call-0', name: 'look', arguments: {} }])
  expect(answered(1, '2').calls).toEqual([{ id: 'call-0', name: 'manifest', arguments: { page: 2 } }])
})

test('what it has no value for is left out and named: the tool refuses, and the reason stands in the record', () => {
  const { text, calls } = answered(2, 'alder')
  expect(calls[0]?.arguments).toEqual({ to: 'Alder' })
  expect(text).toBe('No words for: ship, by. No value for: by.')
  expect(answered(1, '').text).toBe('No value for: page.')
  // A name where a number is wanted goes as it is: the refusal is the tool's.
  expect(answered(1, 'alder').calls[0]?.arguments).toEqual({ page: 'Alder' })
})

test('equal seeds draw equally, and seeds draw by the chances', () => {
  const draws = Array.from({ length: 400 }, (_, seed) => {
    const { ask, read, of } = prepared(0, '', seed, 1)
    expect(answerOf(ask, read, of)).toEqual(answerOf(ask, read, of))
    return answerOf(ask, read, of).calls[0]?.name
  })
  // e / (e + 1 + 1) is 0.58.
  const share = draws.filter((name) => name === 'look').length / draws.length
  expect(share).toBeGreaterThan(0.5)
  expect(share).toBeLessThan(0.66)
})

test('at temperature 0 the likeliest is always taken', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const { ask, read, of } = prepared(1, '2', seed, 0.01)
    expect(answerOf(ask, read, { ...of, temperature: 0 }).calls[0]?.name).toBe('manifest')
  }
})
