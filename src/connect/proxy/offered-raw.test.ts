import { expect, test } from 'vitest'
import { offeredRaw } from './offered-raw.js'

const schema = { type: 'object', properties: { path: { type: 'string' } } }
const raw = [
  { name: 'read', title: 'Read', description: 'Reads.', inputSchema: schema, annotations: { readOnlyHint: true } },
  { name: 'write', title: 'Write', description: 'Writes.', inputSchema: schema, outputSchema: { type: 'object' } },
]
const offers = raw.map(({ name, description, inputSchema }) => ({ name, description, parameters: inputSchema }))

test('tools that are offered as they are stay to the letter', () => {
  expect(JSON.stringify(offeredRaw(raw, offers))).toBe(JSON.stringify(raw))
})

test('of a renamed tool the name is new, and nothing still says the old one', () => {
  const [read, write] = offers
  const renamed = [read, write && { ...write, name: 'tool_2' }].filter((offer) => offer !== undefined)
  const { title: _, ...rest } = raw[1] ?? {}
  expect(offeredRaw(raw, renamed)).toEqual([raw[0], { ...rest, name: 'tool_2' }])
})

test('a tool that is gone is gone, and one that was never there is shown as it is offered', () => {
  const added = { name: 'count', description: 'Counts.', parameters: schema }
  expect(offeredRaw(raw, [...offers.slice(1), added])).toEqual([
    raw[1],
    { name: 'count', description: 'Counts.', inputSchema: schema },
  ])
})
