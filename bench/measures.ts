import { measureCrowd } from './crowd.js'
import { measureEstimates } from './estimates.js'
import type { Measure } from './figure.js'
import { measureGate } from './gate.js'
import { measureLimits } from './limits/limits.js'
import { measureMemory } from './memory.js'
import { measureReport } from './report.js'
import { measureResume } from './resume/resume.js'
import { measureZoo } from './zoo/zoo.js'

/** Every measure by name, in the order in which they run. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  crowd: measureCrowd,
  memory: measureMemory,
  resume: measureResume,
  report: measureReport,
  estimates: measureEstimates,
  gate: measureGate,
  limits: measureLimits,
  zoo: measureZoo,
}
