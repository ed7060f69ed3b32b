import type { Story } from '../twins.js'

// Calls really made in worlds of the harbour, with the results that came back, kept as they were recorded.

/** Six berths in a ring and one channel across; the first of three crates is delivered. */
export const ring: Story = {
  tools: ['look', 'chart', 'manifest', 'find_crate', 'move', 'tow', 'load', 'winch_aboard', 'unload'],
  prefix: `
    look -> You are at Alder. | Hold: empty. | Crates here: C-103. | Channels from here: Larch (open); Iris (open); Fern (open).
    chart -> Chart of the harbour: | Alder - Larch (open) | Larch - Nettle (open) | Nettle - Fern (open) | Fern - Juniper (open) | Juniper - Iris (open) | Iris - Alder (open) | Alder - Fern (open)
    load crate=C-103 -> Loaded C-103, bound for Nettle.
    move to=Larch -> Moved to Larch.
    move to=Nettle -> Moved to Nettle.
    unload crate=C-103 -> Unloaded C-103 at Nettle: delivered. [C-103]
    load crate=C-101 -> Loaded C-101, bound for Juniper.
  `,
  sham: `
    move to=Fern -> Moved to Fern.
    move to=Juniper -> Moved to Juniper.
    unload crate=C-101 -> Unloaded C-101 at Juniper: delivered. [C-101]
    load crate=C-102 -> Loaded C-102, bound for Alder.
    move to=Fern -> Moved to Fern.
    move to=Alder -> Moved to Alder.
    unload crate=C-102 -> Unloaded C-102 at Alder: delivered. [C-102]
    finish result=done
  `,
}

/** The same with a lock across, for which the old plan buys a pass. */
export const locks: Story = {
  tools: ['look', 'chart', 'manifest', 'find_crate', 'move', 'tow', 'load', 'winch_aboard', 'unload', 'buy_pass'],
  prefix: `
    look -> You are at Alder. | Hold: empty. | Crates here: C-103. | Channels from here: Drift (open); Nettle (open). | Passes: none.
    chart -> Chart of the harbour: | Drift - Alder (open) | Alder - Nettle (open) | Nettle - Cedar (open) | Cedar - Larch (open) | Larch - Kelp (open) | Kelp - Drift (open) | Drift - Cedar (lock Red)
    manifest page=#1 -> Manifest, page 1 of 1: | C-101: at Larch, bound for Drift | C-102: at Drift, bound for Larch | C-103: at Alder, bound for Larch
    load crate=C-103 -> Loaded C-103, bound for Larch.
    move to=Drift -> Moved to Drift.
    move to=Kelp -> Moved to Kelp.
    move to=Larch -> Moved to Larch.
    unload crate=C-103 -> Unloaded C-103 at Larch: delivered. [C-103]
    load crate=C-101 -> Loaded C-101, bound for Drift.
  `,
  sham: `
    move to=Cedar -> Moved to Cedar.
    buy_pass lock=Red -> Bought a Red pass: 3 crossings.
    move to=Drift -> Moved to Drift.
    unload crate=C-101 -> Unloaded C-101 at Drift: delivered. [C-101]
    load crate=C-102 -> Loaded C-102, bound for Larch.
    move to=Kelp -> Moved to Kelp.
    move to=Larch -> Moved to Larch.
    unload crate=C-102 -> Unloaded C-102 at Larch: delivered. [C-102]
    finish result=done
  `,
}

/** Every berth wants a permit once. */
export const permits: Story = {
  tools: ['look', 'chart', 'manifest', 'find_crate', 'move', 'tow', 'load', 'winch_aboard', 'unload', 'request_permit'],
  prefix: `
    look -> You are at Fern. | Hold: empty. | Crates here: C-101, C-103. | Channels from here: Hazel (open); Birch (open).
    find_crate crate=C-101 -> C-101: at Fern, bound for Alder
    load crate=C-101 -> Loaded C-101, bound for Alder.
    move to=Birch -> Moved to Birch.
    move to=Alder -> Moved to Alder.
    request_permit berth=Alder -> Permit to unload at Alder granted.
    unload crate=C-101 -> Unloaded C-101 at Alder: delivered. [C-101]
  `,
  sham: `
    load crate=C-102 -> Loaded C-102, bound for Fern.
    move to=Birch -> Moved to Birch.
    move to=Fern -> Moved to Fern.
    request_permit berth=Fern -> Permit to unload at Fern granted.
    unload crate=C-102 -> Unloaded C-102 at Fern: delivered. [C-102]
    load crate=C-103 -> Loaded C-103, bound for Alder.
    move to=Birch -> Moved to Birch.
    move to=Alder -> Moved to Alder.
    unload crate=C-103 -> Unloaded C-103 at Alder: delivered. [C-103]
    finish result=done
  `,
}

/** The crane has to be reset after five lifts. */
export const crane: Story = {
  tools: ['look', 'chart', 'manifest', 'find_crate', 'move', 'tow', 'load', 'winch_aboard', 'unload', 'reset_crane'],
  prefix: `
    look -> You are at Drift. | Hold: empty. | Crates here: C-101, C-103. | Channels from here: Alder (open); Iris (open); Larch (open). | Crane: 5 lifts left.
    load crate=C-103 -> Loaded C-103, bound for Hazel.
    move to=Alder -> Moved to Alder.
    move to=Hazel -> Moved to Hazel.
    unload crate=C-103 -> Unloaded C-103 at Hazel: delivered. [C-103]
  `,
  sham: `
    load crate=C-102 -> Loaded C-102, bound for Drift.
    move to=Larch -> Moved to Larch.
    move to=Drift -> Moved to Drift.
    unload crate=C-102 -> Unloaded C-102 at Drift: delivered. [C-102]
    load crate=C-101 -> Loaded C-101, bound for Birch.
    move to=Iris -> Moved to Iris.
    move to=Birch -> Moved to Birch.
    reset_crane -> Crane reset: 5 lifts left.
    unload crate=C-101 -> Unloaded C-101 at Birch: delivered. [C-101]
    finish result=done
  `,
}

