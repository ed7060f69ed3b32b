import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from 'leadline'
import { expect, test } from 'vitest'
import { normalQuantile } from '../../src/math/index.js'
import { ZOO_NAMES } from '../index.js'
import { packageFolder } from '../weights.js'
import { type Measured, solvedShare } from './measured.js'
import { withRebuilt } from './measured-tables.js'
import { anew, type Cell, cellsOf, distanceOf, type Rebuilt, scatterOf } from './rebuilt.js'

const read = (file: string) => readFileSync(join(packageFolder(), 'zoo', file), 'utf8')
const measured: Measured = JSON.parse(read('measured.json'))
const rebuilt: Rebuilt = JSON.parse(read('rebuilt.json'))
const cells = cellsOf(measured, rebuilt)

/** Differences between trainings whose success scatters by so much, each told from so many samples of its own. */
function drawnCells(deviation: number, trials: number): Cell[] {
  const random = createRandom(7)
  const counts = () => {
    const share = 0.5 + deviation * normalQuantile(random.next())
    return { solved: Array.from({ length: trials }, () => random.next()).filter((draw) => draw < share).length, trials }
  }
  return Array.from({ length: 400 }, () => ({
    model: 'any',
    size: 60,
    isLearned: true,
    here: counts(),
    again: counts(),
  }))
}

test.each([0, 0.05, 0.1])('a scatter of %s between trainings is found among that of samples', (deviation) => {
  expect(Math.abs(scatterOf(drawnCells(deviation, 200)).deviation - deviation)).toBeLessThan(0.015)
})

test('the interval of a training anew holds in as many cells as it says', () => {
  const drawn = drawnCells(0.08, 200)
  const scatter = scatterOf(drawn)
  const held = drawn.filter((cell) => {
    const { low, high } = anew(cell, scatter)
    return solvedShare(cell.again) >= low && solvedShare(cell.again) <= high
  })
  // Of 400 at 95 %, four standard errors to either side.
  expect(held.length / drawn.length).toBeGreaterThan(0.906)
  expect(held.length / drawn.length).toBeLessThan(0.994)
})

test('work that nobody solves tells nothing of trainings, and what a model has learned is told by its lessons', () => {
  expect(cells.some(({ size }) => size === 200)).toBe(false)
  const reach = (name: string) =>
    cells.filter(({ model, isLearned }) => model === name && isLearned).map(({ size }) => size)
  expect(reach('student-narrow')).toEqual([10, 20, 24])
  expect(reach('student-wide')).toEqual([10, 20, 24, 40, 60])
})

test('the whole family was made again with other weights, and the table of the README says what came of it', () => {
  expect(rebuilt.models.map(({ name }) => name)).toEqual(ZOO_NAMES)
  const here = ZOO_NAMES.map((name) => JSON.parse(read(`weights/${name}.json`)).sha256)
  for (const { sha256 } of rebuilt.models) expect(here).not.toContain(sha256)
  expect(withRebuilt(read('README.md'), measured, rebuilt)).toBe(read('README.md'))
})

test('made again, a model is as good as before at what it has learned: no difference at a joint level of 99 %', () => {
  const learned = cells.filter(({ isLearned }) => isLearned)
  expect(learned.length).toBeGreaterThanOrEqual(24)
  const limit = normalQuantile(1 - 0.01 / (2 * learned.length))
  for (const cell of learned) expect(distanceOf(cell), `${cell.model} ${cell.size}`).toBeLessThan(limit)
})
