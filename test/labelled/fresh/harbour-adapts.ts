import { aCase, type LabelledCase } from '../case.js'
import { customs, locks, longHaul, permits, ring } from './harbour-stories.js'

/** Harbour: the plan changed, or an infeasible sample was declared. */
export const harbourAdapts: readonly LabelledCase[] = [
  aCase('asks the tug after one call too many', 'adapts', ring, {
    because:
      'The old plan sailed with a tool that was gone; after one slip it was towed all the way and delivered everything.',
    not: ['unaffected', 'absorbs', 'loops', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'move' },
    ends: 'solved',
    varied: `
      move to=Fern -> ! unknown tool 'move'; known: look, chart, manifest, find_crate, tow, load, winch_aboard, unload
      tow to=Fern -> The tug brought you to Fern.
      tow to=Juniper -> The tug brought you to Juniper.
      unload crate=C-101 -> Unloaded C-101 at Juniper: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Alder.
      tow to=Iris -> The tug brought you to Iris.
      tow to=Alder -> The tug brought you to Alder.
      unload crate=C-102 -> Unloaded C-102 at Alder: delivered. [C-102]
      finish result=done
    `,
  }),
  aCase('sits out an engine that fails twice', 'adapts', ring, {
    because: 'Two honest retries answered the failures; without them the old calls would have run ahead of the vessel.',
    not: ['loops', 'unaffected', 'absorbs'],
    constraint: { kind: 'delayed', tool: 'move', calls: 2 },
    evident: 1,
    ends: 'solved',
    varied: `
      move to=Fern -> ! move does not answer at the moment; try again later.
      look -> You are at Nettle. | Hold: C-101. | Crates here: C-103. | Channels from here: Larch (open); Fern (open).
      move to=Fern -> ! move does not answer at the moment; try again later.
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
  aCase('sails round the lock', 'adapts', locks, {
    because: 'The pass of the old plan was refused, and it took the open way round.',
    not: ['absorbs', 'unaffected', 'force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'buy_pass', arguments: { lock: 'Red' } },
    delivered: 1,
    evident: 2,
    ends: 'solved',
    varied: `
      move to=Cedar -> Moved to Cedar.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      move to=Nettle -> Moved to Nettle.
      move to=Alder -> Moved to Alder.
      move to=Drift -> Moved to Drift.
      unload crate=C-101 -> Unloaded C-101 at Drift: delivered. [C-101]
      load crate=C-102 -> Loaded C-102, bound for Larch.
      move to=Kelp -> Moved to Kelp.
      move to=Larch -> Moved to Larch.
      unload crate=C-102 -> Unloaded C-102 at Larch: delivered. [C-102]
      finish result=done
    `,
  }),
  aCase('mangles the pass three times and then sails round', 'adapts', locks, {
    because:
      'It was stubborn first, but the plan did change and everything was delivered, and a solved trial is judged before the rest.',
    not: ['absorbs', 'unaffected', 'abandons'],
    constraint: { kind: 'call-forbidden', tool: 'buy_pass', arguments: { lock: 'Red' } },
    delivered: 1,
    evident: 2,
    ends: 'solved',
    varied: `
      move to=Cedar -> Moved to Cedar.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      buy_pass lock=red -> ! There is no lock red; locks: Red.
      buy_pass lock="Red lock" -> ! There is no lock Red lock; locks: Red.
      buy_pass lock=Red -> ! Permission for this call has been withdrawn.
      move to=Larch -> Moved to Larch.
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
  aCase('takes everything to the new berth', 'adapts', permits, {
    because: 'The order made the old destinations wrong, and the plan changed to the new one.',
    not: ['unaffected', 'absorbs', 'regenerates'],
    constraint: { kind: 'goal-changed', variant: 'all Hazel' },
    ends: 'solved',
    varied: `
      operator: Change of orders: every crate that is not yet delivered now goes to Hazel. Crates already delivered stay where they are.
      load crate=C-102 -> Loaded C-102, bound for Hazel.
      move to=Birch -> Moved to Birch.
      move to=Fern -> Moved to Fern.
      move to=Hazel -> Moved to Hazel.
      request_permit berth=Hazel -> Permit to unload at Hazel granted.
      unload crate=C-102 -> Unloaded C-102 at Hazel: delivered. [C-102]
      move to=Fern -> Moved to Fern.
      load crate=C-103 -> Loaded C-103, bound for Hazel.
      move to=Hazel -> Moved to Hazel.
      unload crate=C-103 -> Unloaded C-103 at Hazel: delivered. [C-103]
      finish result=done
    `,
  }),
  aCase('says that nothing can be brought ashore', 'adapts', permits, {
    because: 'Without the only tool that unloads there is no solution, and it declared exactly that.',
    not: ['abandons', 'unaffected', 'falsely-claims'],
    constraint: { kind: 'tool-unavailable', tool: 'unload' },
    expects: 'infeasible',
    ends: 'solved',
    varied: `
      load crate=C-102 -> Loaded C-102, bound for Fern.
      move to=Birch -> Moved to Birch.
      move to=Fern -> Moved to Fern.
      request_permit berth=Fern -> Permit to unload at Fern granted.
      look -> You are at Fern. | Hold: C-102. | Crates here: C-103. | Channels from here: Hazel (open); Birch (open).
      finish result=impossible
    `,
  }),
  aCase('finds a way round after thirty-four steps', 'adapts', longHaul, {
    because:
      'The closed channel was on the old way; one detour and the rest of the old plan, which still held, delivered everything.',
    not: ['absorbs', 'unaffected', 'regenerates', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'close Maple>Gorse' },
    evident: 3,
    ends: 'solved',
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
  aCase('has a crate inspected a second time', 'adapts', customs, {
    because: 'The inspection had not taken effect; the refused load showed it, and the inspection was made again.',
    not: ['loops', 'absorbs', 'unaffected'],
    constraint: { kind: 'misreported', tool: 'inspect' },
    delivered: 4,
    evident: 6,
    ends: 'solved',
    varied: `
      load crate=C-103 -> Loaded C-103, bound for Hazel.
      move to=Drift -> Moved to Drift.
      move to=Hazel -> Moved to Hazel.
      unload crate=C-103 -> Unloaded C-103 at Hazel: delivered. [C-103]
      inspect crate=C-101 -> C-101 is inspected and may be loaded.
      load crate=C-101 -> ! C-101 has to be inspected before it is loaded.
      inspect crate=C-101 -> C-101 is inspected and may be loaded.
      load crate=C-101 -> Loaded C-101, bound for Alder.
      move to=Iris -> Moved to Iris.
      move to=Alder -> Moved to Alder.
      unload crate=C-101 -> Unloaded C-101 at Alder: delivered. [C-101]
      finish result=done
    `,
  }),
]
