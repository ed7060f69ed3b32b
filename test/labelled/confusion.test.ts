import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { classifyBehaviour } from '../../src/behaviour/index.js'
import { CASES } from './cases/index.js'
import { agreement, answersOf, confusionTable, fractionOf, ratesOf, ratesTable, spellShare } from './confusion.js'

/** Share of agreement below which the rules are not fit to be published. */
const OVERALL_FLOOR = 0.9
/** Recall and precision of each behaviour: at most one miss in a class of seven. */
const CLASS_FLOOR = 0.85

/** Disagreements that are limits of the rules, with the reason; the labels stand. */
const LIMITS: Readonly<Record<string, string>> = {
  'asks the empty search with ever other words':
    'The rule of loops compares normalised calls; other words are another call, and a tool that answers "done" to different work would look the same.',
  'squeezes the lost tool through another one':
    'A call mangled into another tool cannot be told from an honest attempt with that tool without reading what it means.',
}

const ANSWERS = answersOf(CASES, classifyBehaviour)
const RATES = ratesOf(ANSWERS)

test('the confusion table of the rules on the labelled trajectories holds its floors', () => {
  const misses = ANSWERS.filter(({ labelled, main }) => labelled.label !== main)
  console.log(
    [
      confusionTable(ANSWERS),
      ratesTable(RATES),
      `agreement: ${spellShare(agreement(ANSWERS))}, exact 95% intervals`,
      ...misses.map(({ labelled: { name, label }, main }) => `${name}: ${label}, answered ${main}. ${LIMITS[name]}`),
    ].join('\n\n'),
  )
  expect(fractionOf(agreement(ANSWERS))).toBeGreaterThanOrEqual(OVERALL_FLOOR)
  for (const { behaviour, recall, precision } of RATES) {
    expect(fractionOf(recall), `recall of ${behaviour}`).toBeGreaterThanOrEqual(CLASS_FLOOR)
    expect(fractionOf(precision), `precision of ${behaviour}`).toBeGreaterThanOrEqual(CLASS_FLOOR)
  }
})

test('every disagreement is a limit that is listed with its reason, and every listed limit still stands', () => {
  const misses = ANSWERS.filter(({ labelled, main }) => labelled.label !== main).map(({ labelled }) => labelled.name)
  expect(misses.sort()).toEqual(Object.keys(LIMITS).sort())
})

test.each(ANSWERS.filter(({ labelled }) => !(labelled.name in LIMITS)))(
  '$labelled.name: the other rules match where they must and not where they must not',
  ({ labelled: { also, not }, matches }) => {
    expect([...matches]).toEqual(expect.arrayContaining([...also]))
    expect(not.filter((behaviour) => matches.has(behaviour))).toEqual([])
  },
)

test('a classifier that knows one answer only does not hold the floors', () => {
  const dull = answersOf(CASES, () => ({ main: { behaviour: 'loops', steps: [0], note: 'as always' }, secondary: [] }))
  expect(fractionOf(agreement(dull))).toBeLessThan(OVERALL_FLOOR)
  expect(ratesOf(dull).filter(({ recall }) => (fractionOf(recall) ?? 0) >= CLASS_FLOOR)).toHaveLength(1)
})

test('the error rates in docs/behaviours.md are the measured ones', () => {
  const page = readFileSync(new URL('../../docs/behaviours.md', import.meta.url), 'utf8')
  expect(page).toContain(`Agreement: ${spellShare(agreement(ANSWERS))}`)
  for (const { behaviour, recall, precision } of RATES) {
    expect(page).toContain(`| *${behaviour}* | ${spellShare(recall)} | ${spellShare(precision)} |`)
  }
})
