import { type Decision, NAMED_SCOPES, numberWord, type PairComparison, type ShadowFinding } from '../domain/index.js'
import type { ReportDocument } from './document.js'
import { manifoldLead, shortManifold } from './manifold/words.js'
import { shortNames } from './names.js'
import { ALL_TASKS, sliceNames } from './pictures/index.js'
import { sentence } from './sentences.js'
import { listed, REASON_WORDS } from './words.js'

/** What the report says first in a terminal: the decision with its figures, or the nearest thing to one. */
export function headlineOf(document: ReportDocument): { readonly lead: string; readonly rest: readonly string[] } {
  const decided = document.decision?.words ?? []
  const words = decided.length > 0 ? decided : (document.decision?.choices.map((choice) => choice.words) ?? [])
  const [lead, ...rest] = [...lostWords(document), ...words]
  if (lead !== undefined) return { lead, rest }
  const finding = findingWords(document) ?? manifoldSentence(document)
  if (finding !== undefined) return { lead: finding, rest: [] }
  return { lead: document.surprise ?? nothingWords(document), rest: [] }
}

/** What has been lost of a decision since: whoever reads one line only must read this one. */
function lostWords({ live }: ReportDocument): readonly string[] {
  const isLost = live?.cells.some(({ before, now }) => before !== now) ?? false
  return isLost ? (live?.words.slice(0, -1) ?? []) : []
}

function nothingWords({ analysis, counts }: ReportDocument): string {
  if (analysis !== undefined && counts.systems === 1) return 'There is one system only, and nothing to hold it against.'
  return 'Nothing to decide yet: no requirement was given.'
}

/** The first sentence of the page, without a figure: whether the gauge holds, what to use, or what was found. */
export function leadOf(document: ReportDocument): string {
  return (
    gaugeWords(document) ??
    lostLead(document) ??
    (document.decision === undefined ? undefined : decisionLead(document.decision, shortNames(document))) ??
    findingWords(document) ??
    manifoldSentence(document) ??
    document.surprise ??
    nothingWords(document)
  )
}

function manifoldSentence(document: ReportDocument): string | undefined {
  const manifold = shortManifold(document)
  return manifold === undefined ? undefined : manifoldLead(manifold)
}

function lostLead(document: ReportDocument): string | undefined {
  const words = lostWords(document)
  return words.length === 0 ? undefined : words.join(' ')
}

/** What else a reader should know at once: the established finding, where the lead is a decision. */
export function surpriseWords(document: ReportDocument): string | undefined {
  if (document.isInstrumentCheck) return undefined
  const { surprise } = document
  const isOwn = document.analysis?.shadows.some(({ words }) => words.join(' ') === surprise) !== true
  const words = surprise !== undefined && isOwn ? surprise : findingWords(document)
  return words === leadOf(document) ? undefined : words
}

function gaugeWords({ isInstrumentCheck, calibration = [] }: ReportDocument): string | undefined {
  if (!isInstrumentCheck || calibration.length === 0) return undefined
  const missed = calibration.filter(({ isRecovered }) => !isRecovered)
  if (missed.length > 0) return `Do not trust the gauge: it missed ${listed(missed.map(({ quantity }) => quantity))}.`
  const hasNull = calibration.some(isNullPair)
  return `The gauge holds: every planted fault was found${hasNull ? ', and the null pair stayed quiet' : ''}.`
}

/** True of the row that says how often two equal systems were called different. */
export function isNullPair({ quantity }: { readonly quantity: string }): boolean {
  return quantity.startsWith('null pair')
}

function decisionLead(decision: Decision, nameOf: (label: string) => string): string | undefined {
  const { choices } = decision
  if (choices.length === 0) return undefined
  const isFit = ({ scope, system }: Decision['choices'][number]) =>
    decision.cells.some((cell) => cell.scope === scope && cell.system === system && cell.fit === 'fit')
  const [open, none] = [
    choices.filter((choice) => choice.system !== undefined && !isFit(choice)),
    choices.filter((choice) => choice.system === undefined),
  ].map((list) => list.map(({ scope }) => scope))
  const uses = [...new Set(choices.filter(isFit).flatMap(({ system }) => system ?? []))].map((system) => {
    const scopes = choices.filter((choice) => choice.system === system && isFit(choice)).map(({ scope }) => scope)
    return `${nameOf(system)} for ${scopeWords(scopes, choices.length)}`
  })
  return [
    ...(uses.length === 0 ? [] : [`Use ${listed(uses)}.`]),
    ...stayWords(open ?? [], nameOf(decision.reference), choices.length),
    ...(none === undefined || none.length === 0
      ? []
      : [`Route nothing to ${scopeWords(none, choices.length)}: no system is shown to be fit.`]),
  ].join(' ')
}

function stayWords(scopes: readonly string[], reference: string, total: number): string[] {
  if (scopes.length === 0) return []
  const where = scopes.length === total ? '' : ` for ${scopeWords(scopes, total)}`
  return [`Stay with ${reference}${where}: which system is fit is not settled yet.`]
}

