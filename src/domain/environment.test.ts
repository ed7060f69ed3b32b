import { expect, test } from 'vitest'
import { refusalOf } from './environment.js'

const parameters = {
  type: 'object',
  properties: { to: { type: 'string' }, times: { type: 'integer' }, mode: { enum: ['slow', 'fast'] }, what: {} },
  required: ['to'],
  additionalProperties: false,
}
const tools = [
  { name: 'sail', description: '', parameters },
  { name: 'wait', description: '', parameters: {} },
]
const said = (name: string, given: unknown) => refusalOf(JSON.parse(JSON.stringify({ name, arguments: given })), tools)

test.each([
  ['sale', {}, "unknown tool 'sale'; known: sail, wait"],
  ['sail', {}, 'sail.to is missing; expected a text'],
  ['sail', { to: 7 }, 'sail.to is 7; expected a text'],
  ['sail', { to: 'Elm', times: 1.5 }, 'sail.times is 1.5; expected a whole number'],
  ['sail', { to: 'Elm', mode: 'idle' }, 'sail.mode is "idle"; expected "slow" or "fast"'],
  ['sail', { to: 'Elm', constructor: 'x' }, "sail has no argument 'constructor'; known: to, times, mode, what"],
  ['sail', null, 'sail is called with null; expected an object of arguments'],
  ['sail', ['Elm'], 'sail is called with ["Elm"]; expected an object of arguments'],
  ['sail', 'Elm', 'sail is called with "Elm"; expected an object of arguments'],
])('%s with %j is refused in terms of what is offered', (name, given, text) => {
  expect(said(name, given)).toEqual({ text, isError: true })
})

test.each([
  ['sail', { to: 'Elm' }],
  ['sail', { to: 'Elm', times: 2, mode: 'slow', what: [1] }],
  ['wait', { long: true }],
])('%s with %j fits', (name, given) => {
  expect(said(name, given)).toBe(undefined)
})

test('a key that every object inherits is no argument that was given', () => {
  const inherited = { ...parameters, properties: { toString: { type: 'string' } }, required: ['toString'] }
  const offered = [{ name: 'sail', description: '', parameters: inherited }]
  expect(refusalOf({ name: 'sail', arguments: {} }, offered)?.text).toBe('sail.toString is missing; expected a text')
})
