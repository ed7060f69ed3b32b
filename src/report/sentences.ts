import type {
  Estimate,
  HorizonFinding,
  InterventionFinding,
  PairComparison,
  ShadowFinding,
  SurvivalFinding,
  UndeterminedReason,
} from '../domain/index.js'
import {
  amount,
  count,
  counted,
  numberWord,
  percent,
  points,
  pointsWords,
  ratio,
  signedPoints,
  unitFor,
  usd,
} from '../domain/index.js'
import { shortened } from './names.js'
import { LENGTH_WORDS, listed, REASON_WORDS, verdictWords } from './words.js'

type Determined = Extract<Estimate, { kind: 'determined' }>
type Undetermined = Extract<Estimate, { kind: 'undetermined' }>

/** `cannot tell: each task was tried once`, with the one-sided bound where there is one. */
function cannotTellWords(estimate: Undetermined, show: (value: number) => string = percent): string {
  const bounds = [
    estimate.atLeast === undefined ? [] : [`at least ${show(estimate.atLeast)}`],
    estimate.atMost === undefined ? [] : [`at most ${show(estimate.atMost)}`],
  ].flat()
  const bound = bounds.length === 0 ? '' : ` (${bounds.join(', ')})`
  return `cannot tell: ${REASON_WORDS[estimate.reason]}${bound}`
}

/** A value with its interval: `86% (75% to 93%)`, or why there is none. */
export function estimateWords(estimate: Estimate, show: (value: number) => string): string {
  if (estimate.kind === 'undetermined') return cannotTellWords(estimate, show)
  return `${show(estimate.value)} (${show(estimate.low)} to ${show(estimate.high)})`
}

/** Cost with interval. */
export function costWords(estimate: Estimate): string {
  return estimateWords(estimate, usd)
}

/** An odds ratio with interval. */
function ratioWords(estimate: Estimate): string {
  return estimateWords(estimate, ratio)
}

/**
 * A gap (reference minus system) in plain words.
 *
 * @example gapWords({ value: 0.12, low: 0.04, high: 0.2, ... })
 * // '12 points behind (4 to 20)'
 */
export function gapWords(gap: Estimate): string {
  if (gap.kind === 'undetermined') return cannotTellWords(gap, sidedPoints)
  const { side, span } = sided(gap)
  return side === 'level' ? `level (${span})` : `${pointsWords(gap.value)} ${side} (${span})`
}

function sided(gap: Determined): { readonly side: 'behind' | 'ahead' | 'level'; readonly span: string } {
  const side = Number(points(gap.value)) === 0 ? 'level' : gap.value > 0 ? 'behind' : 'ahead'
  if (gap.low >= 0 && gap.value > 0) return { side, span: `${points(gap.low)} to ${points(gap.high)}` }
  if (gap.high <= 0 && gap.value < 0) return { side, span: `${points(gap.high)} to ${points(gap.low)}` }
  return { side, span: `${sidedPoints(gap.low)} to ${sidedPoints(gap.high)}` }
}

function sidedPoints(gap: number): string {
  const size = points(gap)
  if (Number(size) === 0) return '0'
  return `${size} ${gap > 0 ? 'behind' : 'ahead'}`
}

/** `46:22 over 497 pairs`: tasks that only the reference solved, and only the system. */
export function pairCounts(pair: PairComparison): string {
  const over = `${counted(pair.pairs, 'pair')}`
  if (pair.discordant === undefined) return over
  return `${count(pair.discordant.onlyReference)}:${count(pair.discordant.onlySystem)} over ${over}`
}

/** The verdict after correction; the raw one too where correction changes it. */
export function verdictsWords(finding: Pick<PairComparison, 'verdict' | 'correctedVerdict'>): string {
  const corrected = sentence(verdictWords(finding.correctedVerdict))
  if (finding.verdict.kind === finding.correctedVerdict.kind) return corrected
  return `${corrected.slice(0, -1)} after correction; ${verdictWords(finding.verdict)} before it.`
}

/** Shadow in points, odds ratio and design as one line under the words of the finding. */
export function shadowDetail(finding: ShadowFinding): string {
  const { narrow, long } = finding.names
  return [
    `${narrow}: ${gapWords(finding.narrowGap)}`,
    `${long}: ${gapWords(finding.longGap)}`,
    `the difference: ${gapChangeWords(finding.shadow)}`,
    `odds ratio ${ratioWords(finding.oddsRatio)}`,
    ...(finding.beyondControl === undefined
      ? []
      : [`beyond the control ${finding.beyondControl.control}: ${gapChangeWords(finding.beyondControl.difference)}`]),
  ].join('; ')
}

/** How much further behind on the long side: `27 points further behind (12 to 42)`, `(−1 to 21)` across zero. */
export function gapChangeWords(shadow: Estimate): string {
  if (shadow.kind === 'undetermined') return cannotTellWords(shadow, bareSigned)
  if (Number(points(shadow.value)) === 0) return `no change (${spanWords(shadow)})`
  return `${pointsWords(shadow.value)} ${shadow.value < 0 ? 'less' : 'further'} behind (${spanWords(shadow)})`
}

/**
 * An effect (varied minus sham) as what it costs or adds.
 *
 * @example effectWords({ value: -0.22, low: -0.35, high: -0.09, ... })
 * // 'costs 22 points (9 to 35)'
 */
