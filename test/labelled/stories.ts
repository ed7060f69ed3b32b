import type { Story } from './twins.js'

/** A cart takes parcels to their places. */
export const depot: Story = {
  tools: ['look', 'list_parcels', 'find_parcel', 'drive', 'push', 'load', 'unload'],
  prefix: `
    look -> The cart is in the dock; ways lead to hall, shed.
    list_parcels -> red: dock, blue: hall, green: yard
    load parcel=red -> red is loaded.
    drive to=hall -> The cart is in the hall.
    drive to=yard -> The cart is in the yard.
    unload -> red is in the yard. [red]
  `,
  sham: `
    load parcel=green -> green is loaded.
    drive to=hall -> The cart is in the hall.
    unload -> green is in the hall. [green]
    load parcel=blue -> blue is loaded.
    drive to=dock -> The cart is in the dock.
    unload -> blue is in the dock. [blue]
    finish result=done
  `,
}

/** Open entries are matched with invoices, then the month is closed. */
export const ledger: Story = {
  tools: ['list_accounts', 'query_entries', 'get_invoice', 'search_invoices', 'match', 'allocate', 'close_month'],
  prefix: `
    list_accounts -> 1000 bank; 1200 receivables; 4000 sales
    query_entries account=1200 month=march -> E1 120.00 open; E2 80.00 open; E3 45.50 open
    get_invoice id=I-7 -> I-7 Brandt 120.00
    match entry=E1 invoice=I-7 -> E1 is matched with I-7. [E1]
    get_invoice id=I-8 -> I-8 Okafor 80.00
  `,
  sham: `
    match entry=E2 invoice=I-8 -> E2 is matched with I-8. [E2]
    get_invoice id=I-9 -> I-9 Lund 45.50
    match entry=E3 invoice=I-9 -> E3 is matched with I-9. [E3]
    query_entries account=1200 month=march -> E1 matched; E2 matched; E3 matched
    close_month month=march -> March is closed. [march]
    finish result=done
  `,
}

/** Failing tests are repaired and the change is handed in. */
export const repository: Story = {
  tools: ['list_files', 'read_file', 'search_code', 'edit_file', 'write_file', 'run_tests', 'open_request'],
  prefix: `
    list_files path=. -> src/parse.ts src/print.ts check/parse.ts
    read_file path=src/parse.ts -> export function parse(text) { return text.split(',') }
    run_tests suite=parse -> 3 of 5 pass; failing: empty input, trailing comma
    edit_file path=src/parse.ts change="empty input" -> src/parse.ts is changed.
    run_tests suite=parse -> 4 of 5 pass; failing: trailing comma [empty-input]
  `,
  sham: `
    edit_file path=src/parse.ts change="trailing comma" -> src/parse.ts is changed.
    run_tests suite=parse -> 5 of 5 pass [trailing-comma]
    read_file path=src/print.ts -> export function print(list) { return list.join(',') }
    edit_file path=src/print.ts change="empty list" -> src/print.ts is changed.
    run_tests suite=print -> 2 of 2 pass [print]
    open_request title="Empty input and trailing commas" -> Request 14 is open. [request]
    finish result=done
  `,
}

/** Questions are answered from a corpus, each with its source. */
export const research: Story = {
  tools: ['search', 'open', 'browse', 'note', 'list_notes', 'submit'],
  prefix: `
    search query="bridge opening" -> d12 The new bridge; d15 River crossings
    open id=d12 -> The bridge was opened in March 1932.
    note claim="opened in March 1932" source=d12 -> Noted. [opening]
    search query="bridge architect" -> d20 Builders of the north; d22 A life in steel
  `,
  sham: `
    open id=d20 -> The bridge was designed by J. Hale.
    note claim="designed by J. Hale" source=d20 -> Noted. [architect]
    search query="bridge length" -> d31 Longest spans
    open id=d31 -> The bridge is 1,149 m long.
    note claim="1,149 m long" source=d31 -> Noted. [length]
    submit report=bridge -> Received. [report]
    finish result=done
  `,
}

/** A journey there and back is held, paid and sent. */
export const booking: Story = {
  tools: ['find_trains', 'hold_seat', 'show_booking', 'pay', 'pay_later', 'send_ticket'],
  prefix: `
    find_trains from=Lyon to=Basel day=friday -> T1 08:10 42 EUR; T2 10:25 35 EUR
    hold_seat train=T2 -> Seat 41 is held as B-1. [seat-out]
    find_trains from=Basel to=Lyon day=sunday -> T7 17:40 39 EUR; T8 19:05 31 EUR
  `,
  sham: `
    hold_seat train=T8 -> Seat 12 is held as B-2. [seat-back]
    pay booking=B-1 means=card -> Paid 35 EUR. [paid-out]
    pay booking=B-2 means=card -> Paid 31 EUR. [paid-back]
    send_ticket booking=B-1 to=ana@example.org -> Sent.
    send_ticket booking=B-2 to=ana@example.org -> Sent. [sent]
    finish result=done
  `,
}

const SHELVES = Array.from({ length: 24 }, (_, index) => `${index + 1}`)

/** A long archive is entered shelf by shelf: 40 steps before the fork, 8 after it. */
export const archive: Story = {
  tools: ['list_shelves', 'read_shelf', 'enter', 'enter_by_hand', 'check_register'],
  prefix: SHELVES.slice(0, 20).map(shelfEntered).join('\n'),
  sham: `${SHELVES.slice(20).map(shelfEntered).join('\n')}\nfinish result=done`,
}

function shelfEntered(shelf: string): string {
  return `read_shelf shelf=${shelf} -> ${shelf}0 boxes\nenter shelf=${shelf} boxes=${shelf}0 -> Entered. [shelf-${shelf}]`
}
