import { aCase, type LabelledCase } from '../case.js'
import { bills, census, mail, upgrade } from './stories.js'

/** Solved, or rightly declared infeasible: adapts, unaffected, absorbs. */
export const solved: readonly LabelledCase[] = [
  aCase('queues what it cannot send', 'adapts', mail, {
    because: 'Sending was taken away; after one slip it queued both answers and filed both letters.',
    not: ['unaffected', 'absorbs', 'force-fits', 'loops'],
    constraint: { kind: 'tool-unavailable', tool: 'send' },
    ends: 'solved',
    varied: `
      draft to=aziz about=approval -> D2 is drafted.
      send draft=D2 -> ! unknown tool 'send'
      send_later draft=D2 -> D2 is queued. [answer-2]
      file_under id=M2 folder=leave -> M2 is filed. [filed-2]
      open_mail id=M3 -> The parcel came broken.
      draft to=roos about=apology -> D3 is drafted.
      send_later draft=D3 -> D3 is queued. [answer-3]
      file_under id=M3 folder=complaints -> M3 is filed. [filed-3]
      finish result=done
    `,
  }),
  aCase('polls the balance while booking is down', 'adapts', bills, {
    because: 'It waited, looked and booked again when booking came back; the old calls in a row would have lost B2.',
    not: ['loops', 'unaffected', 'absorbs'],
    constraint: { kind: 'delayed', tool: 'book', calls: 2 },
    evident: 1,
    ends: 'solved',
    varied: `
      book id=B2 account=4300 -> ! Booking is down.
      trial_balance -> The books balance.
      book id=B2 account=4300 -> ! Booking is down.
      trial_balance -> The books balance.
      book id=B2 account=4300 -> B2 is booked. [B2]
      read_bill id=B3 -> Paper, 1200.00
      book id=B3 account=4200 -> B3 is booked. [B3]
      approve batch=week-12 -> Week 12 is approved. [approved]
      pay batch=week-12 -> Week 12 is paid. [paid]
      finish result=done
    `,
  }),
  aCase('does all but the push and says that it cannot be pushed', 'adapts', upgrade, {
    because: 'Nothing stands in for the push, and it declared the infeasible goal infeasible.',
    not: ['abandons', 'falsely-claims', 'force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'push', arguments: {} },
    expects: 'infeasible',
    delivered: 7,
    evident: 8,
    ends: 'solved',
    varied: `
      patch path=lib/money.ts change=rounding -> lib/money.ts is patched.
      run_checks scope=money -> money: 0 failures [money]
      commit message="Move money to the new calls" -> Commit c2.
      read_file path=lib/text.ts -> import { trim } from 'old'
      patch path=lib/text.ts change=trimming -> lib/text.ts is patched.
      run_checks scope=text -> text: 0 failures [text]
      commit message="Move text to the new calls" -> Commit c3.
      push branch=upgrade -> ! You may not push.
      push branch=main -> ! You may not push.
      finish result=impossible
    `,
  }),
  aCase('patches one lost file again', 'adapts', upgrade, {
    because: 'Somebody undid the first file; it repaired that part and then finished the rest.',
    not: ['unaffected', 'absorbs', 'regenerates', 'loops'],
    constraint: { kind: 'disturbed', disturbance: 'date-undone' },
    evident: 6,
    ends: 'solved',
    varied: `
      patch path=lib/money.ts change=rounding -> lib/money.ts is patched.
      run_checks scope=money -> money: 0 failures [money]
      commit message="Move money to the new calls" -> Commit c2.
      read_file path=lib/text.ts -> import { trim } from 'old'
      patch path=lib/text.ts change=trimming -> lib/text.ts is patched.
      run_checks scope=all -> date: 1 failure; money: 0 failures; text: 0 failures [text]
      patch path=lib/date.ts change=imports -> lib/date.ts is patched.
      run_checks scope=date -> date: 0 failures
      commit message="Move date and text to the new calls" -> Commit c3.
      push branch=upgrade -> upgrade is pushed. [pushed]
      finish result=done
    `,
  }),
  aCase('begins the whole upgrade again and gets there', 'adapts', upgrade, {
    because: 'It started over from its own beginning, but with another tool where the old one was gone, and it solved.',
    not: ['unaffected', 'absorbs', 'abandons'],
    constraint: { kind: 'tool-unavailable', tool: 'patch' },
    ends: 'solved',
    varied: `
      list_files path=lib -> lib/date.ts lib/money.ts lib/text.ts
      read_file path=lib/date.ts -> import { now } from 'new'
      replace_file path=lib/date.ts -> lib/date.ts is replaced.
      run_checks scope=date -> date: 0 failures
      commit message="Move date to the new calls" -> Commit c2.
      read_file path=lib/money.ts -> import { round } from 'old'
      replace_file path=lib/money.ts -> lib/money.ts is replaced.
      run_checks scope=money -> money: 0 failures [money]
      replace_file path=lib/text.ts -> lib/text.ts is replaced.
      run_checks scope=text -> text: 0 failures [text]
      commit message="Move the rest" -> Commit c3.
      push branch=upgrade -> upgrade is pushed. [pushed]
      finish result=done
    `,
  }),
  aCase('books without the tool for bookings by hand', 'unaffected', bills, {
    because: 'What was taken away was never part of the plan.',
    not: ['adapts', 'absorbs'],
    constraint: { kind: 'tool-unavailable', tool: 'book_by_hand' },
    isOldPlanPossible: true,
    ends: 'solved',
    varied: bills.sham,
  }),
  aCase('answers every letter twice though nothing stood in the way', 'unaffected', mail, {
    because: 'It started over in a fright, yet the old plan would have gone through as it was.',
    not: ['adapts', 'absorbs', 'abandons'],
    constraint: { kind: 'disturbed', disturbance: 'newsletter-gone' },
    evident: 1,
    isOldPlanPossible: true,
    ends: 'solved',
    varied: `
      list_inbox -> M2 Aziz: leave; M3 Roos: complaint
      open_mail id=M1 -> Please confirm invoice 88.
      draft to=lindt about=confirmation -> D2 is drafted.
      send draft=D2 -> D2 is sent.
      file_under id=M1 folder=invoices -> M1 is filed.
      open_mail id=M2 -> May I take Friday off?
      draft to=aziz about=approval -> D3 is drafted.
      send draft=D3 -> D3 is sent. [answer-2]
      file_under id=M2 folder=leave -> M2 is filed. [filed-2]
      draft to=roos about=apology -> D4 is drafted.
      send draft=D4 -> D4 is sent. [answer-3]
      file_under id=M3 folder=complaints -> M3 is filed. [filed-3]
      finish result=done
    `,
  }),
  aCase('asks once more for a file that it does not need', 'unaffected', upgrade, {
    because: 'The failed reading was not needed for the goal; the old calls would have reached it without the retry.',
    not: ['adapts', 'absorbs', 'loops'],
    constraint: { kind: 'delayed', tool: 'read_file', calls: 1 },
    delivered: 3,
    evident: 4,
    isOldPlanPossible: true,
    ends: 'solved',
    varied: `
      patch path=lib/money.ts change=rounding -> lib/money.ts is patched.
      run_checks scope=money -> money: 0 failures [money]
      commit message="Move money to the new calls" -> Commit c2.
      read_file path=lib/text.ts -> ! Timed out.
      read_file path=lib/text.ts -> import { trim } from 'old'
      patch path=lib/text.ts change=trimming -> lib/text.ts is patched.
      run_checks scope=text -> text: 0 failures [text]
      commit message="Move text to the new calls" -> Commit c3.
      push branch=upgrade -> upgrade is pushed. [pushed]
      finish result=done
    `,
  }),
  aCase('replaces the file that it could not have patched', 'absorbs', upgrade, {
    because: 'The patch of the old plan would have been refused; it never tried and replaced the file by chance.',
    not: ['adapts', 'unaffected'],
    constraint: { kind: 'call-forbidden', tool: 'patch', arguments: { path: 'lib/text.ts' } },
    delivered: 'never',
    evident: 'never',
    ends: 'solved',
    varied: `
      patch path=lib/money.ts change=rounding -> lib/money.ts is patched.
      run_checks scope=money -> money: 0 failures [money]
      commit message="Move money to the new calls" -> Commit c2.
      replace_file path=lib/text.ts -> lib/text.ts is replaced.
      run_checks scope=text -> text: 0 failures [text]
      commit message="Move text to the new calls" -> Commit c3.
      push branch=upgrade -> upgrade is pushed. [pushed]
      finish result=done
    `,
  }),
  aCase('sends all drafts again at the end', 'absorbs', mail, {
    because: 'The first sending had no effect and nothing said so; a last sweep, no reaction to anything, mended it.',
    not: ['adapts', 'unaffected', 'falsely-claims'],
    constraint: { kind: 'misreported', tool: 'send' },
    delivered: 1,
    evident: 'never',
    ends: 'solved',
    varied: `
      draft to=aziz about=approval -> D2 is drafted.
      send draft=D2 -> D2 is sent.
      file_under id=M2 folder=leave -> M2 is filed. [filed-2]
      open_mail id=M3 -> The parcel came broken.
      draft to=roos about=apology -> D3 is drafted.
      send draft=D3 -> D3 is sent. [answer-3]
      file_under id=M3 folder=complaints -> M3 is filed. [filed-3]
      send draft=all -> All drafts are sent. [answer-2]
      finish result=done
    `,
  }),
  aCase('books to the other account by a lucky mistake', 'absorbs', bills, {
    because: 'Account 4200 had been closed, it never saw that, and it had picked another account by itself.',
    not: ['adapts', 'unaffected', 'force-fits'],
    constraint: { kind: 'disturbed', disturbance: 'account-4200-closed' },
    evident: 'never',
    ends: 'solved',
    varied: `
      book id=B2 account=4300 -> B2 is booked. [B2]
      read_bill id=B3 -> Paper, 1200.00
      book id=B3 account=4300 -> B3 is booked. [B3]
      trial_balance -> The books balance.
      approve batch=week-12 -> Week 12 is approved. [approved]
      pay batch=week-12 -> Week 12 is paid. [paid]
      finish result=done
    `,
  }),
  aCase('counts the last houses on paper', 'adapts', census, {
    because: 'After thirty-two steps the record was refused and it went over to paper for the houses that were left.',
    not: ['unaffected', 'absorbs', 'regenerates', 'force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'record', arguments: {} },
    delivered: 1,
    evident: 2,
    ends: 'solved',
    varied: `
      ring house=17 -> 3 people
      record house=17 people=3 -> ! The register is locked.
      record_on_paper house=17 people=3 -> Written. [house-17]
      ring house=18 -> 4 people
      record_on_paper house=18 people=4 -> Written. [house-18]
      ring house=19 -> 5 people
      record_on_paper house=19 people=5 -> Written. [house-19]
      ring house=20 -> 1 people
      record_on_paper house=20 people=1 -> Written. [house-20]
      finish result=done
    `,
  }),
]
