import { expect, test } from 'vitest'
import type { Estimate, ShadowFinding } from '../domain/index.js'
import { correctShadows } from './correct.js'

function determined(value: number, low: number, high: number): Estimate {
  const basis = { method: 'any', level: 0.95, samples: 40, trials: 80, excluded: {}, warnings: [] }
  return { kind: 'determined', value, low, high, ...basis }
}

function found(system: string, p: number, oddsP: number): ShadowFinding {
  const verdict = p < 0.05 && oddsP < 0.05 ? ({ kind: 'established' } as const) : ({ kind: 'not-established' } as const)
  return {
    system,
    reference: 'big',
    contrast: 'longer-work',
    names: { narrow: 'short tasks', long: 'long tasks' },
    narrowGap: determined(0.05, 0, 0.1),
    longGap: determined(0.25, 0.15, 0.35),
    shadow: determined(0.2, 0.1, 0.3),
    shadowTest: { method: 'welch', p },
    oddsRatio: determined(2.5, 1.1, 6),
    oddsRatioTest: { method: 'shadow-odds', p: oddsP },
    design: 'two-samples',
    verdict,
    correctedVerdict: verdict,
    words: [],
  }
}

test('one system alone needs no correction', () => {
  const [only] = correctShadows([found('small', 0.01, 0.04)], 0.95)
  expect(only).toMatchObject({ correctedP: 0.01, correctedVerdict: { kind: 'established' } })
  expect(only?.words.join(' ')).toContain('are its shadow')
})

test('a finding at 4 % among seven systems is not established, and the words say why', () => {
  const others = Array.from({ length: 6 }, (_, index) => found(`other-${index}`, 0.4, 0.6))
  const [first] = correctShadows([found('small', 0.0001, 0.04), ...others], 0.95)
  expect(first?.verdict.kind).toBe('established')
  expect(first?.correctedVerdict.kind).toBe('not-established')
  expect(first?.oddsRatioCorrectedP).toBeCloseTo(0.28)
  expect(first?.words.join(' ')).toContain('one such finding among 7 systems can come by chance')
})

test('a finding that survives the correction stays established', () => {
  const others = Array.from({ length: 6 }, (_, index) => found(`other-${index}`, 0.4, 0.6))
  const [first] = correctShadows([found('small', 0.0001, 0.001), ...others], 0.95)
  expect(first?.correctedVerdict).toEqual({ kind: 'established' })
})
