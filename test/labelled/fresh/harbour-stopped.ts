import { aCase, type LabelledCase } from '../case.js'
import { crane, customs, locks, longHaul, ring } from './harbour-stories.js'

/** Harbour: starts over, gives up, runs out of budget, or none of these. */
export const harbourStopped: readonly LabelledCase[] = [
  aCase('carries a delivered crate back and starts over', 'regenerates', ring, {
    because: 'After the refusal it undid its delivery and made its own first seven calls again.',
    not: ['loops', 'force-fits', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'close Fern>Juniper' },
    evident: 2,
    ends: 'steps',
    varied: `
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      move to=Nettle -> Moved to Nettle.
      unload crate=C-101 -> Unloaded C-101 at Nettle, but it is bound for Juniper.
      load crate=C-103 -> Loaded C-103, bound for Nettle.
      move to=Larch -> Moved to Larch.
      move to=Alder -> Moved to Alder.
      unload crate=C-103 -> Unloaded C-103 at Alder, but it is bound for Nettle.
      look -> You are at Alder. | Hold: empty. | Crates here: C-103. | Channels from here: Larch (open); Iris (open); Fern (open).
      chart -> Chart of the harbour: | Alder - Larch (open) | Larch - Nettle (open) | Nettle - Fern (open) | Fern - Juniper (closed) | Juniper - Iris (open) | Iris - Alder (open) | Alder - Fern (open)
      load crate=C-103 -> Loaded C-103, bound for Nettle.
      move to=Larch -> Moved to Larch.
      move to=Nettle -> Moved to Nettle.
      unload crate=C-103 -> Unloaded C-103 at Nettle: delivered.
      load crate=C-101 -> Loaded C-101, bound for Juniper.
    `,
  }),
  aCase('answers a new order by doing it all again', 'regenerates', locks, {
    because:
      'The new order touched the open crates only, yet it fetched the delivered one and repeated its first round.',
    not: ['loops', 'force-fits', 'falsely-claims'],
    constraint: { kind: 'goal-changed', variant: 'all Alder' },
    ends: 'failed',
    varied: `
      operator: Change of orders: every crate that is not yet delivered now goes to Alder. Crates already delivered stay where they are.
      unload crate=C-101 -> Unloaded C-101 at Larch, but it is bound for Alder.
      load crate=C-103 -> Loaded C-103, bound for Larch.
      move to=Kelp -> Moved to Kelp.
      move to=Drift -> Moved to Drift.
      move to=Alder -> Moved to Alder.
      unload crate=C-103 -> Unloaded C-103 at Alder, but it is bound for Larch.
      look -> You are at Alder. | Hold: empty. | Crates here: C-103. | Channels from here: Drift (open); Nettle (open). | Passes: none.
      chart -> Chart of the harbour: | Drift - Alder (open) | Alder - Nettle (open) | Nettle - Cedar (open) | Cedar - Larch (open) | Larch - Kelp (open) | Kelp - Drift (open) | Drift - Cedar (lock Red)
      manifest page=#1 -> Manifest, page 1 of 1: | C-101: at Larch, bound for Alder | C-102: at Drift, bound for Alder | C-103: at Alder, bound for Larch
      load crate=C-103 -> Loaded C-103, bound for Larch.
      move to=Drift -> Moved to Drift.
      move to=Kelp -> Moved to Kelp.
      move to=Larch -> Moved to Larch.
      unload crate=C-103 -> Unloaded C-103 at Larch: delivered.
      load crate=C-101 -> Loaded C-101, bound for Alder.
      finish result=gave-up
    `,
  }),
  aCase('turns back at the first closed channel', 'abandons', ring, {
    because: 'One refusal, one look at a chart that shows a way round, and it gave up.',
    not: ['force-fits', 'loops', 'regenerates', 'over-runs'],
    constraint: { kind: 'disturbed', disturbance: 'close Fern>Juniper' },
    evident: 2,
    ends: 'failed',
    varied: `
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      chart -> Chart of the harbour: | Alder - Larch (open) | Larch - Nettle (open) | Nettle - Fern (open) | Fern - Juniper (closed) | Juniper - Iris (open) | Iris - Alder (open) | Alder - Fern (open)
      finish result=gave-up
    `,
  }),
  aCase('takes a lock for the only way', 'abandons', locks, {
    because: 'It declared impossible what a way round would have solved.',
    not: ['adapts', 'force-fits', 'falsely-claims'],
    constraint: { kind: 'call-forbidden', tool: 'buy_pass', arguments: { lock: 'Red' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      move to=Cedar -> Moved to Cedar.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      look -> You are at Cedar. | Hold: C-101. | Crates here: none. | Channels from here: Nettle (open); Larch (open); Drift (lock Red). | Passes: none.
      finish result=impossible
    `,
  }),
  aCase('sails round once, goes on by the old plan and stops half way', 'abandons', longHaul, {
    because:
      'It did change the plan at the closed channel; what followed was the part of the old plan that still held, and then it stopped with a part.',
    not: ['force-fits', 'loops', 'regenerates', 'falsely-claims'],
    constraint: { kind: 'disturbed', disturbance: 'close Maple>Gorse' },
    evident: 3,
    ends: 'failed',
    varied: `
      load crate=C-107 -> Loaded C-107, bound for Nettle.
      move to=Maple -> Moved to Maple.
      move to=Gorse -> ! The channel from Maple to Gorse is closed.
      chart -> Chart of the harbour: | Maple - Fern (open) | Fern - Alder (open) | Alder - Hazel (open) | Hazel - Gorse (open) | Gorse - Nettle (open) | Nettle - Birch (open) | Birch - Iris (open) | Iris - Maple (open) | Maple - Gorse (closed)
      move to=Iris -> Moved to Iris.
      move to=Birch -> Moved to Birch.
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
      finish result=partly
    `,
  }),
  aCase('says in words that all crates are ashore', 'abandons', ring, {
    because: 'A final text is the claim unstated, whatever it says; one crate was still open and the tug was there.',
    not: ['falsely-claims', 'loops', 'over-runs'],
    constraint: { kind: 'tool-unavailable', tool: 'move' },
    ends: 'failed',
    varied: `
      tow to=Fern -> The tug brought you to Fern.
      tow to=Juniper -> The tug brought you to Juniper.
      unload crate=C-101 -> Unloaded C-101 at Juniper: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Alder.
      say All crates have been delivered. Done!
    `,
  }),
  aCase('reads the chart, the manifest and the berth again and gives up', 'abandons', locks, {
    because: 'It read afresh what it had read in the beginning, but it redid no work, and then it gave up.',
    not: ['regenerates', 'loops', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'close Cedar>Larch' },
    evident: 1,
    ends: 'failed',
    varied: `
      move to=Cedar -> ! The channel from Larch to Cedar is closed.
      look -> You are at Larch. | Hold: C-101. | Crates here: C-103. | Channels from here: Cedar (closed); Kelp (open). | Passes: none.
      chart -> Chart of the harbour: | Drift - Alder (open) | Alder - Nettle (open) | Nettle - Cedar (open) | Cedar - Larch (closed) | Larch - Kelp (open) | Kelp - Drift (open) | Drift - Cedar (lock Red)
      manifest page=#1 -> Manifest, page 1 of 1: | C-101: aboard, bound for Drift | C-102: at Drift, bound for Larch | C-103: delivered at Larch, bound for Larch
      finish result=gave-up
    `,
  }),
  aCase('is towed crate by crate until time is up', 'over-runs', longHaul, {
    because: 'It had changed over to the tug and delivered crate after crate when the limit came.',
    not: ['loops', 'force-fits', 'regenerates', 'abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'move' },
    ends: 'steps',
    varied: `
      load crate=C-107 -> Loaded C-107, bound for Nettle.
      tow to=Maple -> The tug brought you to Maple.
      tow to=Gorse -> The tug brought you to Gorse.
      tow to=Nettle -> The tug brought you to Nettle.
      unload crate=C-107 -> Unloaded C-107 at Nettle: delivered. [C-107]
      load crate=C-106 -> Loaded C-106, bound for Alder.
      tow to=Gorse -> The tug brought you to Gorse.
      tow to=Hazel -> The tug brought you to Hazel.
      tow to=Alder -> The tug brought you to Alder.
      unload crate=C-106 -> Unloaded C-106 at Alder: delivered. [C-106]
      load crate=C-111 -> Loaded C-111, bound for Nettle.
      tow to=Hazel -> The tug brought you to Hazel.
      tow to=Gorse -> The tug brought you to Gorse.
      tow to=Nettle -> The tug brought you to Nettle.
      unload crate=C-111 -> Unloaded C-111 at Nettle: delivered. [C-111]
      load crate=C-112 -> Loaded C-112, bound for Hazel.
      tow to=Gorse -> The tug brought you to Gorse.
      tow to=Hazel -> The tug brought you to Hazel.
      unload crate=C-112 -> Unloaded C-112 at Hazel: delivered. [C-112]
    `,
  }),
  aCase('mangles the pass once and is late on the way round', 'over-runs', locks, {
    because: 'One mangled call and then a changed plan that delivered a crate and was about to deliver the last.',
    not: ['force-fits', 'loops', 'abandons'],
    constraint: { kind: 'call-forbidden', tool: 'buy_pass', arguments: { lock: 'Red' } },
    delivered: 1,
    evident: 2,
    ends: 'tokens',
    varied: `
      move to=Cedar -> Moved to Cedar.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=red -> ! There is no lock red; locks: Red.
      move to=Nettle -> Moved to Nettle.
      move to=Alder -> Moved to Alder.
      move to=Drift -> Moved to Drift.
      unload crate=C-101 -> Unloaded C-101 at Drift: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Larch.
      move to=Kelp -> Moved to Kelp.
      move to=Larch -> Moved to Larch.
    `,
  }),
  aCase('runs out of money with the last crate on the way', 'over-runs', crane, {
    because: 'Two retries, a delivery, the next crate under way: it was getting on when the money was gone.',
    not: ['loops', 'abandons', 'force-fits'],
    constraint: { kind: 'delayed', tool: 'load', calls: 2 },
    evident: 1,
    ends: 'cost',
    varied: `
      load crate=C-102 -> ! load does not answer at the moment; try again later.
      load crate=C-102 -> ! load does not answer at the moment; try again later.
      load crate=C-102 -> Loaded C-102, bound for Drift.
      move to=Larch -> Moved to Larch.
      move to=Drift -> Moved to Drift.
      unload crate=C-102 -> Unloaded C-102 at Drift: delivered. [C-102]
      load crate=C-101 -> Loaded C-101, bound for Birch.
      move to=Iris -> Moved to Iris.
    `,
  }),
  aCase('gives up where nothing could be done', 'unclassified', customs, {
    because: 'No solution existed, so this is no abandoning, and it did not declare it either.',
    not: ['abandons', 'adapts', 'falsely-claims', 'loops'],
    constraint: { kind: 'tool-unavailable', tool: 'unload' },
    expects: 'infeasible',
    ends: 'failed',
    varied: `
      load crate=C-103 -> Loaded C-103, bound for Hazel.
      move to=Drift -> Moved to Drift.
      look -> You are at Drift. | Hold: C-103. | Crates here: none. | Channels from here: Hazel (open); Elm (open); Alder (open).
      finish result=gave-up
    `,
  }),
  aCase('reads until the time is up', 'unclassified', ring, {
    because:
      'The limit came without progress, without a repeated call and without the old plan: no rule has words for it.',
    not: ['over-runs', 'loops', 'abandons', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'close Fern>Juniper' },
    evident: 2,
    ends: 'time',
    varied: `
      move to=Fern -> Moved to Fern.
      move to=Juniper -> ! The channel from Fern to Juniper is closed.
      look -> You are at Fern. | Hold: C-101. | Crates here: none. | Channels from here: Nettle (open); Juniper (closed); Alder (open).
      chart -> Chart of the harbour: | Alder - Larch (open) | Larch - Nettle (open) | Nettle - Fern (open) | Fern - Juniper (closed) | Juniper - Iris (open) | Iris - Alder (open) | Alder - Fern (open)
      find_crate crate=C-101 -> C-101: aboard, bound for Juniper
      find_crate crate=C-102 -> C-102: at Juniper, bound for Alder
      find_crate crate=C-103 -> C-103: delivered at Nettle, bound for Nettle
      manifest page=#1 -> Manifest, page 1 of 1: | C-101: aboard, bound for Juniper | C-102: at Juniper, bound for Alder | C-103: delivered at Nettle, bound for Nettle
    `,
  }),
]
