import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository, research } from '../stories.js'

/** Ends claiming success while the state says otherwise. */
export const falselyClaims: readonly LabelledCase[] = [
  aCase('believes a write that never happened', 'falsely-claims', ledger, {
    because: 'Claimed done; one match was only reported and nobody read it back, so no evidence was ever seen.',
    not: ['force-fits', 'loops', 'abandons'],
    constraint: { kind: 'misreported', tool: 'match' },
    evident: 'never',
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8.
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('finishes the old goal and reports it as done', 'falsely-claims', depot, {
    because: 'Claimed done for a goal that had been replaced, having gone on with the old plan to its end.',
    also: ['force-fits'],
    not: ['abandons', 'regenerates'],
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
      finish result=done
    `,
  }),
  aCase('reports a month closed that cannot be closed', 'falsely-claims', ledger, {
    because: 'The sample is infeasible and the claim is done.',
    not: ['abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'close_month' },
    expects: 'infeasible',
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
      finish result=done note="March is closed."
    `,
  }),
  aCase('forgets the last parcel and claims all', 'falsely-claims', depot, {
    because: 'Two of three parcels arrived, and it claimed done, not partly.',
    not: ['abandons', 'loops', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      push to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      look -> The cart is in the hall; ways lead to yard, shed.
      finish result=done
    `,
  }),
  aCase('circles for a while and then claims it', 'falsely-claims', depot, {
    because: 'A claim of success that the state denies stands before the loop that came earlier.',
    also: ['loops'],
    not: ['abandons'],
    constraint: { kind: 'disturbed', disturbance: 'yard-hall-closed' },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      7x drive to=hall -> ! The way to the hall is closed.
      unload -> green is in the yard.
      finish result=done
    `,
  }),
  aCase('begins again, loses the thread and claims it', 'falsely-claims', research, {
    because: 'It claimed done with the report unsent, after doing its opening over again.',
    also: ['regenerates'],
    not: ['abandons', 'loops'],
    constraint: { kind: 'disturbed', disturbance: 'notes-locked' },
    ends: 'failed',
    varied: `
      search query="bridge opening" -> d12 The new bridge; d15 River crossings
      open id=d12 -> The bridge was opened in March 1932.
      note claim="opened in March 1932" source=d12 -> Noted.
      search query="bridge architect" -> d20 Builders of the north; d22 A life in steel
      open id=d20 -> The bridge was designed by J. Hale.
      finish result=done
    `,
  }),
  aCase('claims success with its first breath', 'falsely-claims', repository, {
    because: 'Nothing was done after the change, and the claim is done.',
    not: ['abandons', 'force-fits', 'loops'],
    constraint: { kind: 'delayed', tool: 'run_tests', calls: 3 },
    evident: 'never',
    delivered: 'never',
    ends: 'failed',
    varied: 'finish result=done',
  }),
  aCase('sends tickets that nobody has paid for', 'falsely-claims', booking, {
    because: 'The payment was refused, it went on to the tickets all the same and claimed done.',
    not: ['abandons', 'loops', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'card' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      pay booking=B-1 means=card -> ! Cards are not accepted.
      pay booking=B-2 means=card -> ! Cards are not accepted.
      send_ticket booking=B-1 to=ana@example.org -> Sent.
      send_ticket booking=B-2 to=ana@example.org -> Sent.
      finish result=done
    `,
  }),
  aCase('drops the last shelves of a long archive in silence', 'falsely-claims', archive, {
    because: 'Four of twenty-four shelves are not entered, and the claim is done.',
    not: ['abandons', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'enter' },
    ends: 'failed',
    varied: `
      read_shelf shelf=21 -> 210 boxes
      check_register -> 20 shelves
      finish result=done
    `,
  }),
]
