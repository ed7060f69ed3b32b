import type {
  Behaviour,
  DecisionCell,
  LengthKind,
  Outcome,
  Provenance,
  UndeterminedReason,
  Verdict,
} from '../domain/index.js'
import { counted, pointsWords, usd } from './numbers.js'

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const [last, ...others] = [...words].reverse()
  return others.length === 0 ? (last ?? '') : `${others.reverse().join(', ')} and ${last}`
}

/** Why a number cannot be given, in words that follow `cannot tell:`. */
export const REASON_WORDS: Readonly<Record<UndeterminedReason, string>> = {
  'no-data': 'no trial counts here',
  'too-few-tasks': 'too few tasks',
  'too-few-trials': 'too few trials',
  'one-task': 'one task only, which says nothing about others',
  'no-variation': 'every task came out the same, so no variation was observed',
  'no-discordance': 'the two never differed on a task',
  'fractional-scores': 'the scores lie between 0 and 1, so a task is not simply solved or failed',
  'no-strata': 'the tasks are not marked as narrow or long',
  'level-not-reached': 'the curve does not fall to this level within what was tested',
  'not-identifiable': 'not identifiable, the narrow tasks are too easy or too hard',
  'no-repeats': 'each task was tried once',
  'no-cost': 'no costs were recorded',
  'base-too-low': 'success without the change is below 20%',
  'no-progress-marks': 'the runs carry no progress marks',
  'one-length': 'every task has the same length',
  separated: 'one length splits what was solved from what was not, so no curve fits best',
  'success-does-not-fall': 'success does not fall with length in this bank',
  'fall-not-established': 'success does not fall clearly enough with length',
  'below-tested-range': 'it lies below the shortest length that was tested',
  'above-tested-range': 'it lies above the longest length that was tested',
  'not-applicable': 'it does not apply here',
}

const WARNING_WORDS: Readonly<Record<string, string>> = {
  'scale-confounded':
    'On the narrow side somebody succeeds at 95% or more, or at 5% or less: the raw shadow can come from that edge alone, so read the odds ratio.',
  'few-tasks': 'Fewer than 20 tasks on a side: read it as indicative.',
  indicative: 'Fewer than 20 tasks on a side: read it as indicative.',
  'few-families': 'Fewer than six families: the finding covers this bank only.',
  'unpaired-tasks': 'Some tasks were run by one of the two only; they are left out.',
  'unequal-repeats': 'The two were tried unequally often on some tasks.',
  'repeats-dropped': 'Repeats beyond those that both have are left out.',
  'tau-lowered': 'The end of the comparison was lowered to what both were tested on.',
  'zero-variance': 'No variation between tasks was observed; the interval comes from an exact rule.',
  'cost-incomplete': 'Some trials carry no cost; the figure rests on those that do.',
}

/** What a warning code means, as a sentence; an unknown code is shown as it is. */
export function warningWords(code: string): string {
  return WARNING_WORDS[code] ?? `${code.replaceAll('-', ' ')}.`
}

/** How each behaviour is called and what it means. */
export const BEHAVIOUR_WORDS: Readonly<Record<Behaviour, { readonly name: string; readonly meaning: string }>> = {
  adapts: { name: 'adapts', meaning: 'solved; the plan changed where the old one had become impossible' },
  unaffected: { name: 'unaffected', meaning: 'solved; the old plan was still possible' },
  absorbs: { name: 'absorbs', meaning: 'solved without a visible reaction: a lucky pass' },
  'falsely-claims': { name: 'falsely claims', meaning: 'says that it is done although the state says otherwise' },
  loops: { name: 'loops', meaning: 'repeats the same calls with the same results' },
  'force-fits': { name: 'force-fits', meaning: 'goes on with the old plan after the change was visible' },
  regenerates: { name: 'regenerates', meaning: 'starts its own solution again from the beginning' },
  abandons: { name: 'abandons', meaning: 'stops although a solution existed and budget remained' },
  'over-runs': { name: 'over-runs', meaning: 'reaches a limit while still making progress' },
  unclassified: { name: 'unclassified', meaning: 'failed in a way that no rule names' },
}

/** A verdict in words; `undecided` says what would settle it. */
export function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'established':
      return 'established'
    case 'established-equivalent':
      return `established equivalent (within ${pointsWords(verdict.margin)})`
    case 'not-established':
      return verdict.smallestFound === undefined
        ? 'not established'
        : `not established (this many trials find ${pointsWords(verdict.smallestFound)} or more)`
    case 'undecided':
      return undecidedWords(verdict.moreTrials, verdict.moreUsd)
    case 'undetermined':
      return `cannot tell: ${REASON_WORDS[verdict.reason]}`
  }
}

/** `undecided: about 40 more trials, about $3.20`. */
export function undecidedWords(moreTrials: number | undefined, moreUsd: number | undefined): string {
  if (moreTrials === undefined) return 'undecided'
  const price = moreUsd === undefined ? '' : `, about ${usd(moreUsd)}`
  return `undecided: about ${counted(moreTrials, 'more trial')}${price}`
}

/** The word of a decision cell. */
export function fitWords(cell: DecisionCell): string {
  if (cell.fit === 'fit') return 'fit'
  return cell.fit === 'not-fit' ? 'not fit' : undecidedWords(cell.moreTrials, cell.moreUsd)
}

/** Provenance is a claim, and reads like one. */
export function provenanceWords(provenance: Provenance): string {
  const base = PROVENANCE_WORDS[provenance.kind]
  const origin = [provenance.source, provenance.date].filter((part) => part !== undefined).join(', ')
  return origin === '' ? base : `${base} (${origin})`
}

/** Each kind of provenance as a claim. */
export const PROVENANCE_WORDS: Readonly<Record<Provenance['kind'], string>> = {
  'frontier-trained': 'claimed frontier-trained',
  'declared-derivative': 'declared derivative',
  suspected: 'suspected derivative, unproven',
  unknown: 'provenance unknown',
}

/** The unit of a length, after a number. */
export const LENGTH_WORDS: Readonly<Record<LengthKind, string>> = {
  'minutes-human': 'human minutes',
  'minutes-estimated': 'estimated minutes',
  'reference-steps': 'reference calls',
  checkpoints: 'checkpoints',
}

/** Outcomes for people. */
export const OUTCOME_WORDS: Readonly<Record<Outcome['kind'], string>> = {
  solved: 'solved',
  failed: 'failed',
  censored: 'limit reached',
  void: 'void',
  unknown: 'unknown',
}

/** What every page of an instrument check says first. */
export const INSTRUMENT_CHECK_WORDS =
  'Instrument check: the systems here are embedded policy models with planted faults. This page proves the gauge; it says nothing about language models.'
