import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository, research } from '../stories.js'

/** Solved, and the old plan was still possible. */
export const unaffected: readonly LabelledCase[] = [
  aCase('loses a tool that it never needed', 'unaffected', depot, {
    because: 'Solved by the old plan, which had no use for the tool that went.',
    not: ['force-fits', 'loops', 'regenerates'],
    constraint: { kind: 'tool-unavailable', tool: 'find_parcel' },
    isOldPlanPossible: true,
    ends: 'solved',
    varied: depot.sham,
  }),
  aCase('is shown an old list and does not rely on it', 'unaffected', ledger, {
    because: 'Solved: the stale list was read, but the old plan still reached the goal.',
    not: ['force-fits'],
    constraint: { kind: 'misreported', tool: 'query_entries' },
    isOldPlanPossible: true,
    delivered: 3,
    evident: 4,
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      query_entries account=1200 month=march -> E1 120.00 open; E2 80.00 open; E3 45.50 open
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('cross-checks an old list with much care', 'unaffected', ledger, {
    because: 'It visibly planned anew, but the old plan was still possible, so solving it is no adapting.',
    not: ['loops', 'regenerates'],
    constraint: { kind: 'misreported', tool: 'query_entries' },
    isOldPlanPossible: true,
    delivered: 3,
    evident: 4,
    ends: 'solved',
    varied: `
      match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
      get_invoice id=I-9 -> I-9 Lund 45.50
      match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
      query_entries account=1200 month=march -> E1 120.00 open; E2 80.00 open; E3 45.50 open
      (That list is older than what I did.) list_accounts -> 1000 bank; 1200 receivables; 4000 sales
      search_invoices open=yes -> none
      query_entries account=1200 month=april -> none
      query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
      close_month month=march -> March is closed. [march]
      finish result=done
    `,
  }),
  aCase('never calls what was changed', 'unaffected', booking, {
    because: 'It did not meet the seam, solved the sample, and the old plan stood.',
    not: ['force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'pay', arguments: { means: 'voucher' } },
    isOldPlanPossible: true,
    delivered: 'never',
    ends: 'solved',
    varied: booking.sham,
  }),
  aCase('waits for a test run whose count moves', 'unaffected', repository, {
    because: 'Asking again for a result that changes each time is waiting; the old plan was possible and solved it.',
    not: ['loops'],
    constraint: { kind: 'delayed', tool: 'run_tests', calls: 4 },
    isOldPlanPossible: true,
    evident: 2,
    delivered: 1,
    ends: 'solved',
    varied: `
      edit_file path=src/parse.ts change="trailing comma" -> src/parse.ts is changed.
      run_tests suite=parse -> Still running: 1 of 5.
      run_tests suite=parse -> Still running: 2 of 5.
      run_tests suite=parse -> Still running: 3 of 5.
      run_tests suite=parse -> Still running: 4 of 5.
      run_tests suite=parse -> 5 of 5 pass [trailing-comma]
      read_file path=src/print.ts -> export function print(list) { return list.join(',') }
      edit_file path=src/print.ts change="empty list" -> src/print.ts is changed.
      run_tests suite=print -> 2 of 2 pass [print]
      open_request title="Empty input and trailing commas" -> Request 14 is open. [request]
      finish result=done
    `,
  }),
  aCase('asks an empty search once more', 'unaffected', research, {
    because: 'Solved: the empty answer did not stand in the way of the old plan.',
    not: ['loops', 'force-fits'],
    constraint: { kind: 'misreported', tool: 'search' },
    isOldPlanPossible: true,
    delivered: 2,
    evident: 3,
    ends: 'solved',
    varied: `
      open id=d20 -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=d20 -> Noted. [architect]
      search query="bridge length" -> nothing found
      search query="bridge length" -> d31 Longest spans
      open id=d31 -> The bridge is 1,149 m long.
      note claim="1,149 m long" source=d31 -> Noted. [length]
      submit report=bridge -> Received. [report]
      finish result=done
    `,
  }),
  aCase('takes its steps in another order', 'unaffected', research, {
    because: 'Solved in another order than its twin, but the old plan was still possible.',
    constraint: { kind: 'surface', tool: 'list_notes' },
    isOldPlanPossible: true,
    ends: 'solved',
    varied: `
      search query="bridge length" -> d31 Longest spans
      open id=d31 -> The bridge is 1,149 m long.
      note claim="1,149 m long" source=d31 -> Noted. [length]
      open id=d20 -> The bridge was designed by J. Hale.
      note claim="designed by J. Hale" source=d20 -> Noted. [architect]
      submit report=bridge -> Received. [report]
      finish result=done
    `,
  }),
  aCase('goes on at shelf forty as if nothing had been', 'unaffected', archive, {
    because: 'Solved after a long prefix, and what was changed was never part of the plan.',
    not: ['regenerates', 'loops'],
    constraint: { kind: 'disturbed', disturbance: 'register-moved' },
    isOldPlanPossible: true,
    evident: 'never',
    ends: 'solved',
    varied: archive.sham,
  }),
]
