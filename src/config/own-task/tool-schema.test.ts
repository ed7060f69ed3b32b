import { expect, test } from 'vitest'
import { z } from 'zod'
import type { StandardSchema } from './standard-schema.js'
import { parametersOf } from './tool-schema.js'

const WANTED = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }

/** A schema as a library gives it that says its JSON Schema in one of the known ways, or not at all. */
function schemaOf(vendor: string, standard: object = {}, own: object = {}): StandardSchema {
  return { '~standard': { version: 1, vendor, validate: (value: unknown) => ({ value }), ...standard }, ...own }
}

test.each<[string, StandardSchema]>([
  ['zod', z.object({ id: z.string() })],
  ['the extension of the interface', schemaOf('one', { jsonSchema: { input: () => WANTED } })],
  ['toJsonSchema(), as arktype has it', schemaOf('arktype', {}, { toJsonSchema: () => WANTED })],
  [
    'toJSONSchema()',
    schemaOf('other', {}, { toJSONSchema: () => ({ $schema: 'https://json-schema.org/', ...WANTED }) }),
  ],
])('the arguments of a tool come from %s', (_, input) => expect(parametersOf('t.tools.go', { input })).toEqual(WANTED))

test('stated parameters stand, and no schema means no arguments', () => {
  expect(parametersOf('t.tools.go', { input: schemaOf('valibot'), parameters: WANTED })).toEqual(WANTED)
  expect(parametersOf('t.tools.go', {})).toEqual({ type: 'object', properties: {}, additionalProperties: false })
})

test('a library without JSON Schema is asked for parameters, by the place of the tool', () => {
  expect(() => parametersOf('t.tools.go', { input: schemaOf('valibot') })).toThrow(
    't.tools.go is "valibot"; expected parameters: a JSON Schema of an object, because the library of its input gives none',
  )
  expect(() => parametersOf('t.tools.go', { parameters: { type: 'string' } })).toThrow('the JSON Schema of an object')
  expect(() => parametersOf('t.tools.go', { input: z.string() })).toThrow('t.tools.go.input')
})
