import type { Estimate, EstimateBasis, UndeterminedReason, WarningCode } from '../../src/domain/index.js'

/** Names of the systems of the fixture; the third is long on purpose. */
export const SYSTEMS = [
  'meridian-xl (hosted-a, loop)',
  'tern-2 (hosted-b, loop)',
  'coaster-mini-instruct-long-context-preview (self-hosted fp8, loop, temperature 0.2, 2026-05-14)',
  'skiff-8b (self-hosted, loop)',
] as const

/** A basis with what does not matter filled in. */
export function basis(samples = 24, trials = 120, warnings: readonly WarningCode[] = []): EstimateBasis {
  return { method: 'wilson-clustered', level: 0.95, samples, trials, excluded: {}, warnings }
}

/** A determined estimate. */
export function determined(value: number, low: number, high: number, warnings: readonly WarningCode[] = []): Estimate {
  return { kind: 'determined', value, low, high, ...basis(24, 120, warnings) }
}

/** An undetermined estimate. */
export function undetermined(reason: UndeterminedReason, bounds: { atLeast?: number; atMost?: number } = {}): Estimate {
  return { kind: 'undetermined', reason, ...bounds, ...basis(5, 15) }
}
