import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ZOO_CONTROLS, zooCards } from '../index.js'
import { packageFolder, readCard } from '../weights.js'
import type { Measured, MeasuredModel, Share } from './measured.js'
import { isClearlyAdaptive, tablesOf, withTables } from './measured-tables.js'

const measured: Measured = JSON.parse(readFileSync(join(packageFolder(), 'zoo/measured.json'), 'utf8'))
const readme = readFileSync(join(packageFolder(), 'zoo/README.md'), 'utf8')

function modelNamed(name: string): MeasuredModel {
  const found = measured.models.find((model) => model.name === name)
  if (found === undefined) throw new Error(`${name} was not measured`)
  return found
}

function solvedIn(name: string, sizes: readonly number[]): Share & { readonly share: number } {
  const own = modelNamed(name).competence.filter(({ size }) => sizes.includes(size))
  const sum = (of: (share: Share) => number) => own.reduce((total, entry) => total + of(entry), 0)
  const [solved, trials] = [sum((entry) => entry.solved), sum((entry) => entry.trials)]
  return { solved, trials, share: solved / trials, low: Math.min(...own.map(({ low }) => low)), high: 1 }
}

test('the tables of the README say what was measured, and so do the cards', () => {
  expect(withTables(readme, measured)).toBe(readme)
  expect(readme).toContain(tablesOf(measured))
  const ofCards = zooCards().map(({ name, competence = [] }) => ({
    name,
    competence: competence.map(({ anew: _, ...form }) => form),
  }))
  expect(ofCards).toEqual(measured.models.map(({ name, competence }) => ({ name, competence })))
  expect(() => withTables('no place', measured)).toThrow(/has no place for tables/)
})

test.each(ZOO_CONTROLS)('the card of %s says what it can do, and how sure that is', (name) => {
  const { competence = [] } = readCard(name)
  expect(competence.map(({ size }) => size)).toEqual([10, 20, 24, 60])
  for (const { solved, trials, low, high } of competence) {
    expect(trials).toBeGreaterThanOrEqual(48)
    expect(low).toBeLessThanOrEqual(solved / trials)
    expect(high).toBeGreaterThanOrEqual(solved / trials)
  }
  // None was made so weakly that there is nothing to inherit.
  expect(competence[0]?.low).toBeGreaterThan(0.25)
})

test('the teacher is good on short work and on long, never at the ceiling, and adapts to many kinds of change', () => {
  const narrow = solvedIn('teacher', [24])
  expect(narrow.share).toBeGreaterThan(0.8)
  expect(narrow.share).toBeLessThan(0.9)
  expect(solvedIn('teacher', [60]).share).toBeGreaterThan(0.7)
  expect(modelNamed('teacher').interventions.filter(isClearlyAdaptive).length).toBeGreaterThanOrEqual(8)
})

test('a student of short work equals the teacher there, and the same recipe from another seed shows no shadow', () => {
  const pair = (system: string) => measured.pairs.find((entry) => entry.system === system)
  const narrow = pair('student-narrow')?.narrow
  expect(Math.max(Math.abs(narrow?.low ?? 1), Math.abs(narrow?.high ?? 1))).toBeLessThan(0.05)
  expect(pair('teacher-2')?.shadow.verdict).not.toBe('established')
})
