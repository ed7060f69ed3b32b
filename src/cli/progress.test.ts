import { expect, test } from 'vitest'
import { progressLines } from './progress.js'

const totals = { ended: 60, running: 4, waiting: 36, spentUsd: 1.234, reservedUsd: 0.5 }
const study = { label: 'first-study', isPretend: false }

test('a run says how far it is, how fast, what it costs and how long it will take', () => {
  const [head, detail] = progressLines(study, totals, { steps: 2_500, first: 20, seconds: 10 })
  expect(head).toBe('first-study  ████████████░░░░░░░░  60%  about 10 s left')
  expect(detail).toBe('60 done · 4 running · 36 left · 250 steps/s · spent $1.23, reserved $0.50')
})

test('trials of an earlier run do not make this one look fast', () => {
  const run = { steps: 0, first: 60, seconds: 10 }
  expect(progressLines(study, totals, run)[0]).not.toContain('about')
})

test('made-up prices are called so, and costs are left out where there are none', () => {
  const [head] = progressLines({ ...study, isPretend: true }, totals, { steps: 1, first: 0, seconds: 1 })
  expect(head).toContain('first-study, pretend prices')
  const [, detail] = progressLines(
    study,
    { ...totals, spentUsd: 0, reservedUsd: 0 },
    { steps: 1, first: 0, seconds: 1 },
  )
  expect(detail).not.toContain('$')
})
