import type { LengthKind, OutcomeRow, UndeterminedReason, WarningCode } from '../domain/index.js'
import { drawChiSquare, drawNormal, logistic, type Random } from '../math/index.js'
import { type CostLine, fitCostLine } from './cost-line.js'
import { LEAST_TASKS } from './horizon.js'
import { type LengthBank, type LengthTrial, makeLengthBank, pieces } from './length-bank.js'
import { cellsOf, fitLengthCurve, type LengthCurve } from './length-curve.js'
import { countLengths } from './length-rows.js'
import { clusterMoves } from './logistic.js'
import { ENOUGH_TASKS, mean } from './rows.js'

/** One system by the length of a job. */
export interface PricedFit {
  /** Log odds of success at length 1. */
  readonly intercept: number
  /** Change of the log odds for each doubling of the length. */
  readonly slope: number
  /** Cost of an attempt, US dollars: the part that does not depend on the length. */
  readonly fixedUsd: number
  /** US dollars for each unit of length. */
  readonly perLengthUsd: number
}

/** Two systems on the same tasks: success and cost by length, and what each cluster of tasks does to all eight numbers. */
export interface PricedPair {
  readonly reference: PricedFit
  readonly system: PricedFit
  /** For each unit a row of eight: how far it moves the numbers of the reference, then those of the system. */
  readonly moves: Float64Array
  /** What is taken for independent: families from six on, tasks below. */
  readonly unit: 'family' | 'task'
  readonly units: number
  /** Shared tasks of known length. */
  readonly tasks: number
  /** Of both systems. */
  readonly trials: number
  readonly tested: LengthBank['tested']
  readonly banks: { readonly reference: LengthBank; readonly system: LengthBank }
  readonly warnings: readonly WarningCode[]
  /** Trials left out, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>
}

/** Why there is no pair of priced curves. */
export interface NoPricedPair {
  readonly refused: UndeterminedReason
  /** Shared tasks of known length. */
  readonly tasks: number
}

/** Share of the trials that may lack a cost. */
const MOST_UNPRICED = 0.2

/**
 * Fits success (Firth's logistic curve in log2 length) and cost (a line in length) of two systems on the tasks of known
 * length that both tried, with what each cluster does to all of them at once: a task that is hard or dear is so for both.
 *
 * @param rows of each system alone
 * @returns refused with fewer than 8 shared tasks, one length, too few costs, a system whose every trial came out the
 *   same, or where success of the system does not fall with length
 * @throws DataError `length-not-positive`
 * @source statistics specification 1.2 and 7.2; sandwich moves of all four fits, stacked
 */
export function fitPricedPair(
  rows: { readonly reference: readonly OutcomeRow[]; readonly system: readonly OutcomeRow[] },
  lengthKind: LengthKind,
): PricedPair | NoPricedPair {
  const [first, second] = [countLengths(rows.reference, lengthKind), countLengths(rows.system, lengthKind)]
  const tried = new Set(second.trials.map(({ task }) => task))
  const families = new Map(first.trials.flatMap(({ task, family }) => (tried.has(task) ? [[task, family]] : [])))
  const tasks = families.size
  const refuse = (refused: UndeterminedReason): NoPricedPair => ({ refused, tasks })
  if (tasks < LEAST_TASKS) return refuse(tasks === 0 ? 'no-shared-tasks' : tasks === 1 ? 'one-task' : 'too-few-tasks')
  const shared = (of: typeof first): SharedTrials => {
    const kept = of.trials.flatMap(({ family: _, ...trial }, index) => {
      const family = families.get(trial.task)
      const costUsd = of.rows[index]?.costUsd
      if (!families.has(trial.task)) return []
      return [{ ...trial, ...(family !== undefined && { family }), ...(costUsd !== undefined && { costUsd }) }]
    })
    return { trials: kept, bank: makeLengthBank(kept) }
  }
  const both = { reference: shared(first), system: shared(second) }
  if ([both.reference, both.system].some(isUnpriced)) return refuse('no-cost')
  const tested = {
    shortest: Math.max(both.reference.bank.tested.shortest, both.system.bank.tested.shortest),
    longest: Math.min(both.reference.bank.tested.longest, both.system.bank.tested.longest),
  }
  if (!(tested.longest > tested.shortest)) return refuse('one-length')
  const [reference, system] = [fitOne(both.reference), fitOne(both.system)]
  if (typeof reference === 'string') return refuse(reference)
  if (typeof system === 'string') return refuse(system)
  if (system.fit.slope >= 0) return refuse('success-does-not-fall')
  return {
    reference: reference.fit,
    system: system.fit,
    moves: stacked(reference.moves, system.moves),
    unit: both.reference.bank.unit,
    units: both.reference.bank.unitStart.length - 1,
    tasks,
    trials: both.reference.trials.length + both.system.trials.length,
    tested,
    banks: { reference: both.reference.bank, system: both.system.bank },
    warnings: warningsOf(both, lengthKind),
    excluded: addUpReasons(first.excluded, second.excluded),
  }
}

/** Trials of one system at the shared tasks. */
interface SharedTrials {
  readonly trials: readonly (LengthTrial & { readonly costUsd?: number })[]
  readonly bank: LengthBank
}

function isUnpriced({ trials }: SharedTrials): boolean {
  const missing = trials.filter(({ costUsd }) => costUsd === undefined).length
  return missing > MOST_UNPRICED * trials.length || missing === trials.length
}

/** Both fits of one system, with a row of four moves for each unit. */
function fitOne({
  trials,
  bank,
}: SharedTrials): { readonly fit: PricedFit; readonly moves: Float64Array } | UndeterminedReason {
  const curve = fitLengthCurve(bank)
  if (curve === undefined) {
    const isOneKind = bank.success.every((value) => value === bank.success[0])
    return isOneKind ? 'no-variation' : 'separated'
  }
  const units = bank.unitStart.length - 1
  const line = fitCostLine(costedLengths(trials, bank), units)
  const { intercept, slope } = curve
  const { fixedUsd, perLengthUsd } = line
  return { fit: { intercept, slope, fixedUsd, perLengthUsd }, moves: ownMoves(bank, curve, line) }
}

/** Tasks with the mean of their known costs; units as the bank numbers them. */
function costedLengths(trials: SharedTrials['trials'], bank: LengthBank) {
  const byTask = Map.groupBy(trials, ({ task }) => task)
  const unitOf = new Map<string, number>()
  const names = [...byTask].toSorted(([a, [one]], [b, [other]]) => compareTasks([a, one?.family], [b, other?.family]))
  for (const [unit, [from, to]] of pieces(bank.unitStart).entries()) {
    for (const [task] of names.slice(from, to)) unitOf.set(task, unit)
  }
  return names.flatMap(([task, own]) => {
    const costs = own.flatMap(({ costUsd }) => costUsd ?? [])
    if (costs.length === 0) return []
    const length = mean(own.map((trial) => trial.length))
    return [{ length, costUsd: mean(costs.toSorted((a, b) => a - b)), unit: unitOf.get(task) ?? 0 }]
  })
}

type NamedTask = readonly [task: string, family: string | undefined]

/** The order of a bank: by family, tasks without one after those of the empty name, then by task. */
function compareTasks([task, family]: NamedTask, [otherTask, otherFamily]: NamedTask): number {
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
  return (
    compare(family ?? '', otherFamily ?? '') ||
    Number(family === undefined) - Number(otherFamily === undefined) ||
    compare(task, otherTask)
  )
}

function ownMoves(bank: LengthBank, curve: LengthCurve, line: CostLine): Float64Array {
  const cells = cellsOf(bank)
  const fitted = cells.x.map((x) => logistic(curve.intercept + curve.slope * x))
  const ofCurve = clusterMoves(cells, { inverse: curve.modelCovariance, fitted }, cells.unitOf)
  const units = bank.unitStart.length - 1
  return Float64Array.from({ length: 4 * units }, (_, place) => {
    const [unit, entry] = [Math.floor(place / 4), place % 4]
    return (entry < 2 ? ofCurve[2 * unit + entry] : line.moves[2 * unit + entry - 2]) ?? 0
  })
}

function stacked(reference: Float64Array, system: Float64Array): Float64Array {
  return Float64Array.from({ length: reference.length + system.length }, (_, place) => {
    const [unit, entry] = [Math.floor(place / 8), place % 8]
    return (entry < 4 ? reference[4 * unit + entry] : system[4 * unit + entry - 4]) ?? 0
  })
}

function warningsOf(
  { reference, system }: { readonly reference: SharedTrials; readonly system: SharedTrials },
  lengthKind: LengthKind,
): readonly WarningCode[] {
  const { bank } = reference
  const isMissing = [reference, system].some(({ trials }) => trials.some(({ costUsd }) => costUsd === undefined))
  return [
    ...(isMissing ? (['cost-missing'] as const) : []),
    ...(lengthKind === 'minutes-estimated' ? (['estimated-lengths'] as const) : []),
    ...(bank.unit === 'task' && bank.families < bank.taskX.length ? (['few-families'] as const) : []),
    ...(bank.isFractional || system.bank.isFractional ? (['fractional-scores'] as const) : []),
    ...(bank.taskX.length < ENOUGH_TASKS ? (['indicative'] as const) : []),
  ]
}

function addUpReasons(...counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const count of counts) {
    for (const [reason, number] of Object.entries(count)) sums[reason] = (sums[reason] ?? 0) + number
  }
  return sums
}

