import { aCase, type LabelledCase } from '../case.js'
import { archive, booking, depot, ledger, repository, research } from '../stories.js'

/** After onset it starts again from the beginning of its own solution and redoes what was done. */
export const regenerates: readonly LabelledCase[] = [
  aCase('fetches red all over again', 'regenerates', depot, {
    because:
      'Look, list, load red, hall, yard, unload: its own beginning step by step, red delivered once more; then it gave up.',
    also: ['abandons'],
    not: ['loops', 'force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'drive', arguments: { to: 'dock' } },
    delivered: 4,
    evident: 5,
    ends: 'failed',
    varied: `
      load parcel=green -> green is loaded.
      drive to=hall -> The cart is in the hall.
      unload -> green is in the hall. [green]
      load parcel=blue -> blue is loaded.
      drive to=dock -> ! You may not enter the dock.
      drive to=yard -> The cart is in the yard.
      look -> The cart is in the yard; ways lead to hall, shed.
      list_parcels -> red: yard, blue: cart, green: hall
      load parcel=red -> red is loaded.
      drive to=hall -> The cart is in the hall.
      drive to=yard -> The cart is in the yard.
      unload -> red and blue are in the yard.
      finish result=gave-up
    `,
  }),
  aCase('opens the books from the first page', 'regenerates', ledger, {
    because: 'The five opening calls are made again in order, the match already made included, until the limit.',
    not: ['loops', 'over-runs', 'abandons', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'march-reopened' },
    ends: 'steps',
    varied: `
      list_accounts -> 1000 bank; 1200 receivables; 4000 sales
      query_entries account=1200 month=march -> E1 matched; E2 80.00 open; E3 45.50 open
      get_invoice id=I-7 -> I-7 Brandt 120.00
      match entry=E1 invoice=I-7 -> E1 was matched already.
      get_invoice id=I-8 -> I-8 Okafor 80.00
    `,
  }),
  aCase('repairs again what was repaired', 'regenerates', repository, {
    because: 'List, read, test, edit, test: its own first five steps again, with the repaired case repaired anew.',
    also: ['abandons'],
    not: ['loops', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'print-moved' },
    ends: 'failed',
    varied: `
      list_files path=. -> src/parse.ts src/print.ts check/parse.ts
      read_file path=src/parse.ts -> export function parse(text) { return text === '' ? [] : text.split(',') }
      run_tests suite=parse -> 4 of 5 pass; failing: trailing comma
      edit_file path=src/parse.ts change="empty input" -> src/parse.ts is changed.
      run_tests suite=parse -> 4 of 5 pass; failing: trailing comma
      finish result=partly
    `,
  }),
  aCase('researches the first answer a second time', 'regenerates', research, {
    because: 'The opening question was searched, read and noted again though its answer was noted.',
    also: ['abandons'],
    not: ['loops', 'force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'open', arguments: { id: 'd20' } },
    evident: 1,
    ends: 'failed',
    varied: `
      open id=d20 -> ! This document is locked.
      search query="bridge opening" -> d12 The new bridge; d15 River crossings
      open id=d12 -> The bridge was opened in March 1932.
      note claim="opened in March 1932" source=d12 -> Noted.
      search query="bridge architect" -> d20 Builders of the north; d22 A life in steel
      finish result=partly
    `,
  }),
  aCase('holds the same seats once more', 'regenerates', booking, {
    because: 'Its three first steps come again in order and the seat that was held is held again.',
    also: ['abandons'],
    not: ['loops', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'pay' },
    evident: 0,
    ends: 'failed',
    varied: `
      show_booking booking=B-1 -> B-1 seat 41, not paid
      find_trains from=Lyon to=Basel day=friday -> T1 08:10 42 EUR; T2 10:25 35 EUR
      hold_seat train=T2 -> Seat 44 is held as B-2.
      find_trains from=Basel to=Lyon day=sunday -> T7 17:40 39 EUR; T8 19:05 31 EUR
      finish result=gave-up
    `,
  }),
  aCase('starts over twice', 'regenerates', ledger, {
    because: 'Twice from its own beginning, the match made before redone each time.',
    also: ['abandons'],
    not: ['force-fits'],
    constraint: { kind: 'delayed', tool: 'match', calls: 1 },
    evident: 1,
    ends: 'failed',
    varied: `
      match entry=E2 invoice=I-8 -> ! The service is busy.
      list_accounts -> 1000 bank; 1200 receivables; 4000 sales
      query_entries account=1200 month=march -> E1 matched; E2 80.00 open; E3 45.50 open
      get_invoice id=I-7 -> I-7 Brandt 120.00
      match entry=E1 invoice=I-7 -> E1 was matched already.
      search_invoices open=yes -> I-8, I-9
      list_accounts -> 1000 bank; 1200 receivables; 4000 sales
      query_entries account=1200 month=march -> E1 matched; E2 80.00 open; E3 45.50 open
      get_invoice id=I-7 -> I-7 Brandt 120.00
      match entry=E1 invoice=I-7 -> E1 was matched already.
      finish result=gave-up
    `,
  }),
  aCase('starts over with a few steps of its own between', 'regenerates', repository, {
    because: 'Its own beginning comes again in order with one search between, the repair redone.',
    also: ['abandons'],
    not: ['loops'],
    constraint: { kind: 'disturbed', disturbance: 'print-moved' },
    delivered: 2,
    evident: 3,
    ends: 'failed',
    varied: `
      edit_file path=src/parse.ts change="trailing comma" -> src/parse.ts is changed.
      run_tests suite=parse -> 5 of 5 pass [trailing-comma]
      read_file path=src/print.ts -> ! no such file
      list_files path=. -> src/parse.ts lib/print.ts check/parse.ts
      read_file path=src/parse.ts -> export function parse(text) { return split(text) }
      search_code text=parse -> src/parse.ts check/parse.ts
      run_tests suite=parse -> 5 of 5 pass
      edit_file path=src/parse.ts change="empty input" -> src/parse.ts is changed.
      run_tests suite=parse -> 5 of 5 pass
      finish result=partly
    `,
  }),
  aCase('goes back to the first shelf of a long archive', 'regenerates', archive, {
    because: 'From shelf twenty it returned to shelf one and entered seven shelves again until the limit.',
    not: ['loops', 'over-runs', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'register-moved' },
    ends: 'steps',
    varied: `
      check_register -> The register was moved to the east room.
      ${Array.from(
        { length: 7 },
        (_, index) =>
          `read_shelf shelf=${index + 1} -> ${index + 1}0 boxes\nenter shelf=${index + 1} boxes=${index + 1}0 -> Entered already.\n`,
      ).join('')}
    `,
  }),
]
