import { describe, test } from 'vitest'
import type { Intervention } from '../../src/domain/index.js'
import type { ConformanceWorld } from '../support/aimed.js'
import { depotRoutine, depotSample, openDepot } from '../support/depot-world.js'
import { INTERVENTION_CHECKS } from './intervention-checks.js'

/** The small world in which the catalogue is held to its contract. */
export const depotForConformance: ConformanceWorld = {
  name: 'depot',
  sample: depotSample(),
  open: openDepot,
  routine: depotRoutine(),
}

/** The contract of an intervention, in one world. */
export function describeIntervention(intervention: Intervention, world: ConformanceWorld): void {
  describe(`${intervention.name} in the ${world.name}`, () => {
    for (const [name, check] of Object.entries(INTERVENTION_CHECKS)) test(name, () => check(intervention, world))
  })
}

/** Names of the demands that an intervention does not meet. */
export async function unmetBy(intervention: Intervention, world: ConformanceWorld): Promise<string[]> {
  const unmet: string[] = []
  for (const [name, check] of Object.entries(INTERVENTION_CHECKS)) {
    await check(intervention, world).catch(() => unmet.push(name))
  }
  return unmet
}