export function effectWords(effect: Estimate): string {
  if (effect.kind === 'undetermined') return cannotTellWords(effect, signedPoints)
  if (Number(points(effect.value)) === 0) return `no difference seen (${spanWords(effect)})`
  return `${effect.value < 0 ? 'costs' : 'adds'} ${pointsWords(effect.value)} (${spanWords(effect)})`
}

/** The interval of a difference in points, seen from the side of its value: `11 to 28`, `−3 to 10` across zero. */
export function spanWords({ value, low, high }: Determined): string {
  const sign = value < 0 ? -1 : 1
  return [sign * low, sign * high]
    .sort((a, b) => a - b)
    .map(bareSigned)
    .join(' to ')
}

function bareSigned(difference: number): string {
  return signedPoints(difference).replace('+', '')
}

/** Delivered, not met, void and not applicable pairs of an intervention. */
export function deliveryWords(finding: InterventionFinding): string {
  const { planned, delivered, notMet, notApplicable } = finding.counts
  const rest = [
    [notMet, 'never met'],
    [finding.counts.void, 'void'],
    [notApplicable, 'not applicable'],
  ] as const
  const parts = rest.filter(([number]) => number > 0).map(([number, word]) => `${count(number)} ${word}`)
  return [`delivered in ${count(delivered)} of ${counted(planned, 'pair')}`, ...parts].join(', ')
}

/** Median survival of one system in words. */
export function survivalSentence(finding: SurvivalFinding): string {
  const unit = LENGTH_WORDS[finding.lengthKind]
  const derailed = `${count(finding.failures)} of ${counted(finding.trials, 'trial')} derailed`
  const reached = finding.points.at(-1)?.alive ?? 1
  if (finding.median.kind === 'undetermined') {
    return `${finding.system}: ${derailed}; ${percent(reached)} still on track at the end of what was tested.`
  }
  const interval = `${amount(finding.median.low)} to ${amount(finding.median.high)}`
  return `${finding.system}: ${derailed}; half have derailed after ${amount(finding.median.value)} ${unit} (${interval}).`
}

/** What a trial would meet by the end of what was tested, if it went on after each failure. */
export function hazardSentence({ system, lengthKind, hazards }: SurvivalFinding): string | undefined {
  const last = hazards.at(-1)
  if (last === undefined) return undefined
  const reach = last.high === undefined ? `at least ${amount(last.low)}` : `${amount(last.low)} to ${amount(last.high)}`
  return `${system}: ${amount(last.hazard)} failures (${reach}) in ${amount(last.exposure)} ${LENGTH_WORDS[lengthKind]}, for a trial that goes on after each.`
}

/** Known horizons listed at most in the closed section. */
const MOST_LISTED = 3

/** Where the half lies, with intervals, and on which side it leaves what was tested. */
export function horizonLead(horizons: readonly HorizonFinding[], nameOf: (label: string) => string): string {
  const told = horizons.filter(({ h50 }) => h50.kind === 'determined')
  const [first] = told
  const outside = (reason: UndeterminedReason) =>
    horizons
      .filter(({ h50 }) => h50.kind === 'undetermined' && h50.reason === reason)
      .map(({ system }) => nameOf(system))
  const [further, nearer] = [outside('above-tested-range'), outside('below-tested-range')]
  const open = horizons.length - told.length - further.length - nearer.length
  const verb = (names: readonly string[]) => (names.length === 1 ? 'finishes' : 'finish')
  const said = [
    ...(first !== undefined && told.length === 1 ? [shortened(first.words[0] ?? '', [first.system], nameOf)] : []),
    ...(told.length > 1 ? [halvesWords(told, nameOf)] : []),
    ...(further.length === 0 ? [] : [`${listed(further)} ${verb(further)} more than half of the longest tasks.`]),
    ...(nearer.length === 0 ? [] : [`${listed(nearer)} ${verb(nearer)} fewer than half of the shortest tasks.`]),
  ]
  if (said.length === 0) return 'No horizon can be told from this bank.'
  return [...said, ...(open > 0 ? [`For ${numberWord(open)} it cannot be told.`] : [])].join(' ')
}

/** `Half are finished at 8.4 minutes (3.4 to 20) by skiff and at 28 minutes (15 to 54) by coaster.` */
function halvesWords(told: readonly HorizonFinding[], nameOf: (label: string) => string): string {
  const sorted = [...told].sort((a, b) => halfOf(b) - halfOf(a))
  const shown = sorted.slice(0, MOST_LISTED).map((finding) => {
    const unit = unitFor(finding.lengthKind, halfOf(finding))
    const { h50, tested } = finding
    const [low, high] = h50.kind === 'determined' ? [h50.low, h50.high] : [0, 0]
    const from = low < tested.shortest ? 'less than tested' : unit.sayNumber(low)
    const to = high > tested.longest ? 'more than tested' : unit.sayNumber(high)
    return `at ${unit.say(halfOf(finding))} (${from} to ${to}) by ${nameOf(finding.system)}`
  })
  const more = sorted.length - shown.length
  return `Half are finished ${listed(shown)}${more === 0 ? '' : `; earlier by ${numberWord(more)} more`}.`
}

function halfOf({ h50 }: HorizonFinding): number {
  return h50.kind === 'determined' ? h50.value : Number.POSITIVE_INFINITY
}

/** Upper-case first letter and a full stop. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`
}
