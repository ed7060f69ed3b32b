import { expect, test } from 'vitest'
import { factProblem, factsIn } from './same-facts.js'
import { namesIn, type Translation, translationProblem } from './translation.js'

test('numbers, ids and quoted names are facts, and plain words are none', () => {
  expect(
    factsIn(`Pay INV-7 with "now" by 09:30, don't use find_crate or src/app.ts for -5 units, e.g. rentCar.`),
  ).toEqual(['now', 'src/app.ts', 'INV-7', '09:30', 'find_crate', '-5', 'rentCar'])
})

test.each([
  ['Pay INV-7 at once, "now", 3 times.', 'Bezahle INV-7 sofort, „now“, 3-mal.', undefined],
  ['Copy /data/in and/or /data/out.', 'Kopiere /data/in und/oder /data/out.', undefined],
  ['Copy /data/in.', 'Kopiere /data/ein.', 'lacks "/data/in"'],
  ['See https://example.org/a.', 'Siehe https://example.org/b.', 'lacks "https://example.org/a"'],
  ['the 2nd page', 'la página 2ª', undefined],
  ['Pay INV-7.', 'Bezahle INV-8.', 'lacks "INV-7"'],
  ['Pay INV-7.', 'Bezahle INV-7 und INV-8.', 'has "INV-8", which the original does not say there'],
  ['Keep 1.5 litres.', 'Behalte 1,5 Liter.', 'lacks "1.5"'],
  ['Set it to "open".', 'Setze es auf "offen".', 'lacks "open"'],
  ['A-1 goes first.\nB-2 goes last.', 'B-2 zuerst.\nA-1 zuletzt.', 'line 1 lacks "A-1"'],
])('%s | %s', (original, translated, problem) => {
  expect(factProblem(original, translated)).toBe(problem)
})

test('names of the world survive as they are', () => {
  expect(factProblem('Sail to Elm.', 'Fahre nach Elm.', ['Elm', 'Fern'])).toBe(undefined)
  expect(factProblem('Sail to Elm.', 'Fahre zur Ulme.', ['Elm', 'Fern'])).toBe('lacks "Elm"')
  expect(factProblem('Sail to Elm.', 'Fahre von Fern nach Elm.', ['Elm', 'Fern'])).toContain('has "Fern"')
  expect(namesIn({ at: 'Elm', stock: { Fern: 2 }, note: 'due', list: ['Anna Berg'] })).toEqual([
    'Elm',
    'Fern',
    'Anna Berg',
  ])
})

const ORIGINAL = {
  instructions: 'Keep the books.',
  goal: 'Pay INV-1.',
  tools: [
    {
      name: 'pay',
      description: 'Pays an invoice.',
      parameters: { type: 'object', properties: { id: { type: 'string', description: 'Such as INV-9.' }, now: {} } },
    },
  ],
}

const GERMAN: Translation = {
  language: 'de',
  instructions: 'Führe die Bücher.',
  goal: 'Bezahle INV-1.',
  tools: { pay: { description: 'Bezahlt eine Rechnung.', parameters: { id: 'Etwa INV-9.' } } },
}

test('a translation that says the same has no problem', () => {
  expect(translationProblem(GERMAN, ORIGINAL)).toBe(undefined)
})

const pay = GERMAN.tools?.pay ?? { description: '' }

test.each<[string, Partial<Translation>]>([
  ['de.goal: lacks "INV-1"', { goal: 'Bezahle alles.' }],
  ['de.goal is empty', { goal: ' ' }],
  ['de.instructions: has "3", which the original does not say there', { instructions: 'Führe 3 Bücher.' }],
  ['de.tools.buy: there is no such tool; known: pay', { tools: { buy: pay } }],
  ['de.tools.pay.parameters.id is missing', { tools: { pay: { description: 'Bezahlt.' } } }],
  ['de.tools.pay.parameters.id: lacks "INV-9"', { tools: { pay: { ...pay, parameters: { id: 'Nummer' } } } }],
  [
    'de.tools.pay.parameters.now: no parameter of that name has a description; those are: id',
    { tools: { pay: { ...pay, parameters: { id: 'Etwa INV-9.', now: 'gleich' } } } },
  ],
])('%s', (problem, changed) => {
  expect(translationProblem({ ...GERMAN, ...changed }, ORIGINAL)).toBe(problem)
})
