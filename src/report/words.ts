import type {
  Behaviour,
  DecisionCell,
  EndCause,
  HorizonShape,
  LengthKind,
  Outcome,
  Provenance,
  UndeterminedReason,
  Verdict,
  WarningCode,
} from '../domain/index.js'
import { count, counted, pointsWords, usd } from '../domain/index.js'

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const [last, ...others] = [...words].reverse()
  return others.length === 0 ? (last ?? '') : `${others.reverse().join(', ')} and ${last}`
}

/** Why a number cannot be given, in words that follow `cannot tell:`. */
export const REASON_WORDS: Readonly<Record<UndeterminedReason, string>> = {
  'no-data': 'no trial counts here',
  'no-shared-tasks': 'no task was tried by both',
  'too-few-tasks': 'too few tasks',
  'too-few-trials': 'too few trials',
  'one-task': 'one task only, which says nothing about others',
  'no-variation': 'every task came out the same, so no variation was observed',
  'fractional-scores': 'the scores lie between 0 and 1, so a task is not simply solved or failed',
  'no-strata': 'no task is marked narrow, or none is marked long',
  'level-not-reached': 'the curve does not fall to this level within what was tested',
  'not-identifiable':
    'not identifiable, on one side all tasks that differ, but for one at most, differ in one direction',
  'no-repeats': 'each task was tried once',
  'no-cost': 'more than a fifth of the trials carry no cost',
  'nothing-finished': 'no job came out right',
  'base-too-low': 'success without the change is below 20%',
  'one-length': 'every task has the same length',
  separated: 'one length splits what was solved from what was not, so no curve fits best',
  'success-does-not-fall': 'success does not fall with length in this bank',
  'fall-not-established': 'success does not fall clearly enough with length',
  'below-tested-range': 'it lies below the shortest length that was tested',
  'above-tested-range': 'it lies above the longest length that was tested',
  'not-applicable': 'it does not apply here',
}

/** Why success cannot be corrected for the errors of a judge, in words that follow `cannot tell`. */
export function judgedReason(reason: UndeterminedReason): string {
  if (reason === 'too-few-trials') return 'too few were audited, or too few are left'
  if (reason === 'not-identifiable') return 'the judge is right too seldom'
  if (reason === 'no-variation') return 'neither the judge nor its errors vary'
  return REASON_WORDS[reason]
}

const WARNING_WORDS: Readonly<Record<WarningCode, string>> = {
  'scale-confounded':
    'On the narrow side somebody succeeds at 95% or more, or at 5% or less: the raw shadow can come from that edge alone, so read the odds ratio.',
  'few-tasks': 'Fewer than 20 tasks on a side: read it as indicative.',
  'no-variation-in-one-stratum': 'On one side every task came out the same, so the interval rests on the other.',
  'fractional-scores': 'Some scores lie between 0 and 1: no discordant counts and no pass^k.',
  marginal: 'Of a task drawn at random at that length; a typical task of it is solved more often.',
  separated: 'One length splits what was solved from what was not; the penalised fit holds it together.',
  'few-families': 'Fewer than six families: the interval speaks of these and covers no other.',
  'interval-beyond-tested-range': 'The interval reaches beyond the lengths that were tested.',
  'shallow-slope': 'Success falls slowly with length, so the interval is of the kind that allows for it.',
  indicative: 'Fewer than 20 shared tasks: read it as indicative.',
  'estimated-lengths': 'The lengths are estimates.',
  'judged-outcomes': 'Success was told by a judge; its errors on an audited part are in the interval.',
  'corrected-outside-range':
    'Corrected for the errors of the judge the share left the range from 0% to 100% and was cut.',
  'these-tasks-only': 'It speaks of these very tasks, not of tasks like them.',
  'derailed-before-first-checkpoint':
    'Some trials derailed before any verified progress; they count at half the least progress seen.',
  'trials-taken-for-independent': 'Trials of one task are taken for independent here.',
  'tau-lowered': 'The end of the comparison was lowered to what both were observed up to.',
  'weights-clipped': 'Some sessions had so small a chance to be labelled that their weight was cut at 20.',
  'cost-missing': 'Some trials carry no cost; each is charged the mean of those that do.',
}

/** What a warning means, as a sentence. */
export function warningWords(code: WarningCode): string {
  return WARNING_WORDS[code]
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

/** How a trial ends on the clock of steps. */
export const CAUSE_WORDS: Readonly<Record<EndCause, string>> = {
  'falsely-claims': 'falsely claims',
  loops: 'loops',
  'force-fits': 'force-fits',
  abandons: 'abandons',
  other: 'fails otherwise',
  limit: 'meets a limit',
  solved: 'solved',
}

/** Shapes of the curve from success to length. */
export const SHAPE_WORDS: Readonly<Record<HorizonShape['shape'], string>> = {
  logistic: 'logistic',
  weibull: 'Weibull',
  exponential: 'exponential (half-life)',
  'logistic-with-slips': 'logistic with slips',
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
  if (cell.gate !== undefined) return gateFitWords(cell.gate)
  if (cell.fit === 'fit') return 'fit'
  if (cell.fit === 'not-fit') return 'not fit'
  if (cell.success.kind === 'undetermined') return `undecided: ${REASON_WORDS[cell.success.reason]}`
  if (cell.moreTrials === undefined)
    return 'undecided: it is about as good as the requirement, so no number of trials is in sight'
  return undecidedWords(cell.moreTrials, cell.moreUsd)
}

function gateFitWords({ word, state, trials, mostTrials }: NonNullable<DecisionCell['gate']>): string {
  const runs = `${count(trials)} of at most ${count(mostTrials)} trials`
  if (word === 'TRUST') return `trust, settled after ${runs}`
  if (word === 'DO NOT TRUST') return `do not trust, settled after ${runs}`
  if (state === 'not-needed') return 'not needed: a cheaper system is trusted here'
  if (state === 'waiting') return 'waits for a cheaper system'
  return state === 'settled' ? `undecided after ${runs}` : `not settled yet after ${runs}`
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

/** `1 doubling`, `0.5 doublings`. */
export function doublings(number: number): string {
  return `${number} doubling${number === 1 ? '' : 's'}`
}

/** What a horizon does not say. */
export const HORIZON_LIMITS =
  'A horizon holds for the tasks of this bank. It is no horizon for other work or for longer tasks, and no trend.'

/** What survival does not say. */
export const SURVIVAL_LIMITS =
  'A rate of derailing is a rate in these tasks: it does not say that a system fails every so many minutes.'

/** How a cumulative hazard is to be read. */
export const HAZARD_LIMITS =
  'No trial went on after it derailed: the figure says how often one would have derailed by then if it had been set right each time. A straight curve means a danger that stays the same. Tasks that are easy and hard mixed bend it down.'

/** What the ways to fail do not say. */
export const FAILURE_LIMITS =
  'Ways to fail are told by rules from the record, which err at a measured rate. They name what was seen last, not its cause.'

/** What every page of an instrument check says first. */
export const INSTRUMENT_CHECK_WORDS =
  'Instrument check: the systems here are small models embedded in Leadline, whose truth is known. This page proves the gauge; it says nothing about language models.'

const MISSING: Readonly<Record<string, string>> = {
  solve: 'a witness: the task gives no reference solution',
  laterTools: 'a tool that may come later: the task gives no laterTools',
  translations: 'words in another language: the task gives no translations',
}

/** A capability that was missing, as a reader knows it. */
export function missingWords(missing: string): string {
  return Object.hasOwn(MISSING, missing) ? (MISSING[missing] ?? missing) : missing
}
