import { expect, test } from 'vitest'
import { aReportDocument } from '../../../test/support/report-document.js'
import { renderSummary, renderTerminal } from './index.js'

const look = { columns: 120, isColour: false }
const flat = (text: string) => text.replace(/\s+/g, ' ')

function section(title: string): string {
  const text = renderTerminal(aReportDocument(), look)
  return flat(text.slice(text.indexOf(`\n${title}\n`)).split('\n\n\n')[0] ?? '')
}

test('a horizon that leaves the tasks tested is a side and not a number', () => {
  expect(section('How far they go')).toContain('tern-2 > 220')
})

test('every figure that cannot be told has its reason', () => {
  expect(section('How far they go')).toContain('Horizon ratio, cannot tell: a horizon lies above the longest length')
})

test('a horizon says its method, level, n and exclusions', () => {
  const words = section('How far they go')
  for (const part of [/ at 95%, clustered by family/, /48 tasks of 8 families, 144 trials/, /left out: no length 2/]) {
    expect(words).toMatch(part)
  }
})

test('one screen names known horizons only', () => {
  const words = flat(renderSummary(aReportDocument(), look))
  expect(words).toContain('How far they go On this bank coaster-mini finishes half of the tasks of 73 reference calls')
  expect(words).not.toContain('finishes more than half')
})

test('a falling hazard is never printed without its caution', () => {
  const words = section('Still on track')
  expect(words.indexOf('no sign of robustness')).toBeGreaterThan(words.indexOf('falls'))
})

test('a comparison without a verdict has no p', () => {
  expect(section('Still on track')).toContain('skiff-8b cannot tell cannot tell Derails')
})
