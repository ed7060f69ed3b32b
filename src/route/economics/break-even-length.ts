import type {
  BreakEvenCrossing,
  BreakEvenLength,
  BreakEvenPoint,
  LengthKind,
  LengthRange,
  OutcomeRow,
  UndeterminedReason,
} from '../../domain/index.js'
import { drawPricedPair, fitPricedPair, fitShapes, kindsOf, type PricedPair, successAt } from '../../estimate/index.js'
import { createRandom, logistic } from '../../math/index.js'
import { breakEvenWords, refusedWords } from './break-even-words.js'
import { advantageAt, breakEvenLengths, type PricedCurve } from './crossings.js'
import { drawnTerms, type FailureTerms, failureTerms, priceFailures } from './failure-terms.js'
import type { FailurePrices } from './saving.js'

/** How sure is sure enough: as for routing down. */
const SURE_ENOUGH = 0.9
const DRAWS = 4_000
/** Places at which certainty is read, evenly on the logarithm of length. */
const PLACES = 60
/** Points that are shown. */
const POINTS = 13

const ENTERED = 'failures cost what was entered'
const STAND_IN = 'a failure is taken to cost one attempt of the reference at that length'

type Determined = Extract<BreakEvenLength, { kind: 'determined' }>

/**
 * Up to which length of a job each other system costs less than the reference for each finished one, for each kind of
 * length, and how sure that is. Where no cost of a failure was entered, one attempt of the reference at that length
 * stands in.
 *
 * @param options.seed of the draws; the same seed gives the same numbers
 * @param options.draws 4,000 where left out
 * @returns by system, then kind of length; a system that costs as little as the reference, namely nothing, has none
 * @throws DataError `length-not-positive`
 * @source statistics specification 7.2 and 7.3
 */
export function breakEvenLengthsOf(
  rows: readonly OutcomeRow[],
  options: FailurePrices & { readonly reference: string; readonly seed: number; readonly draws?: number },
): BreakEvenLength[] {
  const { reference } = options
  const bySystem = Map.groupBy(rows, ({ system }) => system)
  const own = bySystem.get(reference) ?? []
  const systems = [...bySystem].filter(([system]) => system !== reference).sort(([a], [b]) => (a < b ? -1 : 1))
  return systems.flatMap(([system, others]): BreakEvenLength[] => {
    const isFree = [...own, ...others].every(({ costUsd }) => costUsd === 0)
    if (isFree && (options.loudUsd ?? 0) === 0 && (options.silentUsd ?? 0) === 0) return []
    const kinds = [...new Set([...kindsOf(own), ...kindsOf(others)])].sort()
    if (kinds.length === 0) return [refusal({ system, reference }, 'no-data')]
    return kinds.map((lengthKind) => lengthOf({ reference: own, system: others }, lengthKind, { ...options, system }))
  })
}

function refusal(
  names: { readonly system: string; readonly reference: string; readonly lengthKind?: LengthKind },
  reason: UndeterminedReason,
  tasks = 0,
): BreakEvenLength {
  return { kind: 'undetermined', ...names, reason, tasks, words: refusedWords(names, reason, tasks) }
}

function lengthOf(
  rows: { readonly reference: readonly OutcomeRow[]; readonly system: readonly OutcomeRow[] },
  lengthKind: LengthKind,
  options: FailurePrices & {
    readonly reference: string
    readonly system: string
    readonly seed: number
    readonly draws?: number
  },
): BreakEvenLength {
  const { system, reference, seed, draws = DRAWS } = options
  const pair = fitPricedPair(rows, lengthKind)
  if ('refused' in pair) return refusal({ system, reference, lengthKind }, pair.refused, pair.tasks)
  const { tested, unit, units, tasks, trials, excluded, warnings } = pair
  const terms = failureTerms(rows, options)
  const curves = pricedCurves(pair, terms)
  const range = { from: tested.shortest, to: tested.longest, failureUsd: 0 }
  const crossings = breakEvenLengths(curves.candidate, curves.reference, range)
  const sureAt = certainty(pair, terms, { seed, draws })
  const finding: Determined = {
    kind: 'determined',
    system,
    reference,
    lengthKind,
    tested,
    crossings,
    pays: payingRanges(crossings, tested, (length) => advantageAt(length, { ...curves, failureUsd: 0 }) > 0),
    sure: sureRanges(tested, sureAt),
    points: evenly(tested, POINTS).map((length) => pointAt(length, curves, sureAt)),
    shapes: otherShapes(pair, terms),
    costs: { system: costOf(pair.system), reference: costOf(pair.reference) },
    isFailureEntered: terms.isEntered,
    method: 'break-even-draws',
    level: SURE_ENOUGH,
    unit,
    units,
    tasks,
    trials,
    excluded,
    seed,
    warnings,
    words: [],
    basis: terms.isEntered ? ENTERED : STAND_IN,
  }
  return { ...finding, words: breakEvenWords(finding) }
}

function costOf({ fixedUsd, perLengthUsd }: PricedPair['system']) {
  return { fixedUsd, perLengthUsd }
}

