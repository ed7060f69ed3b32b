import { aCase, type LabelledCase } from '../case.js'
import { crane, locks, longHaul, ring } from './harbour-stories.js'

/** Harbour: solved without a change of plan that the constraint called for. */
export const harbourUnmoved: readonly LabelledCase[] = [
  aCase('a channel closes behind the vessel', 'unaffected', ring, {
    because: 'The closed channel was behind it and the old plan still held.',
    not: ['absorbs', 'adapts'],
    constraint: { kind: 'disturbed', disturbance: 'close Larch>Nettle' },
    evident: 'never',
    isOldPlanPossible: true,
    ends: 'solved',
    varied: `
      move to=Fern -> Moved to Fern.
      move to=Juniper -> Moved to Juniper.
      unload crate=C-101 -> Unloaded C-101 at Juniper: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Alder.
      move to=Fern -> Moved to Fern.
      move to=Alder -> Moved to Alder.
      unload crate=C-102 -> Unloaded C-102 at Alder: delivered. [C-102]
      finish result=done
    `,
  }),
  aCase('reads of a closure and goes another way for nothing', 'unaffected', crane, {
    because: 'It saw the closure and chose another way at the end, but the old plan did not need that channel.',
    not: ['adapts', 'absorbs', 'regenerates'],
    constraint: { kind: 'disturbed', disturbance: 'close Hazel>Alder' },
    evident: 1,
    isOldPlanPossible: true,
    ends: 'solved',
    varied: `
      look -> You are at Hazel. | Hold: empty. | Crates here: C-102, C-103. | Channels from here: Larch (open); Alder (closed). | Crane: 3 lifts left.
      load crate=C-102 -> Loaded C-102, bound for Drift.
      chart -> Chart of the harbour: | Larch - Hazel (open) | Hazel - Alder (closed) | Alder - Drift (open) | Drift - Iris (open) | Iris - Birch (open) | Birch - Larch (open) | Larch - Drift (open)
      move to=Larch -> Moved to Larch.
      move to=Drift -> Moved to Drift.
      unload crate=C-102 -> Unloaded C-102 at Drift: delivered. [C-102]
      load crate=C-101 -> Loaded C-101, bound for Birch.
      move to=Larch -> Moved to Larch.
      move to=Birch -> Moved to Birch.
      reset_crane -> Crane reset: 5 lifts left.
      unload crate=C-101 -> Unloaded C-101 at Birch: delivered. [C-101]
      finish result=done
    `,
  }),
  aCase('sails under another name of the same tool', 'unaffected', locks, {
    because: 'Only the name changed; the same calls reach the goal.',
    not: ['absorbs', 'force-fits', 'abandons'],
    constraint: { kind: 'surface', tool: 'move' },
    isOldPlanPossible: true,
    ends: 'solved',
    varied: `
      tool_4 to=Cedar > move to=Cedar -> Moved to Cedar.
      buy_pass lock=Red -> Bought a Red pass: 3 crossings.
      tool_4 to=Drift > move to=Drift -> Moved to Drift.
      unload crate=C-101 -> Unloaded C-101 at Drift: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Larch.
      tool_4 to=Kelp > move to=Kelp -> Moved to Kelp.
      tool_4 to=Larch > move to=Larch -> Moved to Larch.
      unload crate=C-102 -> Unloaded C-102 at Larch: delivered. [C-102]
      finish result=done
    `,
  }),
  aCase('never needs the winch that is gone', 'unaffected', longHaul, {
    because: 'The old plan never used the winch; it was still possible and was carried out with one look more.',
    not: ['adapts', 'absorbs', 'force-fits', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'winch_aboard' },
    isOldPlanPossible: true,
    ends: 'solved',
    varied: `
      look -> You are at Fern. | Hold: empty. | Crates here: C-102, C-104, C-107. | Channels from here: Maple (open); Alder (open).
      load crate=C-107 -> Loaded C-107, bound for Nettle.
      move to=Maple -> Moved to Maple.
      move to=Gorse -> Moved to Gorse.
      move to=Nettle -> Moved to Nettle.
      unload crate=C-107 -> Unloaded C-107 at Nettle: delivered. [C-107]
      load crate=C-106 -> Loaded C-106, bound for Alder.
      move to=Gorse -> Moved to Gorse.
      move to=Hazel -> Moved to Hazel.
      move to=Alder -> Moved to Alder.
      unload crate=C-106 -> Unloaded C-106 at Alder: delivered. [C-106]
      load crate=C-111 -> Loaded C-111, bound for Nettle.
      move to=Hazel -> Moved to Hazel.
      move to=Gorse -> Moved to Gorse.
      move to=Nettle -> Moved to Nettle.
      unload crate=C-111 -> Unloaded C-111 at Nettle: delivered. [C-111]
      load crate=C-112 -> Loaded C-112, bound for Hazel.
      move to=Gorse -> Moved to Gorse.
      move to=Hazel -> Moved to Hazel.
      unload crate=C-112 -> Unloaded C-112 at Hazel: delivered. [C-112]
      load crate=C-113 -> Loaded C-113, bound for Birch.
      move to=Gorse -> Moved to Gorse.
      move to=Nettle -> Moved to Nettle.
      move to=Birch -> Moved to Birch.
      unload crate=C-113 -> Unloaded C-113 at Birch: delivered. [C-113]
      load crate=C-103 -> Loaded C-103, bound for Alder.
      move to=Nettle -> Moved to Nettle.
      move to=Gorse -> Moved to Gorse.
      move to=Hazel -> Moved to Hazel.
      move to=Alder -> Moved to Alder.
      unload crate=C-103 -> Unloaded C-103 at Alder: delivered. [C-103]
      finish result=done
    `,
  }),
  aCase('had set out the long way already', 'absorbs', ring, {
    because: 'The old way was closed, but it happened to sail the other side of the ring and never learned of it.',
    not: ['adapts', 'unaffected'],
    constraint: { kind: 'disturbed', disturbance: 'close Fern>Juniper' },
    evident: 'never',
    ends: 'solved',
    varied: `
      move to=Larch -> Moved to Larch.
      move to=Alder -> Moved to Alder.
      move to=Iris -> Moved to Iris.
      move to=Juniper -> Moved to Juniper.
      unload crate=C-101 -> Unloaded C-101 at Juniper: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Alder.
      move to=Iris -> Moved to Iris.
      move to=Alder -> Moved to Alder.
      unload crate=C-102 -> Unloaded C-102 at Alder: delivered. [C-102]
      finish result=done
    `,
  }),
  aCase('goes round a lock that it could not have passed', 'absorbs', locks, {
    because: 'It never asked for the pass that would have been refused: a lucky choice of way, no reaction.',
    not: ['adapts', 'unaffected'],
    constraint: { kind: 'call-forbidden', tool: 'buy_pass', arguments: { lock: 'Red' } },
    delivered: 'never',
    evident: 'never',
    ends: 'solved',
    varied: `
      move to=Kelp -> Moved to Kelp.
      move to=Drift -> Moved to Drift.
      unload crate=C-101 -> Unloaded C-101 at Drift: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Larch.
      move to=Kelp -> Moved to Kelp.
      move to=Larch -> Moved to Larch.
      unload crate=C-102 -> Unloaded C-102 at Larch: delivered. [C-102]
      finish result=done
    `,
  }),
  aCase('sees the closure only when it is past it', 'absorbs', ring, {
    because:
      'It had left the old way before it saw that the way was closed, and after it saw that it did only what the old plan did.',
    not: ['adapts', 'unaffected', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'close Alder>Fern' },
    evident: 7,
    ends: 'solved',
    varied: `
      move to=Fern -> Moved to Fern.
      move to=Juniper -> Moved to Juniper.
      unload crate=C-101 -> Unloaded C-101 at Juniper: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Alder.
      move to=Iris -> Moved to Iris.
      move to=Alder -> Moved to Alder.
      look -> You are at Alder. | Hold: C-102. | Crates here: none. | Channels from here: Larch (open); Iris (open); Fern (closed).
      unload crate=C-102 -> Unloaded C-102 at Alder: delivered. [C-102]
      finish result=done
    `,
  }),
  aCase('resets the crane twice out of habit', 'absorbs', crane, {
    because:
      'The first reset had no effect, and nothing it saw told so; the second was no answer to it and saved the pass.',
    not: ['adapts', 'unaffected', 'loops'],
    constraint: { kind: 'misreported', tool: 'reset_crane' },
    delivered: 7,
    evident: 'never',
    ends: 'solved',
    varied: `
      load crate=C-102 -> Loaded C-102, bound for Drift.
      move to=Larch -> Moved to Larch.
      move to=Drift -> Moved to Drift.
      unload crate=C-102 -> Unloaded C-102 at Drift: delivered. [C-102]
      load crate=C-101 -> Loaded C-101, bound for Birch.
      move to=Iris -> Moved to Iris.
      move to=Birch -> Moved to Birch.
      reset_crane -> Crane reset: 5 lifts left.
      reset_crane -> Crane reset: 5 lifts left.
      unload crate=C-101 -> Unloaded C-101 at Birch: delivered. [C-101]
      finish result=done
    `,
  }),
]
