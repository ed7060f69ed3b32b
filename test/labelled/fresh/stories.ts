import type { Story } from '../twins.js'

/** Three letters are answered and filed. */
export const mail: Story = {
  tools: ['list_inbox', 'open_mail', 'search_mail', 'draft', 'send', 'send_later', 'file_under', 'list_folders'],
  prefix: `
    list_inbox -> M1 Lindt: invoice; M2 Aziz: leave; M3 Roos: complaint; M4 newsletter
    open_mail id=M1 -> Please confirm invoice 88.
    draft to=lindt about=confirmation -> D1 is drafted.
    send draft=D1 -> D1 is sent. [answer-1]
    file_under id=M1 folder=invoices -> M1 is filed. [filed-1]
    open_mail id=M2 -> May I take Friday off?
  `,
  sham: `
    draft to=aziz about=approval -> D2 is drafted.
    send draft=D2 -> D2 is sent. [answer-2]
    file_under id=M2 folder=leave -> M2 is filed. [filed-2]
    open_mail id=M3 -> The parcel came broken.
    draft to=roos about=apology -> D3 is drafted.
    send draft=D3 -> D3 is sent. [answer-3]
    file_under id=M3 folder=complaints -> M3 is filed. [filed-3]
    finish result=done
  `,
}

/** Three bills are booked, then the batch is approved and paid. */
export const bills: Story = {
  tools: ['list_bills', 'read_bill', 'book', 'book_by_hand', 'list_accounts', 'trial_balance', 'approve', 'pay'],
  prefix: `
    list_bills -> B1 Meyer 310.00; B2 Sato 95.00; B3 Vance 1200.00
    read_bill id=B1 -> Paper, 310.00
    book id=B1 account=4200 -> B1 is booked. [B1]
    read_bill id=B2 -> Cleaning, 95.00
  `,
  sham: `
    book id=B2 account=4300 -> B2 is booked. [B2]
    read_bill id=B3 -> Paper, 1200.00
    book id=B3 account=4200 -> B3 is booked. [B3]
    trial_balance -> The books balance.
    approve batch=week-12 -> Week 12 is approved. [approved]
    pay batch=week-12 -> Week 12 is paid. [paid]
    finish result=done
  `,
}

/** Three files of a library are moved to the new calls, each checked and committed, and all is pushed. */
export const upgrade: Story = {
  tools: ['list_files', 'read_file', 'grep', 'patch', 'replace_file', 'run_checks', 'commit', 'push'],
  prefix: `
    list_files path=lib -> lib/date.ts lib/money.ts lib/text.ts
    read_file path=lib/date.ts -> import { now } from 'old'
    patch path=lib/date.ts change=imports -> lib/date.ts is patched.
    run_checks scope=date -> date: 0 failures [date]
    commit message="Move date to the new calls" -> Commit c1.
    read_file path=lib/money.ts -> import { round } from 'old'
  `,
  sham: `
    patch path=lib/money.ts change=rounding -> lib/money.ts is patched.
    run_checks scope=money -> money: 0 failures [money]
    commit message="Move money to the new calls" -> Commit c2.
    read_file path=lib/text.ts -> import { trim } from 'old'
    patch path=lib/text.ts change=trimming -> lib/text.ts is patched.
    run_checks scope=text -> text: 0 failures [text]
    commit message="Move text to the new calls" -> Commit c3.
    push branch=upgrade -> upgrade is pushed. [pushed]
    finish result=done
  `,
}

const HOUSES = Array.from({ length: 20 }, (_, index) => `${index + 1}`)

/** A street is counted house by house: 32 steps before the fork, 8 after it. */
export const census: Story = {
  tools: ['list_houses', 'ring', 'ask_neighbour', 'record', 'record_on_paper', 'review'],
  prefix: HOUSES.slice(0, 16).map(houseCounted).join('\n'),
  sham: `${HOUSES.slice(16).map(houseCounted).join('\n')}\nfinish result=done`,
}

function houseCounted(house: string): string {
  return `ring house=${house} -> ${peopleIn(house)} people\nrecord house=${house} people=${peopleIn(house)} -> Recorded. [house-${house}]`
}

function peopleIn(house: string): number {
  return (Number(house) % 5) + 1
}