/**
 * One state of affairs that the measurement leaves possible: all eight numbers moved at once, as far as a t distribution
 * with units - 1 degrees of freedom lets them. Each unit's move weighs a normal number, so their covariance is the
 * clustered one.
 *
 * @source statistics specification 7.3; CR1 (G / (G - 1)) and t over units - 1
 */
export function drawPricedPair(pair: PricedPair, random: Random): Pick<PricedPair, 'reference' | 'system'> {
  const { moves, units } = pair
  const by = new Float64Array(8)
  for (let unit = 0; unit < units; unit += 1) {
    const weight = drawNormal(random)
    for (let entry = 0; entry < 8; entry += 1) {
      by[entry] = (by[entry] ?? 0) + weight * (moves[8 * unit + entry] ?? 0)
    }
  }
  const df = units - 1
  const scale = Math.sqrt(units / df / (drawChiSquare(random, df) / df))
  return { reference: movedBy(pair.reference, by, scale), system: movedBy(pair.system, by.subarray(4), scale) }
}

function movedBy(fit: PricedFit, by: Float64Array, scale: number): PricedFit {
  const [intercept = 0, slope = 0, fixed = 0, perLength = 0] = by
  return {
    intercept: fit.intercept + scale * intercept,
    slope: fit.slope + scale * slope,
    fixedUsd: fit.fixedUsd + scale * fixed,
    perLengthUsd: fit.perLengthUsd + scale * perLength,
  }
}
