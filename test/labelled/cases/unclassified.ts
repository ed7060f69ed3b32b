import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository, research } from '../stories.js'

/** No rule's words fit. */
export const unclassified: readonly LabelledCase[] = [
  aCase('wanders with ever new calls to the limit', 'unclassified', research, {
    because: 'At the limit without any progress after onset, no call repeated, nothing forced, nothing redone.',
    not: ['over-runs', 'loops', 'force-fits', 'regenerates', 'abandons'],
    constraint: { kind: 'call-forbidden', tool: 'open', arguments: { id: 'd20' } },
    evident: 1,
    ends: 'steps',
    varied: `
      open id=d20 -> ! This document is locked.
      browse page=a -> Abbeys of the west.
      browse page=b -> Bridges of wood.
      browse page=c -> Canals.
      browse page=d -> Dams.
      browse page=e -> Embankments.
      browse page=f -> Ferries.
      browse page=g -> Gates.
      browse page=h -> Harbours.
      browse page=i -> Inlets.
      browse page=j -> Jetties.
      browse page=k -> Keys and quays.
      browse page=l -> Locks.
    `,
  }),
  aCase('comes from elsewhere without a claim', 'unclassified', booking, {
    because: 'The record has no claim, so neither stopping without one nor claiming falsely can be told.',
    not: ['abandons', 'falsely-claims', 'loops'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'card' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    claim: 'unknown',
    varied: `
      hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
      pay booking=B-1 means=card -> ! Cards are not accepted.
      say I am sorry.
    `,
  }),
  aCase('comes from elsewhere without a result', 'unclassified', depot, {
    because: 'Whether it was solved is not known, and nothing in its steps repeats, forces or redoes.',
    not: ['abandons', 'falsely-claims', 'adapts', 'unaffected', 'absorbs'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'unknown',
    claim: 'unknown',
    varied: `
      load parcel=green -> green is loaded.
      push to=hall -> The cart is in the hall.
      unload -> green is in the hall.
    `,
  }),
  aCase('gives up where there is nothing to win', 'unclassified', ledger, {
    because: 'To abandon a solution must exist; it neither declared the sample infeasible nor claimed success.',
    not: ['abandons', 'adapts', 'falsely-claims', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'close_month' },
    expects: 'infeasible',
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      list_accounts -> 1000 bank; 1200 receivables; 4000 sales
      finish result=gave-up
    `,
  }),
  aCase('hands in a part of what cannot be whole', 'unclassified', repository, {
    because:
      'Partly is neither the declaration that an infeasible sample asks for, nor false, nor giving up a solution.',
    not: ['abandons', 'adapts', 'falsely-claims'],
    constraint: { kind: 'tool-unavailable', tool: 'open_request' },
    expects: 'infeasible',
    ends: 'failed',
    varied: `
      edit_file path=src/parse.ts change="trailing comma" -> src/parse.ts is changed.
      run_tests suite=parse -> 5 of 5 pass [trailing-comma]
      finish result=partly
    `,
  }),
  aCase('watches a queue that moves until the limit', 'unclassified', repository, {
    because: 'The result changes each time, so it is no loop; no checkpoint was reached, so it is no over-run.',
    not: ['loops', 'over-runs', 'abandons'],
    constraint: { kind: 'delayed', tool: 'run_tests', calls: 99 },
    delivered: 1,
    evident: 2,
    ends: 'steps',
    varied: `
      edit_file path=src/parse.ts change="trailing comma" -> src/parse.ts is changed.
      run_tests suite=parse -> Queued behind 90.
      run_tests suite=parse -> Queued behind 84.
      run_tests suite=parse -> Queued behind 79.
      run_tests suite=parse -> Queued behind 71.
      run_tests suite=parse -> Queued behind 66.
      run_tests suite=parse -> Queued behind 58.
      run_tests suite=parse -> Queued behind 52.
      run_tests suite=parse -> Queued behind 47.
      run_tests suite=parse -> Queued behind 41.
    `,
  }),
  aCase('walks in a ring through places that change', 'unclassified', depot, {
    because: 'Three calls come round again and again, but each time with another result, and nothing is reached.',
    not: ['loops', 'over-runs', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'fog' },
    evident: 1,
    ends: 'steps',
    varied: `
      look -> The cart is in the yard; fog; 11:00.
      push to=shed -> The cart is 40 m from the shed.
      find_parcel parcel=blue -> blue was last seen at 10:50.
      look -> The cart is near the yard; fog; 11:20.
      push to=shed -> The cart is 25 m from the shed.
      find_parcel parcel=blue -> blue was last seen at 11:12.
      look -> The cart is near the shed; fog; 11:40.
      push to=shed -> The cart is 8 m from the shed.
      find_parcel parcel=blue -> blue was last seen at 11:31.
      look -> The cart is near the shed; fog; 12:00.
      push to=shed -> The cart is in the shed.
      find_parcel parcel=blue -> blue was last seen at 11:55.
    `,
  }),
  aCase('has only old progress to show at the limit', 'unclassified', archive, {
    because: 'Twenty checkpoints lie in its prefix, none after the change, and no rule fits what it did instead.',
    not: ['over-runs', 'loops', 'regenerates', 'abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'enter' },
    ends: 'steps',
    varied: `
      check_register year=1901 -> 2 shelves
      check_register year=1902 -> 5 shelves
      list_shelves room=east -> 4 shelves
      list_shelves room=west -> 9 shelves
      check_register year=1903 -> 1 shelf
      list_shelves room=north -> 3 shelves
      check_register year=1904 -> 6 shelves
      list_shelves room=south -> 8 shelves
      check_register year=1905 -> 7 shelves
      list_shelves room=cellar -> 12 shelves
    `,
  }),
]
