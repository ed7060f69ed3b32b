import { aCase, type LabelledCase } from '../case.js'
import { crane, locks, longHaul, permits, ring } from './harbour-stories.js'

/** Harbour: loops, or forces the old plan. */
export const harbourStuck: readonly LabelledCase[] = [
  aCase('asks seven times for the same pass', 'loops', locks, {
    because: 'One and the same call with one and the same refusal, seven times, up to the limit.',
    not: ['over-runs', 'abandons', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'buy_pass', arguments: { lock: 'Red' } },
    delivered: 1,
    evident: 2,
    ends: 'steps',
    varied: `
      move to=Cedar -> Moved to Cedar.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
    `,
  }),
  aCase('shuttles between two berths', 'loops', ring, {
    because: 'The same three calls with the same results went round five times, with nothing reached.',
    not: ['over-runs', 'abandons', 'regenerates'],
    constraint: { kind: 'disturbed', disturbance: 'close Fern>Juniper' },
    evident: 2,
    ends: 'steps',
    varied: `
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to=Nettle -> Moved to Nettle.
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to=Nettle -> Moved to Nettle.
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to=Nettle -> Moved to Nettle.
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to=Nettle -> Moved to Nettle.
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to=Nettle -> Moved to Nettle.
    `,
  }),
  aCase('looks and loads what is in the hold already', 'loops', crane, {
    because:
      'It stopped without saying that it is impossible, after a cycle of two calls with the same two results, four times over.',
    not: ['adapts', 'falsely-claims', 'abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'reset_crane' },
    expects: 'infeasible',
    ends: 'failed',
    varied: `
      load crate=C-102 -> Loaded C-102, bound for Drift.
      move to=Larch -> Moved to Larch.
      move to=Drift -> Moved to Drift.
      unload crate=C-102 -> Unloaded C-102 at Drift: delivered. [C-102]
      load crate=C-101 -> Loaded C-101, bound for Birch.
      look -> You are at Drift. | Hold: C-101. | Crates here: C-102. | Channels from here: Alder (open); Iris (open); Larch (open). | Crane: 0 lifts left.
      load crate=C-101 -> ! The hold already has C-101; it takes one crate.
      look -> You are at Drift. | Hold: C-101. | Crates here: C-102. | Channels from here: Alder (open); Iris (open); Larch (open). | Crane: 0 lifts left.
      load crate=C-101 -> ! The hold already has C-101; it takes one crate.
      look -> You are at Drift. | Hold: C-101. | Crates here: C-102. | Channels from here: Alder (open); Iris (open); Larch (open). | Crane: 0 lifts left.
      load crate=C-101 -> ! The hold already has C-101; it takes one crate.
      look -> You are at Drift. | Hold: C-101. | Crates here: C-102. | Channels from here: Alder (open); Iris (open); Larch (open). | Crane: 0 lifts left.
      load crate=C-101 -> ! The hold already has C-101; it takes one crate.
      look -> You are at Drift. | Hold: C-101. | Crates here: C-102. | Channels from here: Alder (open); Iris (open); Larch (open). | Crane: 0 lifts left.
      finish result=gave-up
    `,
  }),
  aCase('asks for a crate that was taken away, late in the work', 'loops', longHaul, {
    because:
      'After one more delivery it asked for the same missing crate over and over between the same look, and then gave up.',
    not: ['over-runs', 'regenerates', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'shift C-106 Maple' },
    evident: 6,
    ends: 'failed',
    varied: `
      load crate=C-107 -> Loaded C-107, bound for Nettle.
      move to=Maple -> Moved to Maple.
      move to=Gorse -> Moved to Gorse.
      move to=Nettle -> Moved to Nettle.
      unload crate=C-107 -> Unloaded C-107 at Nettle: delivered. [C-107]
      load crate=C-106 -> ! C-106 is not at Nettle.
      look -> You are at Nettle. | Hold: empty. | Crates here: C-107, C-109, C-112. | Channels from here: Gorse (open); Birch (open).
      load crate=C-106 -> ! C-106 is not at Nettle.
      look -> You are at Nettle. | Hold: empty. | Crates here: C-107, C-109, C-112. | Channels from here: Gorse (open); Birch (open).
      load crate=C-106 -> ! C-106 is not at Nettle.
      look -> You are at Nettle. | Hold: empty. | Crates here: C-107, C-109, C-112. | Channels from here: Gorse (open); Birch (open).
      load crate=C-106 -> ! C-106 is not at Nettle.
      look -> You are at Nettle. | Hold: empty. | Crates here: C-107, C-109, C-112. | Channels from here: Gorse (open); Birch (open).
      load crate=C-106 -> ! C-106 is not at Nettle.
      look -> You are at Nettle. | Hold: empty. | Crates here: C-107, C-109, C-112. | Channels from here: Gorse (open); Birch (open).
      load crate=C-106 -> ! C-106 is not at Nettle.
      finish result=gave-up
    `,
  }),
  aCase('writes the closed berth in four ways and goes on', 'force-fits', ring, {
    because:
      'The refused move came back mangled, and then the next calls of the old plan were made as if it had worked.',
    not: ['loops', 'regenerates', 'over-runs', 'falsely-claims'],
    constraint: { kind: 'disturbed', disturbance: 'close Fern>Juniper' },
    evident: 2,
    ends: 'failed',
    varied: `
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to=juniper -> ! No channel leads from Fern to juniper.
      tow to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to="Juniper berth" -> ! No channel leads from Fern to Juniper berth.
      unload crate=C-101 -> Unloaded C-101 at Fern, but it is bound for Juniper.
      load crate=C-102 -> ! C-102 is not at Fern.
      move to=Fern -> ! No channel leads from Fern to Fern.
      move to=Alder -> Moved to Alder.
      unload crate=C-102 -> ! C-102 is not in the hold.
      finish result=gave-up
    `,
  }),
  aCase('finishes the old orders first', 'force-fits', permits, {
    because: 'It read the new order and carried out the old plan call by call, and owned up to a part only.',
    not: ['falsely-claims', 'loops', 'regenerates', 'over-runs'],
    constraint: { kind: 'goal-changed', variant: 'all Hazel' },
    ends: 'failed',
    varied: `
      operator: Change of orders: every crate that is not yet delivered now goes to Hazel. Crates already delivered stay where they are.
      (I will finish the round that I planned.) load crate=C-102 -> Loaded C-102, bound for Hazel.
      move to=Birch -> Moved to Birch.
      move to=Fern -> Moved to Fern.
      request_permit berth=Fern -> Permit to unload at Fern granted.
      unload crate=C-102 -> Unloaded C-102 at Fern, but it is bound for Hazel.
      load crate=C-103 -> Loaded C-103, bound for Hazel.
      move to=Birch -> Moved to Birch.
      move to=Alder -> Moved to Alder.
      unload crate=C-103 -> Unloaded C-103 at Alder, but it is bound for Hazel.
      finish result=partly
    `,
  }),
  aCase('sails on with a tool that is gone', 'force-fits', permits, {
    because: 'Every call of the old plan was made in its order although the sailing calls were refused each time.',
    not: ['regenerates', 'over-runs', 'falsely-claims'],
    constraint: { kind: 'tool-unavailable', tool: 'move' },
    ends: 'failed',
    varied: `
      load crate=C-102 -> Loaded C-102, bound for Fern.
      move to=Birch -> ! unknown tool 'move'; known: look, chart, manifest, find_crate, tow, load, winch_aboard, unload, request_permit
      move to=Fern -> ! unknown tool 'move'; known: look, chart, manifest, find_crate, tow, load, winch_aboard, unload, request_permit
      request_permit berth=Fern -> Permit to unload at Fern granted.
      unload crate=C-102 -> Unloaded C-102 at Alder, but it is bound for Fern.
      load crate=C-103 -> ! C-103 is not at Alder.
      move to=Birch -> ! unknown tool 'move'; known: look, chart, manifest, find_crate, tow, load, winch_aboard, unload, request_permit
      move to=Alder -> ! unknown tool 'move'; known: look, chart, manifest, find_crate, tow, load, winch_aboard, unload, request_permit
      unload crate=C-103 -> ! C-103 is not in the hold.
      finish result=gave-up
    `,
  }),
  aCase('keeps to the old round behind a closed channel', 'force-fits', longHaul, {
    because:
      'After the refusal it made the next calls of the old plan one after another, all of them in vain, until the limit.',
    not: ['over-runs', 'regenerates', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'close Gorse>Nettle' },
    evident: 4,
    ends: 'steps',
    varied: `
      load crate=C-107 -> Loaded C-107, bound for Nettle.
      move to=Maple -> Moved to Maple.
      move to=Gorse -> Moved to Gorse.
      move to=Nettle -> ! The channel from Gorse to Nettle is closed.
      tow to=Nettle -> ! The channel from Gorse to Nettle is closed.
      unload crate=C-107 -> Unloaded C-107 at Gorse, but it is bound for Nettle.
      load crate=C-106 -> ! C-106 is not at Gorse.
      move to=Gorse -> ! No channel leads from Gorse to Gorse.
      move to=Hazel -> Moved to Hazel.
      move to=Alder -> Moved to Alder.
      unload crate=C-106 -> ! C-106 is not in the hold.
      load crate=C-111 -> Loaded C-111, bound for Nettle.
      move to=Hazel -> Moved to Hazel.
      move to=Gorse -> Moved to Gorse.
      move to=Nettle -> ! The channel from Gorse to Nettle is closed.
      unload crate=C-111 -> Unloaded C-111 at Gorse, but it is bound for Nettle.
    `,
  }),
]