/** One crate has to be inspected before it is loaded. */
export const customs: Story = {
  tools: ['look', 'chart', 'manifest', 'find_crate', 'move', 'tow', 'load', 'winch_aboard', 'unload', 'inspect'],
  prefix: `
    look -> You are at Iris. | Hold: empty. | Crates here: C-102. | Channels from here: Alder (open); Hazel (open).
    manifest page=#1 -> Manifest, page 1 of 1: | C-101: at Hazel, bound for Alder, needs inspection | C-102: at Iris, bound for Elm | C-103: at Elm, bound for Hazel
    load crate=C-102 -> Loaded C-102, bound for Elm.
    move to=Alder -> Moved to Alder.
    move to=Gorse -> Moved to Gorse.
    move to=Elm -> Moved to Elm.
    unload crate=C-102 -> Unloaded C-102 at Elm: delivered. [C-102]
  `,
  sham: `
    load crate=C-103 -> Loaded C-103, bound for Hazel.
    move to=Drift -> Moved to Drift.
    move to=Hazel -> Moved to Hazel.
    unload crate=C-103 -> Unloaded C-103 at Hazel: delivered. [C-103]
    inspect crate=C-101 -> C-101 is inspected and may be loaded.
    load crate=C-101 -> Loaded C-101, bound for Alder.
    move to=Iris -> Moved to Iris.
    move to=Alder -> Moved to Alder.
    unload crate=C-101 -> Unloaded C-101 at Alder: delivered. [C-101]
    finish result=done
  `,
}

/** Thirteen crates; seven are delivered in the 34 steps before the fork. */
export const longHaul: Story = {
  tools: ['look', 'chart', 'manifest', 'find_crate', 'move', 'tow', 'load', 'winch_aboard', 'unload'],
  prefix: `
    look -> You are at Maple. | Hold: empty. | Crates here: C-109. | Channels from here: Fern (open); Iris (open); Gorse (open).
    manifest page=#1 -> Manifest, page 1 of 2: | C-101: at Fern, bound for Gorse | C-102: at Gorse, bound for Fern | C-103: at Birch, bound for Alder | C-104: at Gorse, bound for Fern | C-105: at Nettle, bound for Alder | C-106: at Nettle, bound for Alder | C-107: at Fern, bound for Nettle | C-108: at Iris, bound for Gorse | C-109: at Maple, bound for Nettle | C-110: at Alder, bound for Iris
    manifest page=#2 -> Manifest, page 2 of 2: | C-111: at Alder, bound for Nettle | C-112: at Nettle, bound for Hazel | C-113: at Hazel, bound for Birch
    chart -> Chart of the harbour: | Maple - Fern (open) | Fern - Alder (open) | Alder - Hazel (open) | Hazel - Gorse (open) | Gorse - Nettle (open) | Nettle - Birch (open) | Birch - Iris (open) | Iris - Maple (open) | Maple - Gorse (open)
    load crate=C-109 -> Loaded C-109, bound for Nettle.
    move to=Gorse -> Moved to Gorse.
    move to=Nettle -> Moved to Nettle.
    unload crate=C-109 -> Unloaded C-109 at Nettle: delivered. [C-109]
    load crate=C-105 -> Loaded C-105, bound for Alder.
    move to=Gorse -> Moved to Gorse.
    move to=Hazel -> Moved to Hazel.
    move to=Alder -> Moved to Alder.
    unload crate=C-105 -> Unloaded C-105 at Alder: delivered. [C-105]
    load crate=C-110 -> Loaded C-110, bound for Iris.
    move to=Fern -> Moved to Fern.
    move to=Maple -> Moved to Maple.
    move to=Iris -> Moved to Iris.
    unload crate=C-110 -> Unloaded C-110 at Iris: delivered. [C-110]
    load crate=C-108 -> Loaded C-108, bound for Gorse.
    move to=Maple -> Moved to Maple.
    move to=Gorse -> Moved to Gorse.
    unload crate=C-108 -> Unloaded C-108 at Gorse: delivered. [C-108]
    load crate=C-102 -> Loaded C-102, bound for Fern.
    move to=Maple -> Moved to Maple.
    move to=Fern -> Moved to Fern.
    unload crate=C-102 -> Unloaded C-102 at Fern: delivered. [C-102]
    load crate=C-101 -> Loaded C-101, bound for Gorse.
    move to=Maple -> Moved to Maple.
    move to=Gorse -> Moved to Gorse.
    unload crate=C-101 -> Unloaded C-101 at Gorse: delivered. [C-101]
    load crate=C-104 -> Loaded C-104, bound for Fern.
    move to=Maple -> Moved to Maple.
    move to=Fern -> Moved to Fern.
    unload crate=C-104 -> Unloaded C-104 at Fern: delivered. [C-104]
  `,
  sham: `
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
}
