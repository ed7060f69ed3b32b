import { type HorizonComparison, type LengthKind, type OutcomeRow, unitFor } from '../../domain/index.js'
import {
  countLengths,
  estimateCurveGap,
  estimateHorizonRatio,
  estimateSlopeChange,
  fitCurvePair,
  onlyKindOf,
} from '../../estimate/index.js'

/**
 * How much further a reference goes than a system, on the tasks that both tried.
 *
 * @param options.lengthKind needed where the rows of the two carry lengths of several kinds, which are never mixed
 * @throws DataError `no-lengths`, `length-kinds-mixed` or `length-not-positive`
 * @source statistics specification 3.3
 */
export function compareHorizons(
  rows: readonly OutcomeRow[],
  options: {
    readonly reference: string
    readonly system: string
    readonly lengthKind?: LengthKind
    readonly level: number
  },
): HorizonComparison {
  const { reference, system, level } = options
  const own = rows.filter((row) => row.system === system || row.system === reference)
  const lengthKind = options.lengthKind ?? onlyKindOf(own, `${reference} and ${system}`)
  const of = (label: string) =>
    countLengths(
      own.filter((row) => row.system === label),
      lengthKind,
    )
  const [first, second] = [of(reference), of(system)]
  const excluded = { ...first.excluded }
  for (const [reason, count] of Object.entries(second.excluded)) excluded[reason] = (excluded[reason] ?? 0) + count
  const pair = fitCurvePair(first.trials, second.trials)
  const slope = estimateSlopeChange(pair, { level })
  const comparison: HorizonComparison = {
    system,
    reference,
    lengthKind,
    tasks: pair.tasks,
    tested: pair.tested,
    slopeChange: { ...slope.estimate, excluded },
    ...(slope.test !== undefined && { slopeTest: slope.test }),
    horizonRatio: { ...estimateHorizonRatio(pair, { success: 0.5, level }), excluded },
    meanGap: { ...estimateCurveGap(pair, { level }), excluded },
    words: [],
  }
  return { ...comparison, words: comparisonWords(comparison) }
}

function comparisonWords(comparison: HorizonComparison): string[] {
  const { system, reference, slopeChange, meanGap, tasks } = comparison
  if (meanGap.kind === 'undetermined' && slopeChange.kind === 'undetermined') {
    return [
      `How far ${system} goes beside ${reference} cannot be told from the ${tasks} tasks of known length they share.`,
    ]
  }
  return [...ratioWords(comparison), ...gapWords(comparison), ...slopeWords(comparison)]
}

function ratioWords({ system, reference, horizonRatio: ratio }: HorizonComparison): string[] {
  if (ratio.kind === 'undetermined') return []
  const [ahead, behind, value, low, high] =
    ratio.value >= 1
      ? [reference, system, ratio.value, ratio.low, ratio.high]
      : [system, reference, 1 / ratio.value, 1 / ratio.high, 1 / ratio.low]
  const interval = `${percent(ratio.level)}: ${times(low)} to ${times(high)}`
  return [`${ahead} goes ${times(value)} times as far as ${behind} before half fail (${interval}).`]
}

function gapWords({ system, reference, lengthKind, tested, meanGap }: HorizonComparison): string[] {
  if (meanGap.kind === 'undetermined') return []
  const [from, to] = [tested.shortest, tested.longest].map((length) => unitFor(lengthKind, length).say(length))
  const sign = meanGap.value < 0 ? -1 : 1
  const points = Math.round(Math.abs(meanGap.value) * 100)
  const [near, far] = sign > 0 ? [meanGap.low, meanGap.high] : [-meanGap.high, -meanGap.low]
  const where = sign > 0 ? `behind ${reference}` : `ahead of ${reference}`
  const interval = `${whole(near)} to ${whole(far)}`
  const size = `${points} ${points === 1 ? 'point' : 'points'}`
  return [`Over lengths from ${from} to ${to} ${system} is on average ${size} ${where} (${interval}).`]
}

/** Its power is low, so what it does not show is never said to be absent. */
function slopeWords({ system, reference, slopeChange: slope, meanGap }: HorizonComparison): string[] {
  if (slope.kind === 'undetermined') return []
  const change = `log odds per doubling ${signed(slope.value)}, ${signed(slope.low)} to ${signed(slope.high)}`
  const indicative = slope.warnings.includes('indicative') ? ' With fewer than 20 tasks this is indicative.' : ''
  const isBehind = meanGap.kind === 'determined' && meanGap.value > 0
  if (slope.high < 0) {
    const so = isBehind ? ', so the gap widens' : ''
    return [`With length ${system} falls faster than ${reference}${so} (${change}).${indicative}`]
  }
  if (slope.low > 0) {
    const so = isBehind ? ', so the gap narrows' : ''
    return [`With length ${system} falls more slowly than ${reference}${so} (${change}).${indicative}`]
  }
  return [
    `Whether the gap widens with length is open (${change}); so few tasks seldom show it, and it denies no shadow.`,
  ]
}

function times(value: number): string {
  return value.toPrecision(2).includes('e') ? String(Math.round(value)) : value.toPrecision(2)
}

function signed(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−')
}

function whole(share: number): string {
  return String(Math.round(share * 100)).replace('-', '−')
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`
}
