import { expect, test } from 'vitest'
import { contrast } from '../../../test/support/colour.js'
import { anEmptyDocument, aReportDocument } from '../../../test/support/report-document.js'
import { REPORT_MANIFOLD } from '../../../test/support/report-manifold.js'
import { DARK, LIGHT, type ThemeName } from '../charts/theme.js'
import { leadOf } from '../headline.js'
import { renderHtml } from '../html.js'
import { manifoldCharts } from '../pictures/index.js'
import { renderSvg } from '../svg.js'
import { renderTerminal } from '../terminal/index.js'
import { behindLook, successLook } from './cell.js'
import { placesOf } from './places.js'
import { manifoldReport } from './report.js'
import { basisWords, manifoldLead, manifoldWords, NEVER_WORDS } from './words.js'

const report = manifoldReport(REPORT_MANIFOLD, { createdAt: '2026-11-27T00:00:00Z', seed: 1, trials: 1_000 })
const [chart] = manifoldCharts(report)
if (chart === undefined) throw new Error('a manifold has a picture')
const cellAt = (system: string, length: number, dose: number) =>
  REPORT_MANIFOLD.cells.find((cell) => cell.system === system && cell.length === length && cell.dose === dose)
const [TERN = '', COASTER = ''] = REPORT_MANIFOLD.systems

test('a share is a level of ten and a number in percent', () => {
  expect(successLook(cellAt(TERN, 60, 0))).toEqual({ kind: 'coloured', colour: 'level-8', text: '84' })
})

test('a difference is coloured only where its interval leaves out 0', () => {
  expect(behindLook(cellAt(TERN, 5, 0))).toEqual({ kind: 'unsure', colour: '', text: '0' })
  expect(behindLook(cellAt(TERN, 60, 0))).toEqual({ kind: 'coloured', colour: 'behind-0', text: '12' })
  expect(behindLook(cellAt(COASTER, 60, 8))).toEqual({ kind: 'coloured', colour: 'ahead-0', text: '−12' })
})

test('what could not be measured has no number and no colour', () => {
  for (const look of [
    successLook(cellAt(COASTER, 100, 8)),
    behindLook(cellAt(COASTER, 100, 8)),
    behindLook(undefined),
  ]) {
    expect(look).toEqual({ kind: 'none', colour: '', text: '–' })
  }
})

test.each(['light', 'dark'] as const)('the picture on %s paper stays as it is', async (theme) => {
  const svg = renderSvg(chart, { theme })
  expect(svg).not.toMatch(/NaN|undefined|var\(--/)
  await expect(`${svg}\n`).toMatchFileSnapshot(`../../../test/golden/manifold-${theme}.svg`)
})

test.each(['wide', 'narrow'] as const)('no map of the %s picture touches another or leaves it', (size) => {
  for (const count of [2, 3, 4, 6]) {
    const systems = Array.from({ length: count }, (_, index) => `system-${index}`)
    const { panels, legend, words } = placesOf(size, systems, 5)
    expect(panels.filter(({ shows }) => shows === 'success').map(({ system }) => system)).toEqual(systems)
    expect(panels.filter(({ shows }) => shows === 'behind').map(({ system }) => system)).toEqual(systems.slice(1))
    const width = size === 'wide' ? 840 : 335
    for (const [index, one] of panels.entries()) {
      expect(one.x + one.width).toBeLessThanOrEqual(width + 1e-9)
      expect(one.y).toBeLessThan(words)
      const touched = panels
        .slice(index + 1)
        .some((other) => one.y === other.y && Math.abs(one.x - other.x) < one.width)
      expect(touched).toBe(false)
    }
    expect(panels.some(({ x, y }) => y === legend.y && Math.abs(x + 20 - legend.x) < 1)).toBe(false)
  }
})

test.each([
  { name: 'light', theme: LIGHT },
  { name: 'dark', theme: DARK },
])('numbers in the cells of the $name theme can be read, and lightness alone orders the levels', ({ theme }) => {
  const stems = [
    ...Array.from({ length: 11 }, (_, step) => `level-${step}`),
    ...['behind', 'ahead'].flatMap((side) => [0, 1, 2, 3].map((step) => `${side}-${step}`)),
  ]
  const of = (name: string) => theme[name as ThemeName]
  expect(stems.filter((stem) => contrast(of(stem), of(`on-${stem}`)) < 4.5)).toEqual([])
  const black = stems.slice(0, 11).map((stem) => contrast(of(stem), '#000000'))
  const ordered = [...black].sort((a, b) => (theme === LIGHT ? b - a : a - b))
  expect(black).toEqual(ordered)
})

test('the words name who keeps up at home, where the gap is widest, and what chance alone would do', () => {
  expect(manifoldLead(REPORT_MANIFOLD)).toBe(
    `${TERN} keeps up with ${REPORT_MANIFOLD.reference} at home and falls behind away from it.`,
  )
  expect(manifoldWords(REPORT_MANIFOLD)[0]).toBe(
    `${TERN} is told apart from ${REPORT_MANIFOLD.reference} in 10 of 12 cells (8 after correction for all of them), most at 100 calls with 8 disturbances: 82 points behind.`,
  )
  expect(basisWords(REPORT_MANIFOLD)).toContain('of equal systems about 1 of 24 cells would be')
  expect(basisWords(REPORT_MANIFOLD)).toContain('Left out for want of a witness: 2 samples.')
})

test('nobody is said to fall behind where no cell holds after correction', () => {
  const cells = REPORT_MANIFOLD.cells.map(({ correctedP: _, ...cell }) => cell)
  expect(manifoldLead({ ...REPORT_MANIFOLD, cells })).toBe(
    `No system is established to differ from ${REPORT_MANIFOLD.reference} anywhere.`,
  )
})

test('a report of a manifold alone is about it: lead, picture, table, what it is no evidence of', () => {
  const page = renderHtml(report, { style: '', script: '', compress: () => '' })
  expect(leadOf(report)).toBe('tern-2 keeps up with meridian-xl at home and falls behind away from it.')
  expect(page).toMatch(/<details class="section" id="manifold" open="">/)
  expect(page).toContain(NEVER_WORDS)
  expect(page.match(/<tr>/g)?.length).toBeGreaterThanOrEqual(REPORT_MANIFOLD.cells.length)
  expect(page).not.toMatch(/NaN|undefined|Infinity/)
})

test('among other findings the section is closed, and without a manifold there is none', () => {
  const assets = { style: '', script: '', compress: () => '' }
  expect(renderHtml(aReportDocument(), assets)).toContain('<details class="section" id="manifold">')
  expect(renderHtml(anEmptyDocument(), assets)).not.toContain('id="manifold"')
})

test('a terminal shows every cell, in brackets where it is not told apart', () => {
  const text = renderTerminal(report, { columns: 100, isColour: false })
  expect(text).toContain('tern-2: % solved, by reference calls')
  expect(text).toMatch(/0 +\(0\) +\(−2\) +12 +26/)
  expect(text.match(/tern-2 keeps up/g)).toHaveLength(2)
  expect(text).not.toMatch(/undefined|NaN/)
})
