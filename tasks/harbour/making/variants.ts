import type { WorldCall } from 'leadline'
import type { Rules } from '../state.js'
import { archipelago, basins, current, fjord, grid, ring, river, type Shape, wheel } from './layouts.js'

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
  /** What the standing rules say beyond those that all variants share. */
  readonly words: readonly string[]
}

const PLAIN = { rules: {}, heavy: 0, inspected: 0, uses: [], bends: false, words: [] } as const

const LOCK_WORDS =
  'Locks need a pass. A pass allows three crossings and is bought by radio from anywhere. There is always a way round a lock.'
const CRANE_WORDS =
  'Crane and winch together make three lifts, loading and unloading alike; then they have to be reset.'
const CUSTOMS_WORDS = 'Crates marked "needs inspection" have to be inspected where they lie before they are loaded.'

/** Matched families: each has mechanics and layouts of its own. */
export const VARIANTS: readonly Variant[] = [
  { ...PLAIN, name: 'harbour-open', shape: ring },
  {
    ...PLAIN,
    name: 'harbour-locks',
    shape: basins,
    rules: { crossingsPerPass: 3 },
    uses: ['buy_pass'],
    words: [LOCK_WORDS],
  },
  {
    ...PLAIN,
    name: 'harbour-crane',
    shape: grid,
    rules: { craneQuota: 3 },
    uses: ['reset_crane'],
    words: [CRANE_WORDS],
  },
  {
    ...PLAIN,
    name: 'harbour-customs',
    shape: archipelago,
    rules: { hasCustoms: true },
    inspected: 0.6,
    uses: ['inspect'],
    words: [CUSTOMS_WORDS],
  },
  {
    ...PLAIN,
    name: 'harbour-shallows',
    shape: fjord,
    bends: true,
    heavy: 0.6,
    words: ['With a heavy crate in the hold, the vessel cannot pass a shallow channel.'],
  },
  {
    ...PLAIN,
    name: 'harbour-currents',
    shape: current,
    bends: true,
    words: ['Some channels lead one way only; the chart marks them with ">".'],
  },
  {
    ...PLAIN,
    name: 'harbour-permits',
    shape: wheel,
    rules: { hasPermits: true },
    uses: ['request_permit'],
    words: ['Unloading at a berth needs a permit for that berth. It is asked for once, from anywhere, and lasts.'],
  },
  {
    ...PLAIN,
    name: 'harbour-winter',
    shape: river,
    rules: { crossingsPerPass: 2, craneQuota: 5, hasCustoms: true },
    inspected: 0.4,
    uses: ['buy_pass', 'reset_crane', 'inspect'],
    words: [
      'Locks need a pass, which allows two crossings. There is always a way round a lock.',
      'Crane and winch together make five lifts before they have to be reset.',
      CUSTOMS_WORDS,
    ],
  },
]
