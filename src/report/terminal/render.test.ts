import { expect, test } from 'vitest'
import { anEmptyDocument, aReportDocument } from '../../../test/support/report-document.js'
import { renderSummary, renderTerminal } from './index.js'

const plain = (columns: number) => ({ columns, isColour: false })
const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

test.each([80, 100, 120])('no line of the text is longer than a terminal of %i characters', (columns) => {
  const text = renderTerminal(aReportDocument(), plain(columns))
  // A name of ninety characters stands on a line of its own.
  const lines = text.split('\n').filter((line) => !line.includes('coaster-mini-instruct'))
  expect(longest(lines.join('\n'))).toBeLessThanOrEqual(columns)
})

test('colour is written only where it is wanted', () => {
  expect(renderTerminal(aReportDocument(), plain(80))).not.toContain('\u001B')
  expect(renderTerminal(aReportDocument(), { columns: 80, isColour: true })).toContain('\u001B[1m')
})

test('the decision comes before everything that explains it', () => {
  const text = renderTerminal(aReportDocument(), plain(100))
  const places = ['Fit or not', 'Shadow', 'Success', 'Against', 'One constraint changed', 'Basis'].map((title) =>
    text.indexOf(`\n${title}`),
  )
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('why success is not corrected for the judge is told', () => {
  const document = aReportDocument()
  const { analysis } = document
  const [first] = analysis?.successes ?? []
  if (analysis === undefined || first === undefined) throw new Error('the fixture has successes')
  const judged = { ...first.success, kind: 'undetermined', reason: 'not-identifiable' } as const
  const text = renderTerminal({ ...document, analysis: { ...analysis, successes: [{ ...first, judged }] } }, plain(100))
  expect(text.replaceAll(/\s+/g, ' ')).toContain('cannot tell (the judge is right too seldom)')
})

test('raw and corrected verdicts that differ are both told', () => {
  const [first, ...others] = aReportDocument().interventions ?? []
  if (first === undefined) throw new Error('the fixture has interventions')
  const lost = { ...first, verdict: { kind: 'established' }, correctedVerdict: { kind: 'not-established' } } as const
  const text = renderTerminal({ ...aReportDocument(), interventions: [lost, ...others] }, plain(100))
  expect(text).toContain('established before correction only')
})

test('systems go by their model, and what they are is said once', () => {
  const text = renderTerminal(aReportDocument(), plain(2000))
  expect(text.match(/\bskiff-8b\b/g)?.length).toBeGreaterThan(3)
  expect(text.match(/skiff-8b \(self-hosted, loop\)/g)).toHaveLength(1)
  expect(text).toMatch(/Basis[\s\S]*Systems: .*skiff-8b \(self-hosted, loop\)/)
})

test('systems of one model keep what tells them apart', () => {
  const [first, ...others] = aReportDocument().interventions ?? []
  if (first === undefined) throw new Error('the fixture has interventions')
  const twin = { ...first, system: 'tern-2 (elsewhere, loop)' }
  const text = renderTerminal({ ...aReportDocument(), interventions: [first, twin, ...others] }, plain(2000))
  expect(text).toContain('tern-2 (elsewhere, loop) did:')
  expect(text).toContain('tern-2 (hosted-b, loop) did:')
  expect(text).not.toContain('tern-2 did:')
})

test('an instrument check says whether the gauge holds, and that it says nothing about language models', () => {
  const document = { ...aReportDocument(), isInstrumentCheck: true }
  const rows = (document.calibration ?? []).map((row) => ({ ...row, isRecovered: true }))
  const held = renderSummary({ ...document, calibration: rows }, plain(80)).replaceAll('\n', ' ')
  expect(held).toContain('it says nothing about language models')
  expect(held).toContain('The gauge holds: every planted fault was found')
  const [first, ...rest] = rows
  if (first === undefined) throw new Error('the fixture has planted truths')
  const missed = renderSummary({ ...document, calibration: [{ ...first, isRecovered: false }, ...rest] }, plain(80))
  expect(missed.replaceAll('\n', ' ')).toContain(`Do not trust the gauge: it missed ${first.quantity}`)
})

test('a document without findings is a few lines and no empty table', () => {
  const text = renderTerminal(anEmptyDocument(), plain(80))
  expect(text).toContain('Nothing to decide yet')
  expect(text).not.toMatch(/undefined|NaN/)
})
