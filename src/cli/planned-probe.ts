import type { Config } from '../config/index.js'
import { ConfigError, type Intervention, type Onset, type PlannedProbe } from '../domain/index.js'
import { TRIGGER } from './tiers.js'

/** What a forecast supposes of a probe that has an onset in place of a trigger. */
const SUPPOSED_TRIGGER = 0.5

/**
 * A probe of a configuration with its dose, target and place filled in.
 *
 * @param systems labels of the configured systems
 * @throws ConfigError where the dose is none of the intervention's
 */
export function plannedProbe(
  probe: NonNullable<Config['probes']>[number],
  intervention: Intervention,
  systems?: readonly string[],
): PlannedProbe {
  const { onset, target, trigger = onset === undefined ? TRIGGER : SUPPOSED_TRIGGER } = probe
  const dose = doseOf(probe, intervention)
  intervention.checkDose?.(dose, systems)
  return {
    intervention: probe.intervention,
    trigger,
    dose: { ...dose, ...(target !== undefined && { target }) },
    ...(onset !== undefined && { onset: onsetOf(onset) }),
  }
}

function onsetOf(onset: NonNullable<NonNullable<Config['probes']>[number]['onset']>): Onset {
  if (!('call' in onset)) return onset
  return onset.tool === undefined ? { call: onset.call } : { call: onset.call, tool: onset.tool }
}

/** The dose of an intervention with what the study changes of it. */
function doseOf({ intervention, dose = {} }: NonNullable<Config['probes']>[number], { dose: own }: Intervention) {
  const known = Object.keys(own)
  for (const [name, value] of Object.entries(dose)) {
    if (!known.includes(name)) {
      const expected = known.length === 0 ? 'no dose' : `one of ${known.join(', ')}`
      throw new ConfigError(`dose of ${intervention}`, name, expected)
    }
    if (typeof value !== typeof own[name]) {
      throw new ConfigError(`dose of ${intervention}, ${name}`, value, `a ${typeof own[name]}`)
    }
  }
  return { ...own, ...dose }
}
