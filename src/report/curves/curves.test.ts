import { expect, test } from 'vitest'
import { aReportDocument } from '../../../test/support/report-document.js'
import type { HorizonFinding } from '../../domain/index.js'
import { inlineTheme, LIGHT, seriesOf } from '../charts/theme.js'
import type { ReportDocument } from '../document.js'
import { failureCharts, hazardCharts, horizonCharts } from '../pictures/index.js'
import { renderSvg } from '../svg.js'

const document = aReportDocument()

function withHorizons(change: (finding: HorizonFinding) => HorizonFinding): ReportDocument {
  const { analysis } = document
  if (analysis === undefined) throw new Error('the fixture has an analysis')
  return { ...document, analysis: { ...analysis, horizons: analysis.horizons.map(change) } }
}

function picture(from: ReportDocument, size: 'wide' | 'narrow' = 'wide'): string {
  return horizonCharts(from)
    .map((chart) => renderSvg(chart, { theme: 'light', size }))
    .join('\n')
}

test.each(['wide', 'narrow'] as const)('a horizon beyond the tasks tested is words and no number (%s)', (size) => {
  const svg = picture(document, size)
  expect(svg).toContain('more than half of the longest tasks')
  expect(svg).toContain('half at 73 reference calls (48 to 112)')
  expect(svg).not.toMatch(/half at 220|NaN|undefined|Infinity/)
})

test('a limit of an interval beyond the tasks tested is no number either', () => {
  const svg = picture(
    withHorizons((finding) =>
      finding.h50.kind === 'determined' ? { ...finding, h50: { ...finding.h50, low: 2, high: 900 } } : finding,
    ),
  )
  expect(svg).toContain('(under 8 to over 220)')
  expect(svg).not.toContain('900')
})

test('a system whose horizon cannot be told is grey, hatched and says why', () => {
  const svg = picture(
    withHorizons(({ curve: _, ...finding }) => {
      const { method, level, samples, trials, excluded, warnings } = finding.h50
      const basis = { method, level, samples, trials, excluded, warnings }
      return { ...finding, points: [], h50: { kind: 'undetermined', reason: 'too-few-tasks', ...basis } }
    }),
  )
  expect(svg).toContain('no horizon: too few tasks')
  for (const { colour } of seriesOf(['meridian-xl', 'tern-2', 'coaster'], 'meridian-xl').slice(1)) {
    const drawn = inlineTheme(colour, LIGHT)
    expect([picture(document).includes(drawn), svg.includes(drawn)]).toEqual([true, false])
  }
  expect(svg.match(/height="12" rx="3" fill="url\(#/g)).toHaveLength(3)
})

test('ends of one task only are pale, and called what they are', () => {
  const [chart] = failureCharts(document)
  if (chart === undefined) throw new Error('the fixture has failures')
  const svg = renderSvg(chart, { theme: 'light' })
  expect(svg.match(/trials, cannot tell/g)).toHaveLength(1)
  expect(svg.match(/<g opacity="0.35">/g)).toHaveLength(1)
})

test('what was still on its way has its share beside the panel', () => {
  const svg = failureCharts(document).map((chart) => renderSvg(chart, { theme: 'light', size: 'narrow' }))
  expect(svg.join()).toContain('8% on its way')
})

test.each(['wide', 'narrow'] as const)(
  'failures met are drawn with what they come to, also where a band has no end (%s)',
  (size) => {
    const { analysis } = document
    if (analysis === undefined) throw new Error('the fixture has an analysis')
    const endless = analysis.survival.map((finding) => ({
      ...finding,
      hazards: finding.hazards.map(({ high: _, ...point }) => point),
    }))
    for (const survival of [analysis.survival, endless]) {
      const [chart] = hazardCharts({ ...document, analysis: { ...analysis, survival } })
      if (chart === undefined) throw new Error('the fixture has failures')
      const svg = renderSvg(chart, { theme: 'light', size })
      expect(svg).toContain('failures a trial at the end')
      expect(svg).not.toMatch(/NaN|undefined|Infinity|e\+/)
    }
  },
)

test('where nothing derailed there is no picture of failures met', () => {
  const { analysis } = document
  if (analysis === undefined) throw new Error('the fixture has an analysis')
  const survival = analysis.survival.map((finding) => ({ ...finding, failures: 0 }))
  expect(hazardCharts({ ...document, analysis: { ...analysis, survival } })).toEqual([])
})
