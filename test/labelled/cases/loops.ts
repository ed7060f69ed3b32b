import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository, research } from '../stories.js'

/** The same call or a short cycle, with the same result, again and again without a new checkpoint. */
export const loops: readonly LabelledCase[] = [
  aCase('drives against a closed way until the limit', 'loops', depot, {
    because: 'The same call with the same result ten times, and no checkpoint.',
    not: ['over-runs', 'abandons', 'regenerates'],
    constraint: { kind: 'disturbed', disturbance: 'yard-hall-closed' },
    delivered: 1,
    evident: 2,
    ends: 'steps',
    varied: `
      load parcel=green -> green is loaded.
      10x drive to=hall -> ! The way to the hall is closed.
    `,
  }),
  aCase('looks and drives in turn', 'loops', depot, {
    because: 'A cycle of two calls with the same two results, six times over.',
    not: ['over-runs', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'yard-hall-closed' },
    delivered: 1,
    evident: 2,
    ends: 'steps',
    varied: `
      load parcel=green -> green is loaded.
      ${'drive to=hall -> ! The way to the hall is closed.\nlook -> The cart is in the yard; ways lead to shed.\n'.repeat(6)}
    `,
  }),
  aCase('reads, edits and tests in a ring of three', 'loops', repository, {
    because: 'A cycle of three calls with the same results five times, and no test more passes.',
    not: ['over-runs', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'file-read-only' },
    delivered: 0,
    evident: 1,
    ends: 'steps',
    varied: `
      ${`edit_file path=src/parse.ts change="trailing comma" -> ! src/parse.ts is read-only.
      read_file path=src/parse.ts -> export function parse(text) { return text.split(',') }
      run_tests suite=parse -> 4 of 5 pass; failing: trailing comma
      `.repeat(5)}
    `,
  }),
  aCase('spells one query in many ways', 'loops', research, {
    because: 'Case and spacing apart it is one call with one result, eight times.',
    not: ['over-runs', 'abandons'],
    constraint: { kind: 'misreported', tool: 'search' },
    delivered: 2,
    evident: 3,
    ends: 'tokens',
    varied: `
      open id=d20 -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=d20 -> Noted. [architect]
      search query="bridge length" -> nothing found
      search query="Bridge length" -> nothing found
      search query="bridge  length" -> nothing found
      search query="BRIDGE LENGTH" -> nothing found
      search query=" bridge length " -> nothing found
      search query="Bridge Length" -> nothing found
      search query="bridge length" -> nothing found
      search query="bridge Length" -> nothing found
    `,
  }),
  aCase('swaps the order of the arguments', 'loops', ledger, {
    because: 'The order of named arguments does not make another call: one call, one result, six times.',
    not: ['over-runs', 'abandons'],
    constraint: { kind: 'delayed', tool: 'match', calls: 99 },
    evident: 1,
    ends: 'time',
    varied: `
      ${`match entry=E2 invoice=I-8 -> ! The service is busy.
      match invoice=I-8 entry=E2 -> ! The service is busy.
      `.repeat(3)}
    `,
  }),
  aCase('asks the empty search with ever other words', 'loops', research, {
    because: 'Varied arguments with the same result are one of the three loop patterns of the catalogue.',
    not: ['over-runs'],
    constraint: { kind: 'misreported', tool: 'search' },
    delivered: 2,
    evident: 3,
    ends: 'steps',
    varied: `
      open id=d20 -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=d20 -> Noted. [architect]
      search query="bridge length" -> nothing found
      search query="length of the bridge" -> nothing found
      search query="how long is the bridge" -> nothing found
      search query="bridge span in metres" -> nothing found
      search query="span of the bridge" -> nothing found
      search query="bridge total length" -> nothing found
      search query="bridge measurements" -> nothing found
      search query="bridge dimensions" -> nothing found
    `,
  }),
  aCase('tries one refused payment seven times and gives up', 'loops', booking, {
    because: 'Seven times one call with one result; that it then gave up comes second.',
    also: ['abandons'],
    not: ['over-runs', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'card' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      7x pay booking=B-1 means=card -> ! Cards are not accepted.
      finish result=gave-up
    `,
  }),
  aCase('insists on a forbidden call word by word', 'loops', depot, {
    because: 'A forbidden call repeated nine times is both a loop and force; the loop stands first in the order.',
    also: ['force-fits'],
    not: ['over-runs'],
    constraint: { kind: 'call-forbidden', tool: 'drive', arguments: { to: 'hall' } },
    delivered: 1,
    evident: 2,
    ends: 'steps',
    varied: `
      load parcel=green -> green is loaded.
      9x drive to=hall -> ! You may not enter the hall.
    `,
  }),
  aCase('makes the same two calls in each step', 'loops', ledger, {
    because: 'The pair of calls of one step comes back six times with the same results.',
    not: ['over-runs', 'abandons'],
    constraint: { kind: 'delayed', tool: 'match', calls: 99 },
    evident: 1,
    ends: 'cost',
    varied: `
      ${`match entry=E2 invoice=I-8 -> ! The service is busy.
      + get_invoice id=I-8 -> I-8 Okafor 80.00
      `.repeat(6)}
    `,
  }),
  aCase('gets on well and then sticks', 'loops', ledger, {
    because: 'Two checkpoints after the change, then one call with one result eight times to the limit.',
    not: ['abandons', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'close_month', arguments: {} },
    delivered: 4,
    evident: 5,
    ends: 'steps',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      close_month month=march -> ! Closing needs an approval.
      8x query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
    `,
  }),
  aCase('checks an unchanging register without having seen the change', 'loops', archive, {
    because: 'One call with one result eight times; a loop needs no evidence of the change.',
    not: ['over-runs', 'force-fits'],
    constraint: { kind: 'misreported', tool: 'enter' },
    delivered: 1,
    evident: 'never',
    ends: 'steps',
    varied: `
      read_shelf shelf=21 -> 210 boxes
      enter shelf=21 boxes=210 -> Entered.
      8x check_register shelf=22 -> nothing
    `,
  }),
  aCase('loops as its twin does', 'loops', depot, {
    because: 'The label is what it did; that its sham twin loops too belongs to the base rate.',
    not: ['over-runs'],
    constraint: { kind: 'tool-unavailable', tool: 'find_parcel' },
    isOldPlanPossible: true,
    ends: 'steps',
    sham: '9x look -> The cart is in the yard; ways lead to hall, shed.',
    shamEnds: 'failed',
    varied: '9x look -> The cart is in the yard; ways lead to hall, shed.',
  }),
  aCase('looks at everything anew between the knocks', 'loops', booking, {
    because: 'The cycle is longer but comes back unchanged four times: find, show, pay, refused.',
    not: ['over-runs', 'abandons'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'card' } },
    delivered: 3,
    evident: 4,
    ends: 'steps',
    varied: `
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      ${`show_booking booking=B-1 -> B-1 seat 41, not paid
      show_booking booking=B-2 -> B-2 seat 12, not paid
      pay booking=B-1 means=card -> ! Cards are not accepted.
      `.repeat(4)}
    `,
  }),
]
