import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { allCharts, renderSvg } from '../../src/report/index.js'
import { emptyFolder, leadline } from '../support/command.js'
import { commandHere } from '../support/command-here.js'

const SMALL = ['zoo', 'manifold', '--samples', '1', '--lengths', '5,9', '--doses', '0,2']
const drawn = fileURLToPath(new URL('../../docs/pictures', import.meta.url))

test('the published command measures, draws for both papers, writes a page, and says how long 1,000 trials take', async () => {
  const cwd = emptyFolder()
  const { code, stdout, stderr } = await leadline([...SMALL, '--pictures', 'pictures', '--page', 'page.html'], { cwd })
  expect(code, stderr).toBe(0)
  expect(readdirSync(join(cwd, 'pictures')).sort()).toEqual(['manifold-dark.svg', 'manifold-light.svg'])
  expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toContain('<details class="section" id="manifold" open="">')
  expect(stderr).toMatch(/manifold: \d+ trials in \d+ s, \d+ s for 1,000\n/)
  expect(stdout).toContain('Where competence ends')
  expect(stdout).toMatch(/student-narrow: points behind teacher; in brackets where not told apart/)
})

test.each([
  [['--lengths', '3,5'], '--lengths is "3,5"; expected ascending whole numbers from 5, with commas between them'],
  [['--lengths', '9,5'], '--lengths is "9,5"; expected ascending whole numbers from 5'],
  [['--doses', '1,2'], 'doses is "1,2"; expected ascending whole numbers, the first of them 0'],
  [['--doses', '0,,2'], '--doses is "0,,2"; expected ascending whole numbers from 0'],
  [['--page', '.'], '--page is "."; expected a file, or a name that is free'],
  [['--pictures', 'taken'], '--pictures is "taken"; expected a folder, or a name that is free'],
  [['--samples', '0'], '--samples is "0"; expected a whole number from 1'],
])('%j is refused in one line', async (words, message) => {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'taken'), '')
  const { code, stdout, stderr } = await commandHere(['zoo', 'manifold', ...words], cwd)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`leadline: ${message}`)
})

test('the picture in docs/pictures is the one that the numbers beside it give today (npm run pictures draws both anew)', () => {
  const document = JSON.parse(readFileSync(join(drawn, 'manifold.json'), 'utf8'))
  const [chart] = allCharts(document)
  if (chart === undefined) throw new Error('manifold.json has no picture')
  for (const theme of ['light', 'dark'] as const) {
    expect(`${renderSvg(chart, { theme })}\n`).toBe(readFileSync(join(drawn, `manifold-${theme}.svg`), 'utf8'))
  }
})
