import { expect, test } from 'vitest'
import { aSession } from '../../test/support/traces/session.js'
import { createRedactor, readRedactionRules } from '../wire/index.js'
import { boundedRedactor } from './bounded-redactor.js'

const redactorWith = (pattern: string) =>
  boundedRedactor(createRedactor(readRedactionRules({ rules: [{ name: 'customer', pattern }] }, 'own.json')), {
    file: 'own.json',
    longestMs: 200,
  })

const NAME = `${'a'.repeat(60)}!`

test('a rule that would never end is ended and named', () => {
  const redactor = redactorWith('(a+)+b')
  const late =
    'rule customer of own.json is "busy with one session for more than 0.2 seconds"; expected a pattern that does not repeat'
  expect(() => redactor.redact(aSession({ calls: [`get -> ${NAME}`] }))).toThrow(late)
  expect(() => redactor.text(NAME)).toThrow(late)
})

test('a rule that ends takes out what it should', () => {
  const redactor = redactorWith('a{60}')
  const session = redactor.redact(aSession({ calls: [`get -> ${NAME}`] }))
  expect(session.steps[0]?.calls[0]?.result).toBe('[customer 1]!')
  expect(redactor.text(NAME)).toBe('[customer 1]!')
  expect(redactor.counts()).toEqual({ customer: 2 })
})

test('what goes wrong otherwise stays what it is', () => {
  const broken = {
    ...createRedactor([]),
    text: () => {
      throw new RangeError('too deep')
    },
  }
  expect(() => boundedRedactor(broken, { file: 'own.json' }).text('x')).toThrow(RangeError)
})
