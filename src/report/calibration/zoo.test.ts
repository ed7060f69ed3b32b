import { expect, test } from 'vitest'
import { CALIBRATION_DOCUMENT } from '../../../test/support/calibration-document.js'
import { ZOO_CHECK } from '../../../test/support/calibration-zoo.js'
import { calibrationChart, renderSvg } from '../index.js'
import { NEVER_WORDS } from '../manifold/words.js'
import { missedIn, renderCalibration } from './calibration.js'
import { calibrationPage } from './calibration-page.js'
import { DESCENT_WORDS } from './zoo-words.js'

const LOOK = { isColour: false, columns: 140 }
const text = renderCalibration(CALIBRATION_DOCUMENT, LOOK)
const page = calibrationPage(CALIBRATION_DOCUMENT, { machine: 'a machine', pictures: 'pictures' })
const svg = renderSvg(calibrationChart(ZOO_CHECK), { theme: 'light' })
const flat = text.replace(/\s+/g, ' ')

test('terminal, page and picture say that this is evidence about the instrument alone', () => {
  expect([text, page, svg].filter((shown) => !shown.includes(NEVER_WORDS))).toEqual([])
  expect(page).toContain(DESCENT_WORDS)
  expect(flat).toContain(DESCENT_WORDS)
})

test('each pair stands with what was stated, its exact interval and its verdicts', () => {
  expect(flat).toContain('✓ teacher-2 ≤ 5% 5% (0% to 32%) 1 of 20 1 further ahead, 19 equivalent')
  expect(flat).toContain('✓ independent-small ≥ 80% 85% (55% to 98%) 17 of 20 17 further behind, 3 cannot tell')
  expect(page).toContain('| ✓ | teacher-again | ≤ 5% | 0.0% (0.0% to 23.3%) | 0 of 20 | 20 not established |')
  expect(page).toContain('|  | student-wide |  | 0.0% (0.0% to 23.3%) | 0 of 20 |')
  expect(page).toContain('| ✓ | together | ≥ 80% | 92.5% (64.7% to 99.8%) | 37 of 40 |')
})

test('the card stands beside what was recovered, and what was not recovered is said', () => {
  expect(page).toContain('| ✓ | teacher | 60 | 90% (360 of 400) | 88% (140 of 160) | 3 (−5 to 12) |')
  expect(page).toContain('| ✗ | student-narrow | 10 | 100% (400 of 400) | not tried | cannot tell |')
  expect(missedIn(CALIBRATION_DOCUMENT)).toContain('success of student-narrow on 10 reference calls')
})

test('the family stands beside what was found of it, and no descent is claimed', () => {
  expect(page).toContain('| student-narrow | Made as true. | teacher | 0 (−2 to 2) |')
  expect(page.match(/\| not measured \|$/gm)).toHaveLength(ZOO_CHECK.pairs.length)
})

test('a pair that does not hold is named, in words and in the picture', () => {
  const pairs = ZOO_CHECK.pairs.map((pair) => (pair.system === 'teacher-2' ? { ...pair, isHeld: false } : pair))
  const zoo = { ...ZOO_CHECK, pairs }
  expect(missedIn({ ...CALIBRATION_DOCUMENT, zoo })).toContain('teacher-2 told apart')
  expect(renderCalibration({ ...CALIBRATION_DOCUMENT, zoo }, LOOK)).toMatch(/✗ teacher-2 .*MISSED/)
  expect(renderSvg(calibrationChart(zoo), { theme: 'light' })).toContain('not as stated')
  expect(svg).not.toContain('not as stated')
})

test('the picture groups pairs by what is known of them, each kind with its own line', () => {
  const words = [...svg.matchAll(/>([^<>]+)<\/t(?:ext|span)>/g)].map(([, shown]) => shown)
  const order = ['Null pairs: nothing to find', 'True pairs: behind on long work', 'Open pairs: nothing was said']
  expect(words.filter((shown) => shown !== undefined && order.includes(shown))).toEqual(order)
  expect(words).toEqual(expect.arrayContaining(['at most 5%', 'at least 80%', '37 of 40 (65% to 99.8%)']))
  expect(page).toContain('srcset="pictures/calibration-dark.svg"')
})

test('without cards that speak of these sizes the page says so', () => {
  const zoo = { ...ZOO_CHECK, competence: [] }
  expect(calibrationPage({ ...CALIBRATION_DOCUMENT, zoo }, { machine: 'm' })).toContain(
    'No card says what these studies measure.',
  )
  expect(calibrationPage({ ...CALIBRATION_DOCUMENT, zoo }, { machine: 'm' })).not.toContain('<picture>')
})
