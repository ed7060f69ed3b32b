import type { CalibrationDocument } from '../../src/report/index.js'
import { ZOO_CHECK } from './calibration-zoo.js'
import { REPORT_CALIBRATION } from './report-interventions.js'

/** A calibration with every field that its type allows. */
export const CALIBRATION_DOCUMENT: CalibrationDocument = {
  schemaVersion: 1,
  kind: 'calibration',
  createdAt: '2026-05-14T09:30:00Z',
  versions: { leadline: '0.1.0', format: '1' },
  seeds: { study: 1 },
  trials: 12,
  planted: REPORT_CALIBRATION,
  rates: [
    {
      quantity: 'equal systems told apart',
      nominal: 0.05,
      bound: 'at-most',
      studies: 200,
      hits: 9,
      rate: 0.045,
      low: 0.016,
      high: 0.096,
      isHeld: true,
      truth: 0,
    },
  ],
  zoo: ZOO_CHECK,
}
