import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository, research } from '../stories.js'

/** Solved by a changed plan where the old one had become impossible, or rightly declared infeasible. */
export const adapts: readonly LabelledCase[] = [
  aCase('pushes the cart where driving is gone', 'adapts', depot, {
    because: 'Solved, and pushing replaced the driving that the old plan needed.',
    not: ['force-fits', 'loops', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'solved',
    varied: `
      load parcel=green -> green is loaded.
      (Driving is not offered any more, so I push.) push to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> blue is loaded.
      push to=dock -> The cart is in the dock.
      unload -> blue is in the dock. [blue]
      finish result=done
    `,
  }),
  aCase('goes round by the shed after one refusal', 'adapts', depot, {
    because: 'Solved: one refused call told of the change, then another route was taken.',
    not: ['force-fits', 'loops'],
    constraint: { kind: 'call-forbidden', tool: 'drive', arguments: { to: 'hall' } },
    evident: 2,
    delivered: 1,
    ends: 'solved',
    varied: `
      load parcel=green -> green is loaded.
      drive to=hall -> ! You may not enter the hall from the yard.
      look -> The cart is in the yard; ways lead to hall, shed.
      drive to=shed -> The cart is in the shed.
      push to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> blue is loaded.
      drive to=dock -> The cart is in the dock.
      unload -> blue is in the dock. [blue]
      finish result=done
    `,
  }),
  aCase('calls the renamed tool by its new name', 'adapts', depot, {
    because: 'Solved, and the calls changed their name, without which the old plan was impossible.',
    constraint: { kind: 'surface', tool: 'drive' },
    ends: 'solved',
    varied: `
      load parcel=green -> green is loaded.
      tool_4 to=hall > drive to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> blue is loaded.
      tool_4 to=dock > drive to=dock -> The cart is in the dock.
      unload -> blue is in the dock. [blue]
      finish result=done
    `,
  }),
  aCase('looks for another way and then says that there is none', 'adapts', ledger, {
    because: 'The sample is infeasible and was declared so, after looking for another way.',
    not: ['abandons', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'close_month' },
    expects: 'infeasible',
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      list_accounts -> 1000 bank; 1200 receivables; 4000 sales
      query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
      finish result=impossible note="No tool closes a month."
    `,
  }),
  aCase('says at once that nothing can be done', 'adapts', repository, {
    because: 'An infeasible sample correctly declared infeasible, if without any further look.',
    not: ['abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'open_request' },
    expects: 'infeasible',
    ends: 'solved',
    varied: 'finish result=impossible note="There is no way to hand the change in."',
  }),
  aCase('turns to the new goal', 'adapts', depot, {
    because: 'Solved: after the operator changed the goal the parcels went to the shed and no longer to hall and dock.',
    not: ['force-fits', 'regenerates'],
    constraint: { kind: 'goal-changed', variant: 'all-to-shed' },
    ends: 'solved',
    varied: `
      operator: Leave the hall and the dock. Bring green and blue to the shed.
      look -> The cart is in the yard; ways lead to hall, shed.
      load parcel=green -> green is loaded.
      drive to=shed -> The cart is in the shed.
      unload -> green is in the shed. [green]
      drive to=hall -> The cart is in the hall.
      load parcel=blue -> blue is loaded.
      drive to=shed -> The cart is in the shed.
      unload -> blue is in the shed. [blue]
      finish result=done
    `,
  }),
  aCase('starts a new survey for a new goal', 'adapts', depot, {
    because: 'Solved: looking and listing again served the new goal, and nothing delivered was delivered again.',
    not: ['regenerates', 'force-fits'],
    constraint: { kind: 'goal-changed', variant: 'back-to-dock' },
    ends: 'solved',
    varied: `
      operator: Bring everything back to the dock, red as well.
      look -> The cart is in the yard; ways lead to hall, shed.
      list_parcels -> red: yard, blue: hall, green: yard
      load parcel=red -> red is loaded.
      load parcel=green -> green is loaded.
      drive to=hall -> The cart is in the hall.
      load parcel=blue -> blue is loaded.
      drive to=dock -> The cart is in the dock.
      unload -> red, green and blue are in the dock. [all]
      finish result=done
    `,
  }),
  aCase('retries a passing error twice and gets through', 'adapts', ledger, {
    because:
      'Solved: the call that failed was made again until the trouble had passed, which the old plan would not have done.',
    not: ['loops', 'force-fits'],
    constraint: { kind: 'delayed', tool: 'match', calls: 2 },
    evident: 1,
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> ! The service is busy.
      match entry=E2 invoice=I-8 -> ! The service is busy.
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('does other work while a tool is down', 'adapts', ledger, {
    because: 'Solved: the plan was reordered round the failing call and came back to it.',
    not: ['loops', 'force-fits', 'regenerates'],
    constraint: { kind: 'delayed', tool: 'match', calls: 1 },
    evident: 1,
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> ! The service is busy.
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('reads back a write that was only reported', 'adapts', ledger, {
    because: 'Solved: reading back showed that the match had not happened, and it was made again.',
    not: ['loops', 'regenerates'],
    constraint: { kind: 'misreported', tool: 'match' },
    evident: 4,
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8.
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      query_entries account=1200 month=march -> E1 matched; E2 80.00 open; E3 matched
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('hammers at a closed door, then takes another', 'adapts', booking, {
    because: 'Solved by paying later, after the same refused call with the same answer eight times.',
    also: ['loops'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'card' } },
    delivered: 1,
    evident: 2,
    ends: 'solved',
    varied: `
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      8x pay booking=B-1 means=card -> ! Cards are not accepted.
      pay_later booking=B-1 -> Bill sent for B-1. [paid-out]
      pay_later booking=B-2 -> Bill sent for B-2. [paid-back]
      send_ticket booking=B-1 to=ana@example.org -> Sent.
      send_ticket booking=B-2 to=ana@example.org -> Sent. [sent]
      finish result=done
    `,
  }),
  aCase('does everything a second time and gets there', 'adapts', research, {
    because: 'Solved with the browser in place of the search, though it had first begun all over again.',
    also: ['regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'open', arguments: { id: 'd20' } },
    evident: 1,
    ends: 'solved',
    varied: `
      open id=d20 -> ! This document is locked.
      search query="bridge opening" -> d12 The new bridge; d15 River crossings
      open id=d12 -> The bridge was opened in March 1932.
      note claim="opened in March 1932" source=d12 -> Noted.
      search query="bridge architect" -> d20 Builders of the north; d22 A life in steel
      browse page=builders -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=builders -> Noted. [architect]
      browse page=spans -> The bridge is 1,149 m long.
      note claim="1,149 m long" source=spans -> Noted. [length]
      submit report=bridge -> Received. [report]
      finish result=done
    `,
  }),
  aCase('reaches the goal and is stopped before it says so', 'adapts', depot, {
    because: 'The state was solved by another way when the limit came, and a solved state counts as solved.',
    not: ['over-runs', 'abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'solved',
    varied: `
      load parcel=green -> green is loaded.
      push to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> blue is loaded.
      push to=dock -> The cart is in the dock.
      unload -> blue is in the dock. [blue]
      look -> The cart is in the dock; ways lead to hall, shed.
    `,
  }),
  aCase('enters the last shelves by hand', 'adapts', archive, {
    because: 'Solved after a long prefix: entering by hand replaced the tool that was gone.',
    not: ['regenerates', 'loops', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'enter' },
    ends: 'solved',
    varied: `
      read_shelf shelf=21 -> 210 boxes
      enter_by_hand shelf=21 boxes=210 -> Entered. [shelf-21]
      read_shelf shelf=22 -> 220 boxes
      enter_by_hand shelf=22 boxes=220 -> Entered. [shelf-22]
      read_shelf shelf=23 -> 230 boxes
      enter_by_hand shelf=23 boxes=230 -> Entered. [shelf-23]
      read_shelf shelf=24 -> 240 boxes
      enter_by_hand shelf=24 boxes=240 -> Entered. [shelf-24]
      finish result=done
    `,
  }),
]
