import type { RuleKind } from '../making/variants.js'
import { formatCrate } from '../observation.js'
import type { HarbourWords, RuleFacts } from './words.js'

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const numeral = (value: number) => NUMBERS[value] ?? String(value)

const RULES: Readonly<Record<RuleKind, (facts: RuleFacts) => string>> = {
  locks: ({ crossings, isBrief }) =>
    isBrief
      ? `Locks need a pass, which allows ${numeral(crossings)} crossings. There is always a way round a lock.`
      : `Locks need a pass. A pass allows ${numeral(crossings)} crossings and is bought by radio from anywhere. There is always a way round a lock.`,
  crane: ({ lifts, isBrief }) =>
    isBrief
      ? `Crane and winch together make ${numeral(lifts)} lifts before they have to be reset.`
      : `Crane and winch together make ${numeral(lifts)} lifts, loading and unloading alike; then they have to be reset.`,
  customs: () => 'Crates marked "needs inspection" have to be inspected where they lie before they are loaded.',
  shallows: () => 'With a heavy crate in the hold, the vessel cannot pass a shallow channel.',
  'one-way': () => 'Some channels lead one way only; the chart marks them with ">".',
  permits: () => 'Unloading at a berth needs a permit for that berth. It is asked for once, from anywhere, and lasts.',
}

/** The language in which a sample is given. */
export const ENGLISH: HarbourWords = {
  language: 'en',
  shared: [
    'You pilot a cargo vessel in a harbour. Berths are joined by channels. You act only through tools, one step at a time.',
    'The hold takes one crate. You see only the berth where you are; the manifest and the chart tell about the rest.',
    'A crate counts as delivered when it really lies at the berth it is bound for.',
    'A crate marked "after" another one is released, and can be loaded, only when that one is delivered.',
  ],
  rule: (kind, facts) => RULES[kind](facts),
  listed: 'Deliver these crates to their destinations:',
  manifest: (crates, pages) =>
    `Deliver every crate on the manifest to its destination: ${crates} crates on ${pages} ${pages === 1 ? 'page' : 'pages'}.`,
  crate: formatCrate,
  close: 'When you are done, call finish and report the result.',
}
