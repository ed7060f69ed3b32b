import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { classifyBehaviour } from '../../src/behaviour/index.js'
import type { Behaviour } from '../../src/domain/index.js'
import {
  type Answer,
  agreement,
  answersOf,
  confusionTable,
  fractionOf,
  ratesOf,
  ratesTable,
  spellShare,
} from './confusion.js'
import { FRESH_CASES, HARBOUR_CASES } from './fresh/index.js'

/** A little below what the first run reached: 80 of 82, and 6 of 7 in the weakest class. */
const OVERALL_FLOOR = 0.95
const CLASS_FLOOR = 0.85

/** What the rules answered where they disagreed in their first run on this set; it never changes. */
const FIRST_RUN: Readonly<Record<string, Behaviour>> = {
  'writes the closed account in four ways': 'abandons',
  'mangles the pass once and is late on the way round': 'force-fits',
}

/** Disagreements that still stand, with the reason; the labels stand. */
const LIMITS: Readonly<Record<string, string>> = {
  'writes the closed account in four ways':
    'A disturbed world forbids no call as written, so calls mangled to fit it count as new ones and lower the share of the old plan.',
}

/** Loops that end by giving up: `abandons` matches beside, as the definitions have it, where the label's `not` denies it. */
const GIVEN_UP_BESIDE: readonly string[] = [
  'asks for a crate that was taken away, late in the work',
  'watches an inbox in which nothing comes',
  'writes the same patch with its fields in another order',
  'rings at a house that is empty, late in the street',
]

const ANSWERS = answersOf(FRESH_CASES, classifyBehaviour)
const FIRST_ANSWERS = ANSWERS.map(
  (answer): Answer => ({ ...answer, main: FIRST_RUN[answer.labelled.name] ?? answer.labelled.label }),
)
const MISSES = ANSWERS.filter(({ labelled, main }) => labelled.label !== main)

test('the confusion table of the rules on the second set holds its floors', () => {
  const [harbour, small] = [true, false].map((isPlayed) =>
    spellShare(agreement(ANSWERS.filter(({ labelled }) => HARBOUR_CASES.includes(labelled) === isPlayed))),
  )
  console.log(
    [
      'second blind set',
      confusionTable(ANSWERS),
      ratesTable(ratesOf(ANSWERS)),
      `agreement: ${spellShare(agreement(ANSWERS))}, exact 95% intervals; in a harbour ${harbour}; elsewhere ${small}`,
      ...MISSES.map(({ labelled: { name, label }, main }) => `${name}: ${label}, answered ${main}. ${LIMITS[name]}`),
    ].join('\n\n'),
  )
  expect(fractionOf(agreement(ANSWERS))).toBeGreaterThanOrEqual(OVERALL_FLOOR)
  for (const { behaviour, recall, precision } of ratesOf(ANSWERS)) {
    expect(fractionOf(recall), `recall of ${behaviour}`).toBeGreaterThanOrEqual(CLASS_FLOOR)
    expect(fractionOf(precision), `precision of ${behaviour}`).toBeGreaterThanOrEqual(CLASS_FLOOR)
  }
})

test('every disagreement on the second set is listed with its reason, and every listed one still stands', () => {
  expect(MISSES.map(({ labelled }) => labelled.name).sort()).toEqual(Object.keys(LIMITS).sort())
})

test.each(ANSWERS.filter(({ labelled }) => !(labelled.name in LIMITS)))(
  '$labelled.name: the other rules match where they must and not where they must not',
  ({ labelled: { name, also, not }, matches }) => {
    expect([...matches]).toEqual(expect.arrayContaining([...also]))
    const denied = not.filter((behaviour) => matches.has(behaviour))
    expect(denied).toEqual(GIVEN_UP_BESIDE.includes(name) ? ['abandons'] : [])
  },
)

test('the first run on the second set is published as it was', () => {
  const recorded = readFileSync(new URL('fresh/first-run.txt', import.meta.url), 'utf8')
  expect(recorded).toContain(confusionTable(FIRST_ANSWERS))
  const page = readFileSync(new URL('../../docs/behaviours.md', import.meta.url), 'utf8')
  expect(page).toContain(`**Agreement in the first run: ${spellShare(agreement(FIRST_ANSWERS))}**`)
  for (const { behaviour, recall, precision } of ratesOf(FIRST_ANSWERS)) {
    expect(page).toContain(`| *${behaviour}* | ${recall.all} | ${spellShare(recall)} | ${spellShare(precision)} |`)
  }
})
