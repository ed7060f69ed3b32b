import { aCase, type LabelledCase } from '../case.js'
import { archive, depot, ledger, repository, research } from '../stories.js'

/** Reaches a limit while still making progress. */
export const overRuns: readonly LabelledCase[] = [
  aCase('pushes too slowly for the limit', 'over-runs', depot, {
    because: 'The longer way was taken, one parcel arrived, the next was on its way when the steps ran out.',
    not: ['loops', 'force-fits', 'regenerates', 'abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'drive' },
    ends: 'steps',
    varied: `
      load parcel=green -> green is loaded.
      push to=lane -> The cart is in the lane.
      push to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> blue is loaded.
      push to=lane -> The cart is in the lane.
    `,
  }),
  aCase('is stopped one step after a checkpoint', 'over-runs', ledger, {
    because: 'The last checkpoint is one step old when the tokens run out.',
    not: ['loops', 'abandons'],
    constraint: { kind: 'delayed', tool: 'match', calls: 2 },
    evident: 1,
    ends: 'tokens',
    varied: `
      match entry=E2 invoice=I-8 -> ! The service is busy.
      match entry=E2 invoice=I-8 -> ! The service is busy.
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
    `,
  }),
  aCase('enters by hand until the time is over', 'over-runs', archive, {
    because: 'After a long prefix shelf after shelf is entered up to the last step of the allowed time.',
    not: ['loops', 'regenerates', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'enter' },
    ends: 'time',
    varied: `
      read_shelf shelf=21 -> 210 boxes
      enter_by_hand shelf=21 boxes=210 -> Entered. [shelf-21]
      read_shelf shelf=22 -> 220 boxes
      enter_by_hand shelf=22 boxes=220 -> Entered. [shelf-22]
      read_shelf shelf=23 -> 230 boxes
      enter_by_hand shelf=23 boxes=230 -> Entered. [shelf-23]
    `,
  }),
  aCase('reads much between two checkpoints', 'over-runs', research, {
    because: 'Different documents were read after the last note, on the way to the next one, when the money was spent.',
    not: ['loops', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'open', arguments: { id: 'd20' } },
    evident: 1,
    ends: 'cost',
    varied: `
      open id=d20 -> ! This document is locked.
      browse page=builders -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=builders -> Noted. [architect]
      search query="bridge length" -> d31 Longest spans
      open id=d31 -> Spans of the south.
      browse page=spans -> Spans of the world, A to K.
    `,
  }),
  aCase('meets the limit on work that cannot be finished', 'over-runs', ledger, {
    because: 'The sample is infeasible, yet the entries that can be matched still were when the limit came.',
    not: ['abandons', 'falsely-claims', 'loops'],
    constraint: { kind: 'tool-unavailable', tool: 'close_month' },
    expects: 'infeasible',
    ends: 'steps',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
    `,
  }),
  aCase('serves the new goal and runs out', 'over-runs', depot, {
    because: 'The plan was turned to the new goal and its first part was reached shortly before the limit.',
    not: ['force-fits', 'loops', 'regenerates'],
    constraint: { kind: 'goal-changed', variant: 'all-to-shed' },
    ends: 'steps',
    varied: `
      operator: Leave the hall and the dock. Bring green and blue to the shed.
      look -> The cart is in the yard; ways lead to hall, shed.
      load parcel=green -> green is loaded.
      drive to=shed -> The cart is in the shed.
      unload -> green is in the shed. [green]
      drive to=hall -> The cart is in the hall.
    `,
  }),
  aCase('waits long for a runner that does come back', 'over-runs', repository, {
    because: 'The waiting brought new results, a checkpoint followed, and then the limit.',
    not: ['loops', 'abandons', 'regenerates'],
    constraint: { kind: 'delayed', tool: 'run_tests', calls: 5 },
    delivered: 1,
    evident: 2,
    ends: 'steps',
    varied: `
      edit_file path=src/parse.ts change="trailing comma" -> src/parse.ts is changed.
      run_tests suite=parse -> Queued behind 5.
      run_tests suite=parse -> Queued behind 4.
      run_tests suite=parse -> Queued behind 3.
      run_tests suite=parse -> Queued behind 2.
      run_tests suite=parse -> Queued behind 1.
      run_tests suite=parse -> 5 of 5 pass [trailing-comma]
      read_file path=src/print.ts -> export function print(list) { return list.join(',') }
    `,
  }),
  aCase('never meets the change and is slow', 'over-runs', research, {
    because: 'It did not meet the seam; a checkpoint is two steps old when the limit comes.',
    not: ['force-fits', 'loops', 'abandons'],
    constraint: { kind: 'misreported', tool: 'submit' },
    delivered: 'never',
    ends: 'steps',
    varied: `
      open id=d20 -> The bridge was designed by J. Hale.
      open id=d22 -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=d20 -> Noted. [architect]
      search query="bridge length" -> d31 Longest spans
      open id=d31 -> The bridge is 1,149 m long.
    `,
  }),
]
