import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository } from '../stories.js'

/** After evidence of the change it goes on with the old plan; forbidden calls are repeated or mangled to fit. */
export const forceFits: readonly LabelledCase[] = [
  aCase('goes on calling the tool that is gone', 'force-fits', depot, {
    because: 'The plan of its twin goes on step by step, and the tool that was taken is called again and again.',
    also: ['abandons'],
    not: ['loops', 'regenerates', 'over-runs'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      drive to=hall -> ! unknown tool drive
      unload -> green is in the yard.
      load parcel=blue -> ! blue is not here.
      drive to=dock -> ! unknown tool drive
      unload -> ! nothing is loaded.
      finish result=partly
    `,
  }),
  aCase('goes on under the old name', 'force-fits', ledger, {
    because: 'The renamed tool is called by its old name for each entry, as the old plan had it.',
    also: ['abandons'],
    not: ['loops', 'regenerates'],
    constraint: { kind: 'surface', tool: 'match' },
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> ! unknown tool match
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> ! unknown tool match
      query_entries account=1200 month=march -> E1 matched; E2 80.00 open; E3 45.50 open
      close_month month=march -> ! There are open entries.
      finish result=gave-up
    `,
  }),
  aCase('dresses the forbidden call up', 'force-fits', depot, {
    because: 'The forbidden call comes back in five disguises, mangled to fit, and nothing else is tried.',
    also: ['abandons'],
    not: ['regenerates', 'over-runs'],
    constraint: { kind: 'call-forbidden', tool: 'drive', arguments: { to: 'hall' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      drive to=hall -> ! You may not enter the hall.
      drive to=hall force=yes -> ! You may not enter the hall; unknown argument force.
      drive to=hall speed=slow -> ! You may not enter the hall; unknown argument speed.
      drive to=hall permit=old -> ! You may not enter the hall; unknown argument permit.
      drive to=hall via=gate -> ! You may not enter the hall; unknown argument via.
      drive to=hall as=admin -> ! You may not enter the hall; unknown argument as.
      finish result=gave-up
    `,
  }),
  aCase('carries the old goal on and admits part of it', 'force-fits', depot, {
    because: 'After the new goal was spoken it did call for call what its twin did for the old one.',
    also: ['abandons'],
    not: ['loops', 'regenerates', 'falsely-claims'],
    constraint: { kind: 'goal-changed', variant: 'all-to-shed' },
    ends: 'failed',
    varied: `
      operator: Leave the hall and the dock. Bring green and blue to the shed.
      load parcel=green -> green is loaded.
      drive to=hall -> The cart is in the hall.
      unload -> green is in the hall.
      load parcel=blue -> blue is loaded.
      drive to=dock -> The cart is in the dock.
      unload -> blue is in the dock.
      finish result=partly
    `,
  }),
  aCase('pays by card wherever a card is refused', 'force-fits', booking, {
    because: 'Each refused payment of the old plan is tried, then tried again with the card renamed.',
    also: ['abandons'],
    not: ['loops', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'card' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      pay booking=B-1 means=card -> ! Cards are not accepted.
      pay booking=B-2 means=card -> ! Cards are not accepted.
      pay booking=B-1 means=card note=again -> ! Cards are not accepted.
      pay booking=B-2 means=card note=again -> ! Cards are not accepted.
      send_ticket booking=B-1 to=ana@example.org -> ! Not paid.
      finish result=gave-up
    `,
  }),
  aCase('edits under a name that is no longer offered', 'force-fits', repository, {
    because: 'The tool is offered under another name, and every edit of the old plan still uses the old one.',
    also: ['abandons'],
    not: ['loops', 'regenerates'],
    constraint: { kind: 'surface', tool: 'edit_file' },
    ends: 'failed',
    varied: `
      edit_file path=src/parse.ts change="trailing comma" -> ! unknown tool edit_file
      run_tests suite=parse -> 4 of 5 pass; failing: trailing comma
      read_file path=src/print.ts -> export function print(list) { return list.join(',') }
      edit_file path=src/print.ts change="empty list" -> ! unknown tool edit_file
      run_tests suite=print -> 1 of 2 pass
      open_request title="Empty input and trailing commas" -> ! Tests fail.
      finish result=gave-up
    `,
  }),
  aCase('runs the whole old plan into the limit', 'force-fits', archive, {
    because: 'After a long prefix every call of its twin follows, each refused, until the limit.',
    not: ['over-runs', 'abandons', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'enter' },
    ends: 'steps',
    varied: `
      read_shelf shelf=21 -> 210 boxes
      enter shelf=21 boxes=210 -> ! unknown tool enter
      read_shelf shelf=22 -> 220 boxes
      enter shelf=22 boxes=220 -> ! unknown tool enter
      read_shelf shelf=23 -> 230 boxes
      enter shelf=23 boxes=230 -> ! unknown tool enter
      read_shelf shelf=24 -> 240 boxes
      enter shelf=24 boxes=240 -> ! unknown tool enter
    `,
  }),
  aCase('squeezes the lost tool through another one', 'force-fits', depot, {
    because: 'The calls of the old plan are put unaltered into a tool that cannot take them: mangled to fit.',
    also: ['abandons'],
    not: ['loops', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      drive to=hall -> ! unknown tool drive
      look action=drive to=hall -> ! look takes no arguments.
      load action=drive to=hall -> ! load takes a parcel.
      unload action=drive to=hall -> ! unload takes no arguments.
      finish result=gave-up
    `,
  }),
]
