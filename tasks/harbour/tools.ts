import type { JsonObject, ToolSpec } from 'leadline'
import type { Rules } from './state.js'

function takes(properties: Record<string, { readonly type: string; readonly description: string }> = {}): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

const crate = { type: 'string', description: 'Id of a crate, such as C-101.' }
const neighbour = { type: 'string', description: 'Name of a berth that a channel leads to from where you are.' }

/** Every tool of the harbour by name; a variant offers those that its rules need. */
export const TOOLS = {
  look: {
    name: 'look',
    description:
      'Look around from the bridge: your berth, the hold, the crates lying here, and the channels from here.',
    parameters: takes(),
    effect: 'reads',
  },
  chart: {
    name: 'chart',
    description: 'Read the chart: all channels of the harbour, with locks, shallows, one-way channels and closures.',
    parameters: takes(),
    effect: 'reads',
    alternatives: ['look'],
  },
  manifest: {
    name: 'manifest',
    description: 'Read one page of the manifest: up to ten crates with their present place and their destination.',
    parameters: takes({ page: { type: 'integer', description: 'Page number, from 1.' } }),
    effect: 'reads',
    alternatives: ['find_crate'],
  },
  find_crate: {
    name: 'find_crate',
    description: 'Ask the harbour office about one crate: its present place and its destination.',
    parameters: takes({ crate }),
    effect: 'reads',
    alternatives: ['manifest'],
  },
  move: {
    name: 'move',
    description: 'Sail through a channel to a neighbouring berth.',
    parameters: takes({ to: neighbour }),
    effect: 'writes',
    alternatives: ['tow'],
  },
  tow: {
    name: 'tow',
    description:
      'Have the tug pull the vessel through a channel to a neighbouring berth. Slower than sailing, same rules.',
    parameters: takes({ to: neighbour }),
    effect: 'writes',
    alternatives: ['move'],
  },
  load: {
    name: 'load',
    description: 'Lift a crate that lies at your berth into the empty hold, with the crane. The hold takes one crate.',
    parameters: takes({ crate }),
    effect: 'writes',
    alternatives: ['winch_aboard'],
  },
  winch_aboard: {
    name: 'winch_aboard',
    description: 'Bring a crate that lies at your berth into the empty hold with the winch. Same rules as the crane.',
    parameters: takes({ crate }),
    effect: 'writes',
    alternatives: ['load'],
  },
  unload: {
    name: 'unload',
    description: 'Lift the crate in the hold onto the berth where you are.',
    parameters: takes({ crate }),
    effect: 'writes',
  },
  buy_pass: {
    name: 'buy_pass',
    description:
      'Buy a pass for a lock by radio, from anywhere. A pass allows a few crossings; there is always a way round.',
    parameters: takes({ lock: { type: 'string', description: 'Name of the lock, such as Red.' } }),
    effect: 'writes',
  },
  reset_crane: {
    name: 'reset_crane',
    description: 'Reset crane and winch, which makes their full quota of lifts available again.',
    parameters: takes(),
    effect: 'writes',
  },
  inspect: {
    name: 'inspect',
    description: 'Have customs inspect a crate that lies at your berth. Crates that need it cannot be loaded before.',
    parameters: takes({ crate }),
    effect: 'writes',
  },
  request_permit: {
    name: 'request_permit',
    description: 'Ask for the permit to unload at a berth, from anywhere. One permit lasts for good.',
    parameters: takes({ berth: { type: 'string', description: 'Name of the berth.' } }),
    effect: 'writes',
  },
} as const satisfies Record<string, ToolSpec>

/** Tools that are served and not offered, until an intervention brings them. */
export const LATER_TOOLS: readonly ToolSpec[] = [
  {
    name: 'sail_to',
    description:
      'Sail through several channels at once to any berth that open water leads to: no locks, and no shallows with a heavy crate.',
    parameters: takes({ to: { type: 'string', description: 'Name of the berth.' } }),
    effect: 'writes',
  },
]

/** The tools of a variant. */
export function toolsFor(rules: Rules): readonly ToolSpec[] {
  const { look, chart, manifest, find_crate, move, tow, load, winch_aboard, unload } = TOOLS
  return [
    look,
    chart,
    manifest,
    find_crate,
    move,
    tow,
    load,
    winch_aboard,
    unload,
    ...(rules.crossingsPerPass === undefined ? [] : [TOOLS.buy_pass]),
    ...(rules.craneQuota === undefined ? [] : [TOOLS.reset_crane]),
    ...(rules.hasCustoms === true ? [TOOLS.inspect] : []),
    ...(rules.hasPermits === true ? [TOOLS.request_permit] : []),
  ]
}
