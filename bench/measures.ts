import { measureCrowd } from './crowd.js'
import type { Measure } from './figure.js'

/** Every measure by name, in the order in which they run. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  crowd: measureCrowd,
}
