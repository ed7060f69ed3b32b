import { expect, test } from 'vitest'
import type { Session } from '../../domain/index.js'
import { createRedactor, REDACTION_RULES } from './redact.js'
import { readRedactionRules } from './redaction-file.js'

const redact = (text: string) => createRedactor(REDACTION_RULES).text(text)

const call = (given: Session['steps'][number]['calls'][number]['arguments'], result = 'ok') =>
  ({ id: 'c1', name: 'send', ...(given !== undefined && { arguments: given }), result }) as const

const aSession = (parts: Partial<Session> = {}): Session => ({
  id: 's1',
  format: 'atif',
  file: 'a.json',
  system: { model: 'm' },
  task: 't',
  steps: [{ index: 0, operator: [], text: '', calls: [] }],
  outcome: { kind: 'unknown' },
  claim: 'unknown',
  scores: {},
  ...parts,
})

test.each([
  ['to=anna@x.org; mailto:ben@x.org, <c%d@x.org>', 'to=[e-mail 1]; mailto:[e-mail 2], <[e-mail 3]>'],
  ['write to anna.b+x@mail.example.org now', 'write to [e-mail 1] now'],
  ['key sk-ant-REDACTED01-abcdefghijklmnop', 'key [key 1]'],
  ['AKIAABCDEFGHIJKLMNOP and ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[key 1] and [key 2]'],
  ['Authorization: Bearer abc.def-ghi_jkl', 'Authorization: [secret 1] [token 1]'],
  ['eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4', '[token 1]'],
  ['Authorization: Basic dXNlcjpodW50ZXIy', 'Authorization: Basic [secret 1]'],
  ['{"Authorization": "Token 9944b09199c6"}', '{"Authorization": "Token [secret 1]"}'],
  ['Set-Cookie: session=abcdef; id=17\nnext', 'Set-Cookie: [secret 1]\nnext'],
  ["password='hunter2 and more' ok", "password='[secret 1]' ok"],
  ['{\\"password\\": \\"hunter2 and more\\"}', '{\\"password\\": \\"[secret 1]\\"}'],
  ['postgres://app:hunter2@db/orders', 'postgres://app:[password 1]@db/orders'],
  ['{"api_key": "abcdef123456"}', '{"api_key": "[secret 1]"}'],
  ['export DB_PASSWORD=hunter2hunter2', 'export DB_PASSWORD=[secret 1]'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----', '[private key 1]'],
])('what is secret in %j is taken out', (text, expected) => {
  expect(redact(text)).toBe(expected)
})

test.each([
  'max_tokens: 4096',
  'see docs@',
  'a@b',
  'the token was refused',
  'Basic operations',
  'cookie: none',
  'order 17 at the dock',
  '@types/node',
])('%j holds nothing secret and stays', (text) => {
  expect(redact(text)).toBe(text)
})

test('equal things get equal marks and others other ones, so that calls can still be told apart', () => {
  expect(redact('a@x.org, b@x.org, a@x.org')).toBe('[e-mail 1], [e-mail 2], [e-mail 1]')
})

test('a field that is named for a secret is taken out whatever it looks like', () => {
  const { steps } = createRedactor(REDACTION_RULES).redact(
    aSession({
      steps: [
        {
          index: 0,
          operator: [],
          text: '',
          calls: [call({ password: 'x', max_tokens: 'many', nested: { 'api-key': 'y' } })],
        },
      ],
    }),
  )
  expect(steps[0]?.calls[0]?.arguments).toEqual({
    password: '[secret 1]',
    max_tokens: 'many',
    nested: { 'api-key': '[secret 2]' },
  })
})

test('every text of a session is cleaned, ids and names included', () => {
  const mail = 'anna@x.org'
  const dirty = aSession({
    id: mail,
    file: `${mail}.json`,
    system: { model: mail, host: mail, agent: mail, settings: mail },
    task: mail,
    family: mail,
    scores: { [mail]: mail },
    steps: [
      {
        index: 0,
        operator: [mail],
        text: mail,
        reasoning: mail,
        calls: [{ id: mail, name: mail, arguments: { [mail]: [mail] }, result: mail }],
      },
    ],
  })
  const redactor = createRedactor(REDACTION_RULES)
  expect(JSON.stringify(redactor.redact(dirty))).not.toContain('anna')
  expect(redactor.counts()).toEqual({ 'e-mail': 18 })
})

test('rules of the user come first, and built-in ones can be left out', () => {
  const file = { rules: [{ name: 'customer', pattern: 'c-(?<secret>\\d{4})', flags: 'i' }], without: ['e-mail'] }
  const { text } = createRedactor(readRedactionRules(file, 'own.json'))
  expect(text('C-1234 a@x.org')).toBe('C-[customer 1] a@x.org')
})

test.each([
  [{ rule: [] }, 'own.json is "rule"; expected rules or without'],
  [{ rules: [{ name: 'x' }] }, 'own.json rules[0] is {"name":"x"}; expected a rule with name and pattern'],
  [{ rules: [{ name: 'x', pattern: '[' }] }, 'own.json rules[0].pattern is "["; expected a regular expression'],
  [
    { rules: [{ name: 'x', pattern: 'a*' }] },
    'own.json rules[0].pattern is "a*"; expected a pattern that does not match nothing',
  ],
  [{ without: ['mail'] }, 'own.json without is "mail"; expected some of private key, key, token'],
])('the rules %j are refused', (file, says) => {
  expect(() => readRedactionRules(file, 'own.json')).toThrow(says)
})

test('a text of many megabytes without anything secret is read in linear time', () => {
  const text = `${'a.'.repeat(200_000)} ${'token '.repeat(100_000)} ${'x'.repeat(500_000)}`
  expect(redact(text)).toBe(text)
})