function scopeWords(scopes: readonly string[], total: number): string {
  if (scopes.length === total && total > 1) return 'all work'
  return scopes.every((scope) => NAMED_SCOPES.includes(scope)) ? `${listed(scopes)} work` : listed(scopes)
}

/** What is established of differences, in words without figures: a reversal or a shadow before anything else. */
function findingWords(document: ReportDocument): string | undefined {
  const nameOf = shortNames(document)
  const { shadows = [], pairs = [] } = document.analysis ?? {}
  const words = [...aheadWords(document, pairs, nameOf), ...shadowLead(shadows, nameOf)]
  if (words.length > 0) return words.join(' ')
  return wideningWords(shadows, nameOf) ?? behindWords(document, pairs, nameOf)
}

/** Gaps that widen in points although no shadow is established: the finding that is most easily overstated. */
function wideningWords(shadows: readonly ShadowFinding[], nameOf: (label: string) => string): string | undefined {
  const wider = shadows.filter(
    ({ shadow, correctedP = 0 }) => shadow.kind === 'determined' && shadow.low > 0 && correctedP <= 1 - shadow.level,
  )
  const [first] = wider
  if (first === undefined) return undefined
  const { reference, names } = first
  const who = wider.length > 2 ? `${numberWord(wider.length)} of ${numberWord(shadows.length)} systems` : undefined
  const whose = who ?? listed(wider.map(({ system }) => nameOf(system)))
  return `For ${whose} the gap to ${nameOf(reference)} widens in points from ${names.narrow} to ${names.long}, but being weaker overall could explain it: no shadow is established.`
}

function behindWords(
  document: ReportDocument,
  pairs: readonly PairComparison[],
  nameOf: (label: string) => string,
): string | undefined {
  const [first] = pairs
  if (first === undefined) return undefined
  const reference = nameOf(first.reference)
  const titleOf = sliceNames(document)
  const systems = new Set(pairs.map(({ system }) => system)).size
  const slices = [...new Set(pairs.map(({ slice }) => titleOf(slice)))].flatMap((title) => {
    const behind = pairs.filter((pair) => titleOf(pair.slice) === title && signOf(pair) > 0)
    return behind.length === 0 ? [] : [{ title, names: [...new Set(behind.map(({ system }) => nameOf(system)))] }]
  })
  const [widest] = slices
  if (widest === undefined) {
    const reasons = new Set(
      pairs.map(({ difference }) => (difference.kind === 'undetermined' ? difference.reason : '')),
    )
    return reasons.size === 1 && first.difference.kind === 'undetermined'
      ? `Whether anybody differs from ${reference} cannot be told: ${REASON_WORDS[first.difference.reason]}.`
      : `No difference from ${reference} is established.`
  }
  const { names, title } = widest
  const many = sentence(`${numberWord(names.length)} of ${numberWord(systems)} systems`).slice(0, -1)
  const who = names.length > 3 ? many : listed(names)
  return `${who} ${names.length === 1 ? 'is' : 'are'} behind ${reference} on ${title}.`
}

/** Systems that beat the reference after correction, with the work where they do. */
function aheadWords(
  document: ReportDocument,
  pairs: readonly PairComparison[],
  nameOf: (label: string) => string,
): string[] {
  const titleOf = sliceNames(document)
  const ahead = pairs.filter((pair) => signOf(pair) < 0)
  return [...new Set(ahead.map(({ system }) => system))].map((system) => {
    const own = ahead.filter((pair) => pair.system === system)
    const named = own.filter(({ slice }) => slice.kind !== 'all').map(({ slice }) => titleOf(slice))
    const where = named.length === 0 ? ALL_TASKS : listed([...new Set(named)])
    return `${nameOf(system)} beats ${nameOf(own[0]?.reference ?? '')} on ${where}.`
  })
}

function shadowLead(shadows: readonly ShadowFinding[], nameOf: (label: string) => string): string[] {
  const sure = shadows.filter(({ correctedVerdict }) => correctedVerdict.kind === 'established')
  const of = (sign: 1 | -1) =>
    sure.filter(({ shadow }) => shadow.kind === 'determined' && Math.sign(shadow.value) === sign)
  const say = (found: readonly ShadowFinding[], words: (first: ShadowFinding, isOne: boolean) => string) =>
    found[0] === undefined
      ? []
      : [`${listed(found.map(({ system }) => nameOf(system)))} ${words(found[0], found.length === 1)}.`]
  return [
    ...say(
      of(1),
      ({ reference, names }, isOne) =>
        `${isOne ? 'falls' : 'fall'} further behind ${nameOf(reference)} on ${names.long} than on ${names.narrow}, more than being weaker overall explains`,
    ),
    ...say(
      of(-1),
      ({ reference, names }, isOne) =>
        `${isOne ? 'is' : 'are'} less far behind ${nameOf(reference)} on ${names.long} than on ${names.narrow}`,
    ),
  ]
}

/** 1 where the system is behind, −1 where it is ahead, 0 where neither is established after correction. */
export function signOf({ correctedVerdict, difference }: PairComparison): number {
  return correctedVerdict.kind === 'established' && difference.kind === 'determined' ? Math.sign(difference.value) : 0
}
