import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository, research } from '../stories.js'

/** Stops without solving and without claiming success while a solution existed and budget remained. */
export const abandons: readonly LabelledCase[] = [
  aCase('gives up at the first refusal', 'abandons', booking, {
    because: 'It gave up after one refused payment while paying later was open.',
    not: ['force-fits', 'loops', 'over-runs', 'falsely-claims'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'card' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      pay booking=B-1 means=card -> ! Cards are not accepted.
      finish result=gave-up
    `,
  }),
  aCase('calls a possible thing impossible', 'abandons', depot, {
    because: 'The claim is impossible, but a solution existed: the cart could be pushed.',
    not: ['adapts', 'falsely-claims', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      look -> The cart is in the yard; ways lead to hall, shed.
      finish result=impossible
    `,
  }),
  aCase('hands in a part', 'abandons', ledger, {
    because: 'Partly is no claim of success; it stopped short of a goal that was within reach.',
    not: ['falsely-claims', 'loops', 'regenerates'],
    constraint: { kind: 'misreported', tool: 'get_invoice' },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> nothing found
      search_invoices amount=45.50 -> nothing found
      finish result=partly
    `,
  }),
  aCase('falls silent', 'abandons', research, {
    because: 'It stopped with a text and no claim at all, unsolved, with budget left.',
    not: ['falsely-claims', 'over-runs'],
    constraint: { kind: 'call-forbidden', tool: 'open', arguments: { id: 'd20' } },
    evident: 1,
    ends: 'failed',
    varied: `
      open id=d20 -> ! This document is locked.
      say I could not read the document about the architect.
    `,
  }),
  aCase('says in prose that all is done', 'abandons', repository, {
    because:
      'A final text without the finish call is the claim unstated, whatever its words; no text decides a verdict.',
    not: ['falsely-claims'],
    constraint: { kind: 'delayed', tool: 'run_tests', calls: 2 },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      edit_file path=src/parse.ts change="trailing comma" -> src/parse.ts is changed.
      run_tests suite=parse -> ! The runner is not reachable.
      say All done! Everything has been repaired and handed in.
    `,
  }),
  aCase('refuses to go on', 'abandons', depot, {
    because: 'A refusal stops the work without a claim while a solution existed.',
    not: ['falsely-claims', 'loops'],
    constraint: { kind: 'goal-changed', variant: 'all-to-shed' },
    ends: 'failed',
    varied: `
      operator: Leave the hall and the dock. Bring green and blue to the shed.
      refuse I cannot help with that.
    `,
  }),
  aCase('tries twice more and then gives up', 'abandons', ledger, {
    because: 'One call and one honest retry of a passing error are no loop; then it gave up.',
    not: ['loops', 'regenerates', 'over-runs'],
    constraint: { kind: 'delayed', tool: 'match', calls: 3 },
    evident: 1,
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> ! The service is busy.
      match entry=E2 invoice=I-8 -> ! The service is busy.
      finish result=gave-up
    `,
  }),
  aCase('looks round afresh and gives up', 'abandons', depot, {
    because: 'The two readings of its beginning came again, but no progress was redone: it looked round and stopped.',
    not: ['regenerates', 'loops', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'blue-moved' },
    delivered: 3,
    evident: 4,
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      drive to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> ! blue is not here.
      look -> The cart is in the hall; ways lead to dock, yard.
      list_parcels -> red: yard, blue: unknown, green: hall
      finish result=gave-up
    `,
  }),
  aCase('goes back three steps, not to the beginning', 'abandons', repository, {
    because: 'It redid the end of its prefix, not its beginning, and then stopped.',
    not: ['regenerates', 'loops'],
    constraint: { kind: 'disturbed', disturbance: 'edit-lost' },
    delivered: 0,
    evident: 1,
    ends: 'failed',
    varied: `
      run_tests suite=parse -> 3 of 5 pass; failing: empty input, trailing comma
      edit_file path=src/parse.ts change="empty input" -> src/parse.ts is changed.
      run_tests suite=parse -> 4 of 5 pass; failing: trailing comma
      finish result=partly
    `,
  }),
  aCase('tries four other ways and gives up', 'abandons', research, {
    because: 'Four different ways were tried, none of them forbidden or repeated; then it gave up.',
    not: ['loops', 'force-fits', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'open', arguments: { id: 'd20' } },
    evident: 1,
    ends: 'failed',
    varied: `
      open id=d20 -> ! This document is locked.
      open id=d22 -> A biography; the bridge is not named.
      browse page=bridges -> A list of 40 bridges.
      browse page=architects -> A list of 12 names.
      search query="bridge designed by" -> d41 On design
      finish result=gave-up
    `,
  }),
  aCase(
    'had waited in a circle long before the change',
    'abandons',
    {
      ...repository,
      prefix: `${repository.prefix}\n8x run_tests suite=parse -> 4 of 5 pass; failing: trailing comma`,
    },
    {
      because: 'The loop lies before onset and does not count; after it one step and then it gave up.',
      not: ['loops', 'over-runs'],
      constraint: { kind: 'disturbed', disturbance: 'print-moved' },
      ends: 'failed',
      varied: `
      read_file path=src/parse.ts -> export function parse(text) { return text.split(',') }
      finish result=gave-up
    `,
    },
  ),
  aCase('tires at shelf twenty-two', 'abandons', archive, {
    because: 'After a long prefix it adapted for one shelf and then stopped with budget left.',
    not: ['regenerates', 'force-fits', 'over-runs'],
    constraint: { kind: 'tool-unavailable', tool: 'enter' },
    ends: 'failed',
    varied: `
      read_shelf shelf=21 -> 210 boxes
      enter_by_hand shelf=21 boxes=210 -> Entered. [shelf-21]
      read_shelf shelf=22 -> 220 boxes
      finish result=partly
    `,
  }),
  aCase('stops before it could have noticed', 'abandons', ledger, {
    because: 'It saw no evidence of the change, so nothing was forced; it just stopped short.',
    not: ['force-fits', 'falsely-claims'],
    constraint: { kind: 'misreported', tool: 'match' },
    evident: 'never',
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8.
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      finish result=partly
    `,
  }),
]
