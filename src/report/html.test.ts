import { expect, test } from 'vitest'
import { anEmptyDocument, aReportDocument } from '../../test/support/report-document.js'
import { renderHtml } from './html.js'

const assets = { style: '', script: '', compress: () => '' }
const page = renderHtml(aReportDocument(), assets)

test('the sections of lengths stand between the shadow and the changes', () => {
  const places = ['shadow', 'horizon', 'survival', 'failures', 'effects'].map((id) => page.indexOf(`id="${id}"`))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('a closed section of horizons says where the half lies', () => {
  expect(page).toContain(
    'finishes half of the tasks of 73 reference calls (95%: 48 to 112). meridian-xl and tern-2 finish',
  )
})

test('the trend of the hazard has its caution right above it', () => {
  const caution = page.indexOf('A falling hazard is therefore no sign of robustness')
  expect(caution).toBeGreaterThan(page.indexOf('Do they derail more easily'))
  expect(caution).toBeLessThan(page.indexOf('slope within families'))
})

test('what may not be claimed stands in each of the three', () => {
  for (const words of ['no horizon for other work', 'fails every so many minutes', 'not its cause']) {
    expect(page).toContain(words)
  }
})

test('the first page keeps its three figures', () => {
  expect(page.match(/<span class="value">/g)).toHaveLength(3)
})

test('what is no weakness at work stands apart from it in the picture', () => {
  const document = aReportDocument()
  const [first, ...others] = document.interventions ?? []
  if (first === undefined) throw new Error('the fixture has interventions')
  const swapped = { ...first, intervention: 'model-swapped', concern: 'detection' } as const
  const words = 'A matter of detection, apart from work'
  expect(renderHtml({ ...document, interventions: [first, ...others, swapped] }, assets)).toContain(words)
  expect(page).not.toContain(words)
})

test('a document without lengths has none of these sections, and no empty figure', () => {
  const empty = renderHtml(anEmptyDocument(), assets)
  expect(empty).not.toMatch(/id="(horizon|survival|failures)"|NaN|undefined/)
})
