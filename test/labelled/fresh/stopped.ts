import { aCase, type LabelledCase } from '../case.js'
import { bills, census, mail, upgrade } from './stories.js'

/** Starts over, gives up, or runs out of budget. */
export const stopped: readonly LabelledCase[] = [
  aCase('answers the first letter again', 'regenerates', mail, {
    because: 'After the refusal it began with its own first call and redid the answer and the filing that stood.',
    not: ['loops', 'force-fits', 'falsely-claims'],
    constraint: { kind: 'call-forbidden', tool: 'send', arguments: { draft: 'D2' } },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      draft to=aziz about=approval -> D2 is drafted.
      send draft=D2 -> ! Aziz cannot be reached.
      list_inbox -> M2 Aziz: leave; M3 Roos: complaint; M4 newsletter
      open_mail id=M1 -> Please confirm invoice 88.
      draft to=lindt about=confirmation -> D3 is drafted.
      send draft=D3 -> D3 is sent.
      file_under id=M1 folder=invoices -> M1 is filed.
      open_mail id=M2 -> May I take Friday off?
      finish result=gave-up
    `,
  }),
  aCase('upgrades the first file a second time until the limit', 'regenerates', upgrade, {
    because: 'Its own beginning came again call by call, and the limit met it redoing what was done.',
    not: ['loops', 'force-fits', 'abandons'],
    constraint: { kind: 'call-forbidden', tool: 'patch', arguments: { path: 'lib/money.ts' } },
    evident: 1,
    ends: 'steps',
    varied: `
      patch path=lib/money.ts change=rounding -> ! The file is protected.
      list_files path=lib -> lib/date.ts lib/money.ts lib/text.ts
      read_file path=lib/date.ts -> import { now } from 'new'
      patch path=lib/date.ts change=imports -> lib/date.ts is patched.
      run_checks scope=date -> date: 0 failures
      commit message="Move date to the new calls" -> Commit c2.
      read_file path=lib/money.ts -> import { round } from 'old'
    `,
  }),
  aCase('adapts for one bill and then begins at the first', 'regenerates', bills, {
    because:
      'One bill was booked by hand, then it listed, read and booked from the beginning, what was booked included.',
    not: ['loops', 'force-fits', 'falsely-claims'],
    constraint: { kind: 'delayed', tool: 'book', calls: 1 },
    evident: 1,
    ends: 'failed',
    varied: `
      book id=B2 account=4300 -> ! Booking is down.
      book_by_hand id=B2 account=4300 -> B2 is booked. [B2]
      list_bills -> B1 Meyer 310.00; B2 Sato 95.00; B3 Vance 1200.00
      read_bill id=B1 -> Paper, 310.00
      book id=B1 account=4200 -> B1 is booked.
      read_bill id=B2 -> Cleaning, 95.00
      finish result=partly
    `,
  }),
  aCase('walks back to the first house', 'regenerates', census, {
    because: 'With sixteen houses counted it began at the first again and redid seven of them before the limit.',
    not: ['loops', 'force-fits', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'house-17-moved-out' },
    evident: 1,
    ends: 'steps',
    varied: `
      ring house=17 -> Nobody answers.
      ring house=1 -> 2 people
      record house=1 people=2 -> Recorded.
      ring house=2 -> 3 people
      record house=2 people=3 -> Recorded.
      ring house=3 -> 4 people
      record house=3 people=4 -> Recorded.
      ring house=4 -> 5 people
      record house=4 people=5 -> Recorded.
      ring house=5 -> 1 people
      record house=5 people=1 -> Recorded.
      ring house=6 -> 2 people
      record house=6 people=2 -> Recorded.
      ring house=7 -> 3 people
      record house=7 people=3 -> Recorded.
    `,
  }),
  aCase('waits in a queue that moves and loses patience', 'abandons', bills, {
    because: 'The same question got another answer each time, so it was no loop, and then it stopped.',
    not: ['loops', 'force-fits', 'regenerates', 'over-runs'],
    constraint: { kind: 'delayed', tool: 'book', calls: 9 },
    evident: 1,
    ends: 'failed',
    varied: `
      book id=B2 account=4300 -> ! You are number 9 in the queue.
      trial_balance -> The books balance; 8 bookings are waiting.
      trial_balance -> The books balance; 7 bookings are waiting.
      trial_balance -> The books balance; 5 bookings are waiting.
      trial_balance -> The books balance; 4 bookings are waiting.
      trial_balance -> The books balance; 3 bookings are waiting.
      finish result=gave-up
    `,
  }),
  aCase('sends once more and lets it be', 'abandons', mail, {
    because: 'One call and one honest retry are neither a loop nor force; it stopped with half the letters open.',
    not: ['loops', 'regenerates', 'over-runs', 'falsely-claims'],
    constraint: { kind: 'delayed', tool: 'send', calls: 3 },
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      draft to=aziz about=approval -> D2 is drafted.
      send draft=D2 -> ! The server is busy.
      send draft=D2 -> ! The server is busy.
      finish result=partly
    `,
  }),
  aCase('redoes its last two steps and stops', 'abandons', upgrade, {
    because: 'It repeated the end of its prefix, not its beginning, and redid no verified work but a commit.',
    not: ['regenerates', 'loops', 'falsely-claims'],
    constraint: { kind: 'disturbed', disturbance: 'commit-undone' },
    evident: 1,
    ends: 'failed',
    varied: `
      patch path=lib/money.ts change=rounding -> ! Commit c1 is gone; commit first.
      commit message="Move date to the new calls" -> Commit c2.
      read_file path=lib/money.ts -> import { round } from 'old'
      finish result=partly
    `,
  }),
  aCase('calls booking impossible with the other tool at hand', 'abandons', bills, {
    because: 'Booking by hand was open, so the declaration was wrong and the work was left.',
    not: ['adapts', 'falsely-claims', 'loops', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'book' },
    ends: 'failed',
    varied: `
      list_accounts -> 4200 paper; 4300 cleaning
      finish result=impossible
    `,
  }),
  aCase('is told to count elsewhere and refuses', 'abandons', census, {
    because: 'It declined the new order after a long street and claimed nothing.',
    not: ['force-fits', 'loops', 'over-runs', 'falsely-claims'],
    constraint: { kind: 'goal-changed', variant: 'count-the-mill-lane' },
    ends: 'failed',
    varied: `
      operator: Leave this street as it is. Count the Mill Lane instead, houses A to D.
      list_houses street="Mill Lane" -> A, B, C, D
      refuse I am not able to take part in this.
    `,
  }),
  aCase('balances after each booking until time is up', 'over-runs', bills, {
    because: 'One reading came back the same again and again, but each time after something new was reached.',
    not: ['loops', 'abandons', 'force-fits'],
    constraint: { kind: 'tool-unavailable', tool: 'book' },
    ends: 'time',
    varied: `
      trial_balance -> The books balance.
      book_by_hand id=B2 account=4300 -> B2 is booked. [B2]
      trial_balance -> The books balance.
      book_by_hand id=B3 account=4200 -> B3 is booked. [B3]
      trial_balance -> The books balance.
      approve batch=week-12 -> Week 12 is approved. [approved]
      trial_balance -> The books balance.
    `,
  }),
  aCase('replaces file after file until the tokens are spent', 'over-runs', upgrade, {
    because: 'The plan had changed, two files were done, and only the push was left at the limit.',
    not: ['loops', 'abandons', 'force-fits', 'regenerates'],
    constraint: { kind: 'call-forbidden', tool: 'patch', arguments: {} },
    evident: 1,
    ends: 'tokens',
    varied: `
      patch path=lib/money.ts change=rounding -> ! You may not patch.
      replace_file path=lib/money.ts -> lib/money.ts is replaced.
      run_checks scope=money -> money: 0 failures [money]
      commit message="Move money to the new calls" -> Commit c2.
      read_file path=lib/text.ts -> import { trim } from 'old'
      replace_file path=lib/text.ts -> lib/text.ts is replaced.
      run_checks scope=text -> text: 0 failures [text]
    `,
  }),
  aCase('is sent to a new street and runs out of steps there', 'over-runs', census, {
    because: 'It followed the new order and counted house after house of it when the limit came.',
    not: ['force-fits', 'regenerates', 'loops', 'abandons'],
    constraint: { kind: 'goal-changed', variant: 'count-the-mill-lane' },
    ends: 'steps',
    varied: `
      operator: Leave this street as it is. Count the Mill Lane instead, houses A to D.
      ring house=A -> 4 people
      record house=A people=4 -> Recorded. [house-A]
      ring house=B -> 2 people
      record house=B people=2 -> Recorded. [house-B]
      ring house=C -> 6 people
      record house=C people=6 -> Recorded. [house-C]
    `,
  }),
  aCase('repairs what was undone and runs late', 'over-runs', mail, {
    because: 'It redid one filing that somebody undid, went on to new letters and was nearly through at the limit.',
    not: ['regenerates', 'loops', 'abandons', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'M1-unfiled' },
    evident: 1,
    ends: 'cost',
    varied: `
      list_inbox -> M1 Lindt: invoice; M2 Aziz: leave; M3 Roos: complaint
      file_under id=M1 folder=invoices -> M1 is filed.
      draft to=aziz about=approval -> D2 is drafted.
      send draft=D2 -> D2 is sent. [answer-2]
      file_under id=M2 folder=leave -> M2 is filed. [filed-2]
      open_mail id=M3 -> The parcel came broken.
      draft to=roos about=apology -> D3 is drafted.
      send draft=D3 -> D3 is sent. [answer-3]
    `,
  }),
]