/** Curves with their costs and failures; a drawn line that falls below 0 costs nothing there. */
function pricedCurves(pair: Pick<PricedPair, 'reference' | 'system'>, terms: FailureTerms) {
  const costAt = (fit: PricedPair['system']) => (length: number) =>
    Math.max(0, fit.fixedUsd + fit.perLengthUsd * length)
  const curveAt = (fit: PricedPair['system']) => (length: number) =>
    logistic(fit.intercept + fit.slope * Math.log2(length))
  const rerunAt = costAt(pair.reference)
  const curve = (fit: PricedPair['system'], noticed: number): PricedCurve => ({
    costAt: costAt(fit),
    successAt: curveAt(fit),
    failureAt: priceFailures(terms, noticed, rerunAt),
  })
  return {
    candidate: curve(pair.system, terms.noticed.system),
    reference: curve(pair.reference, terms.noticed.reference),
  }
}

/** Cost of a finished job where every failure is paid for and the job tried again. */
function finishedUsd({ costAt, successAt: success, failureAt }: PricedCurve, length: number): number {
  const failureUsd = failureAt?.(length) ?? 0
  return (costAt(length) + failureUsd) / success(length) - failureUsd
}

function pointAt(
  length: number,
  { candidate, reference }: ReturnType<typeof pricedCurves>,
  sureAt: (length: number) => number,
): BreakEvenPoint {
  const [systemUsd, referenceUsd] = [finishedUsd(candidate, length), finishedUsd(reference, length)]
  return { length, systemUsd, referenceUsd, cheaper: sureAt(length) }
}

/** Share of the draws in which the candidate is cheaper at a length; the draws are made once. */
function certainty(
  pair: PricedPair,
  terms: FailureTerms,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): (length: number) => number {
  const random = createRandom(seed)
  const drawn = Array.from({ length: draws }, (_, draw) => {
    const stream = random.split(draw)
    return pricedCurves(drawPricedPair(pair, stream), drawnTerms(terms, stream))
  })
  return (length) => drawn.filter((curves) => advantageAt(length, { ...curves, failureUsd: 0 }) > 0).length / draws
}

function evenly({ shortest, longest }: PricedPair['tested'], count: number): number[] {
  const step = Math.log(longest / shortest) / (count - 1)
  return Array.from({ length: count }, (_, place) => {
    return place === 0 ? shortest : place === count - 1 ? longest : shortest * Math.exp(step * place)
  })
}

/** The parts of the tested range between crossings in which the candidate pays. */
function payingRanges(
  crossings: readonly BreakEvenCrossing[],
  { shortest, longest }: PricedPair['tested'],
  pays: (length: number) => boolean,
): LengthRange[] {
  const ends = [shortest, ...crossings.map(({ length }) => length), longest]
  return ends.slice(1).flatMap((to, index) => {
    const from = ends[index] ?? shortest
    return pays(Math.sqrt(from * to)) ? [{ from, to }] : []
  })
}

/** The parts of the tested range in which the candidate is sure enough to be cheaper, with their ends by bisection. */
function sureRanges(tested: PricedPair['tested'], sureAt: (length: number) => number): LengthRange[] {
  const isSure = (length: number) => sureAt(length) >= SURE_ENOUGH
  const places = evenly(tested, PLACES).map((length) => ({ length, isSure: isSure(length) }))
  const found: LengthRange[] = []
  let from = places[0]?.isSure === true ? tested.shortest : undefined
  for (const [index, place] of places.entries()) {
    const before = places[index - 1]
    if (before === undefined || before.isSure === place.isSure) continue
    const end = endBetween(before, place.length, isSure)
    if (place.isSure) from = end
    else if (from !== undefined) {
      found.push({ from, to: end })
      from = undefined
    }
  }
  return from === undefined ? found : [...found, { from, to: tested.longest }]
}

/** Halvings of a step on the logarithm of length: far finer than the draws tell. */
const HALVINGS = 12

function endBetween(
  before: { readonly length: number; readonly isSure: boolean },
  after: number,
  isSure: (length: number) => boolean,
): number {
  let [low, high] = [before.length, after]
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = Math.sqrt(low * high)
    if (isSure(middle) === before.isSure) low = middle
    else high = middle
  }
  // The end that is still on the sure side: nothing is called sure that is not.
  return before.isSure ? low : high
}

/** Crossings were success to fall in another shape. */
function otherShapes(pair: PricedPair, terms: FailureTerms): Determined['shapes'] {
  const others = fitShapes(pair.banks.reference)
  const { candidate, reference } = pricedCurves(pair, terms)
  const range = { from: pair.tested.shortest, to: pair.tested.longest, failureUsd: 0 }
  return fitShapes(pair.banks.system).flatMap((own) => {
    const other = others.find(({ shape }) => shape === own.shape)
    if (other === undefined || own.shape === 'logistic') return []
    const crossings = breakEvenLengths(
      { ...candidate, successAt: (length) => successAt(own, length) },
      { ...reference, successAt: (length) => successAt(other, length) },
      range,
    )
    return [{ shape: own.shape, crossings }]
  })
}
