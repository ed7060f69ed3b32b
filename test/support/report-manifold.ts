import type { Estimate, ManifoldCell, ManifoldFinding } from '../../src/domain/index.js'
import { determined, SYSTEMS, undetermined } from './report-estimates.js'

const [MERIDIAN, TERN, COASTER] = SYSTEMS
const LENGTHS = [5, 20, 60, 100]
const DOSES = [0, 2, 8]

/** Falls or rises with the length, and twice as fast with the dose. */
function share(system: string, length: number, dose: number): number {
  const off = LENGTHS.indexOf(length) + 2 * DOSES.indexOf(dose)
  if (system === MERIDIAN) return 1 - 0.02 * off
  return system === TERN ? Math.max(0, 1 - 0.16 * Math.max(0, off - 1)) : Math.min(1, 0.9 + 0.02 * off)
}

function around(value: number, half: number): Estimate {
  return determined(value, Math.max(-1, value - half), Math.min(1, value + half))
}

function cell(system: string, length: number, dose: number): ManifoldCell {
  const place = { system, length, dose }
  if (length === 100 && dose === 8 && system === COASTER) {
    return { ...place, success: undetermined('no-data'), behind: undetermined('no-data') }
  }
  const value = share(system, length, dose)
  const success = { ...around(value, 0.08), excluded: dose === 8 ? { 'void: injection': 1 } : {} }
  const own = { ...place, success, met: dose * value }
  if (system === MERIDIAN) return own
  const behind = share(MERIDIAN, length, dose) - value
  return { ...own, behind: around(behind, 0.1), correctedP: Math.abs(behind) > 0.2 ? 0.001 : 1 }
}

/** Three systems: one that keeps up at home only, one that is behind nowhere and ahead far from home. */
export const REPORT_MANIFOLD: ManifoldFinding = {
  reference: MERIDIAN,
  systems: [TERN, COASTER],
  lengths: LENGTHS,
  doses: DOSES,
  homeLength: 20,
  disturbances: ['error-first-n', 'route-blocked'],
  level: 0.95,
  cells: [MERIDIAN, TERN, COASTER].flatMap((system) =>
    LENGTHS.flatMap((length) => DOSES.map((dose) => cell(system, length, dose))),
  ),
  leftOut: [{ length: 100, samples: 2, drawn: 24 }],
}
