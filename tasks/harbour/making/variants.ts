import type { WorldCall } from 'leadline'
import type { Rules } from '../state.js'
import { archipelago, basins, current, fjord, grid, ring, river, type Shape, wheel } from './layouts.js'

/** A rule that a variant has beyond those that all share. */
export type RuleKind = 'locks' | 'crane' | 'customs' | 'shallows' | 'one-way' | 'permits'

/** A variant of the harbour: its mechanics, and how its channels are drawn. */
export interface Variant {
  readonly name: string
  readonly rules: Rules
  readonly shape: Shape
  /** Share of crates that are heavy. */
  readonly heavy: number
  /** Share of crates that have to be inspected. */
  readonly inspected: number
  /** Tools that every solution uses, if the sample is to be about the variant's mechanics. */
  readonly uses: readonly WorldCall['name'][]
  /** Whether some way has to be longer for the variant's channels than it would be if all were open both ways. */
  readonly bends: boolean
  /** Rules that a system is told beyond those that all variants share, in their order. */
  readonly told: readonly RuleKind[]
  /** True where they are told in fewer words. */
  readonly isBrief?: boolean
}

const PLAIN = { rules: {}, heavy: 0, inspected: 0, uses: [], bends: false, told: [] } as const

/** Matched families: each has mechanics and layouts of its own. */
export const VARIANTS: readonly Variant[] = [
  { ...PLAIN, name: 'harbour-open', shape: ring },
  {
    ...PLAIN,
    name: 'harbour-locks',
    shape: basins,
    rules: { crossingsPerPass: 3 },
    uses: ['buy_pass'],
    told: ['locks'],
  },
  {
    ...PLAIN,
    name: 'harbour-crane',
    shape: grid,
    rules: { craneQuota: 3 },
    uses: ['reset_crane'],
    told: ['crane'],
  },
  {
    ...PLAIN,
    name: 'harbour-customs',
    shape: archipelago,
    rules: { hasCustoms: true },
    inspected: 0.6,
    uses: ['inspect'],
    told: ['customs'],
  },
  {
    ...PLAIN,
    name: 'harbour-shallows',
    shape: fjord,
    bends: true,
    heavy: 0.6,
    told: ['shallows'],
  },
  {
    ...PLAIN,
    name: 'harbour-currents',
    shape: current,
    bends: true,
    told: ['one-way'],
  },
  {
    ...PLAIN,
    name: 'harbour-permits',
    shape: wheel,
    rules: { hasPermits: true },
    uses: ['request_permit'],
    told: ['permits'],
  },
  {
    ...PLAIN,
    name: 'harbour-winter',
    shape: river,
    rules: { crossingsPerPass: 2, craneQuota: 5, hasCustoms: true },
    inspected: 0.4,
    uses: ['buy_pass', 'reset_crane', 'inspect'],
    told: ['locks', 'crane', 'customs'],
    isBrief: true,
  },
]
