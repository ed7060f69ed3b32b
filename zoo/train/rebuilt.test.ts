import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from 'leadline'
import { expect, test } from 'vitest'
import { normalQuantile } from '../../src/math/index.js'
import { ZOO_NAMES } from '../index.js'
import { packageFolder, readCard } from '../weights.js'
import type { Measured } from './measured.js'
import { withRebuilt } from './measured-tables.js'
import { anew, type Cell, cellsOf, type Rebuilt, scatterOf, testLast, withAnew } from './rebuilt.js'

const read = (file: string) => readFileSync(join(packageFolder(), 'zoo', file), 'utf8')
const measured: Measured = JSON.parse(read('measured.json'))
const rebuilt: Rebuilt = JSON.parse(read('rebuilt.json'))
const cells = cellsOf(measured, rebuilt)

/** Trainings whose success scatters by so much, each told from so many samples of its own, and made again so often. */
function drawnCells(deviation: number, trials: number, makings: number): Cell[] {
  const random = createRandom(7)
  const counts = () => {
    const share = 0.5 + deviation * normalQuantile(random.next())
    return { solved: Array.from({ length: trials }, () => random.next()).filter((draw) => draw < share).length, trials }
  }
  return Array.from({ length: 400 }, (_, index) => ({
    model: 'any',
    size: index,
    isLearned: true,
    here: counts(),
    again: Array.from({ length: makings }, counts),
  }))
}

test.each([
  [0, 1],
  [0.05, 1],
  [0.1, 1],
  [0.1, 3],
])('a scatter of %s between trainings is found among that of samples, after %s makings', (deviation, makings) => {
  const scatter = scatterOf(drawnCells(deviation, 200, makings))
  expect(Math.abs(scatter.deviation - deviation)).toBeLessThan(0.015)
  expect(scatter.freedom).toBe(400 * makings)
})

test.each([2, 4])(
  'told before the last of %s makings, the interval holds it in as many cells as it says',
  (makings) => {
    const tested = testLast(drawnCells(0.08, 200, makings))
    const held = tested.filter(({ isInside }) => isInside)
    // Of 400 at 95 %, four standard errors to either side.
    expect(tested).toHaveLength(400)
    expect(held.length / tested.length).toBeGreaterThan(0.906)
    expect(held.length / tested.length).toBeLessThan(0.994)
  },
)

test('the interval is told without a look at what it is held against', () => {
  const cells = drawnCells(0.08, 200, 2)
  const other = cells.map((cell) => ({ ...cell, again: [...cell.again.slice(0, 1), { solved: 0, trials: 200 }] }))
  const bounds = (all: readonly Cell[]) => testLast(all).map(({ low, high }) => [low, high])
  expect(bounds(other)).toEqual(bounds(cells))
  expect(testLast(other).filter(({ isInside }) => isInside)).toEqual([])
})

test('from the few differences of two trainings little is known: the interval is as wide as that says', () => {
  const cell = { model: 'any', size: 60, isLearned: false, here: { solved: 100, trials: 200 }, again: [] }
  expect(testLast([{ ...cell, again: [cell.here] }])).toEqual([])
  const width = (freedom: number) => {
    const { low, high } = anew(cell, { deviation: 0.05, freedom })
    return high - low
  }
  // 2 * t(0.975, 6) * sqrt(2 * (0.05 ** 2 + 0.25 / 200))
  expect(width(6)).toBeCloseTo(2 * 2.446912 * Math.sqrt(0.0075), 6)
  expect(width(6)).toBeGreaterThan(width(60))
})

test('work that nobody solves tells nothing of trainings, and what a model has learned is told by its lessons', () => {
  expect(cells.some(({ size }) => size === 200)).toBe(false)
  const reach = (name: string) =>
    cells.filter(({ model, isLearned }) => model === name && isLearned).map(({ size }) => size)
  expect(reach('student-narrow')).toEqual([10, 20, 24])
  expect(reach('student-wide')).toEqual([10, 20, 24, 40, 60])
})

test('the family was made again with other weights each time, and the table of the README says what came of it', () => {
  const here = ZOO_NAMES.map((name) => readCard(name).sha256)
  const all = rebuilt.makings.flatMap(({ models }) => models.map(({ sha256 }) => sha256))
  const [first, second] = rebuilt.makings.map(({ models }) => models.map(({ name }) => name))
  expect(first).toEqual(ZOO_NAMES)
  // The recipe of teacher is that of teacher-2.
  expect(second).toEqual(ZOO_NAMES.filter((name) => name !== 'teacher-2'))
  expect(new Set([...here, ...all]).size).toBe(here.length + all.length)
  expect(withRebuilt(read('README.md'), measured, rebuilt)).toBe(read('README.md'))
})

test('cards say where a training anew is expected, by every making that is known', () => {
  for (const { name, competence } of measured.models)
    expect(readCard(name).competence).toEqual(withAnew(competence, name, cells))
  const [narrow] = measured.models.filter(({ name }) => name === 'student-narrow').map(({ name }) => readCard(name))
  const forms = new Map(narrow?.competence?.map((form) => [form.size, form]))
  const width = (size: number) => (forms.get(size)?.anew?.high ?? 0) - (forms.get(size)?.anew?.low ?? 0)
  // Beyond its lessons much is left open, and where nobody solves anything nothing can be said.
  expect(width(60)).toBeGreaterThan(2 * width(20))
  expect(forms.get(200)?.anew).toBeUndefined()
})

test('made again, the family comes out within the intervals that were told before it', () => {
  const tested = testLast(cells)
  expect(tested.map(({ cell }) => `${cell.model} ${cell.size}`)).toEqual(
    cells.filter(({ again }) => again.length === rebuilt.makings.length).map(({ model, size }) => `${model} ${size}`),
  )
  expect(tested).toHaveLength(25)
  // At 95 % each, more are outside by chance in 1 of 100 makings at most.
  expect(tested.filter(({ isInside }) => !isInside).length).toBeLessThanOrEqual(4)
  // And none at a joint level of 99 %.
  const far = testLast(cells, 1 - 0.01 / cells.length).filter(({ isInside }) => !isInside)
  expect(far.map(({ cell }) => `${cell.model} ${cell.size}`)).toEqual([])
})
