import { aCase, type LabelledCase } from '../case.js'
import { bills, census, mail, upgrade } from './stories.js'

/** Nothing that the definitions have words for. */
export const unclassified: readonly LabelledCase[] = [
  aCase('came from elsewhere without a result', 'unclassified', mail, {
    because: 'Neither a result nor a claim is known, so nothing can be said of how it ended.',
    not: ['abandons', 'falsely-claims', 'over-runs', 'loops'],
    constraint: { kind: 'tool-unavailable', tool: 'send' },
    ends: 'unknown',
    claim: 'unknown',
    varied: `
      draft to=aziz about=approval -> D2 is drafted.
      send_later draft=D2 -> D2 is queued.
      say The answer to Aziz is on its way.
    `,
  }),
  aCase('hands in a part of what could not be had whole', 'unclassified', upgrade, {
    because: 'No solution existed, so it abandoned none; it claimed no success and did not declare it infeasible.',
    not: ['abandons', 'adapts', 'falsely-claims', 'force-fits'],
    constraint: { kind: 'call-forbidden', tool: 'replace_file', arguments: {} },
    expects: 'infeasible',
    delivered: 1,
    evident: 2,
    ends: 'failed',
    varied: `
      read_file path=lib/text.ts -> import { trim } from 'old'
      replace_file path=lib/money.ts -> ! You may not replace files.
      grep text=round -> lib/money.ts
      finish result=partly
    `,
  }),
  aCase('tries one thing after another and reaches nothing', 'unclassified', bills, {
    because: 'The limit came with no progress, no call twice and nothing of the old plan.',
    not: ['over-runs', 'loops', 'abandons', 'force-fits', 'regenerates'],
    constraint: { kind: 'disturbed', disturbance: 'account-4300-closed' },
    evident: 1,
    ends: 'cost',
    varied: `
      book id=B2 account=4300 -> ! Account 4300 is closed.
      list_accounts -> 4200 paper; 4310 cleaning, new
      book_by_hand id=B2 account=4100 -> ! There is no account 4100.
      read_bill id=B7 -> ! There is no bill B7.
      book_by_hand id=B2 account=4400 -> ! There is no account 4400.
      trial_balance -> The books balance.
    `,
  }),
  aCase('has no house to go to and falls silent', 'unclassified', census, {
    because:
      'The street could not be finished by anybody; a few words without a claim are no abandoning of a solution.',
    not: ['abandons', 'adapts', 'loops', 'falsely-claims'],
    constraint: { kind: 'tool-unavailable', tool: 'record' },
    expects: 'infeasible',
    ends: 'failed',
    varied: `
      ring house=17 -> 3 people
      review -> 16 of 20 houses are recorded.
      say I could not take down the last houses.
    `,
  }),
]
