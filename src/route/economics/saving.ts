import { type OutcomeRow, type Saving, successOf, surePercent, usd } from '../../domain/index.js'
import { drawCosts, type MeasuredSystem } from './draw-costs.js'
import { routeDown } from './route-down.js'

/** What a failure costs, as the user entered it. */
export interface FailurePrices {
  /** US dollars a failure that is noticed and redone. */
  readonly loudUsd?: number
  /** US dollars a failure that is delivered as if it were right. */
  readonly silentUsd?: number
  /** Share of failures that are noticed, for rows that do not say what was claimed. */
  readonly noticed?: number
}

/**
 * How sure it is that one system is cheaper than the reference for each finished job, and whether work may be routed to
 * it. Where no cost of a failure was entered, one attempt of the reference stands in.
 *
 * @param scope.isFit whether the candidate is shown to reach the required success there
 * @returns undefined where either has fewer than two tasks with known costs
 * @source statistics specification 7.3
 */
export function savingOf(
  rows: { readonly candidate: readonly OutcomeRow[]; readonly reference: readonly OutcomeRow[] },
  prices: FailurePrices,
  scope: { readonly isFit: boolean; readonly seed: number },
): Saving | undefined {
  const [candidate, reference] = [measured(rows.candidate, prices), measured(rows.reference, prices)]
  if (candidate.tasks.length < 2 || reference.tasks.length < 2) return undefined
  const { loudUsd, silentUsd } = prices
  const isEntered = loudUsd !== undefined || silentUsd !== undefined
  const standIn = reference.tasks.reduce((sum, { costUsd }) => sum + costUsd, 0) / reference.tasks.length
  const failureUsd = loudUsd ?? (isEntered ? 0 : standIn)
  const terms = { costDetectedFailure: failureUsd, lossUndetected: silentUsd ?? 0, maxAttempts: 1, escalates: false }
  const costs = drawCosts({ candidate, reference }, terms, { seed: scope.seed })
  const route = routeDown(scope.isFit ? 'TRUST' : 'UNDECIDED', costs.cheaper)
  const basis = isEntered
    ? 'failures cost what was entered'
    : `a failure is taken to cost one attempt of the reference, ${usd(standIn)}`
  return {
    candidateUsd: costs.candidate,
    referenceUsd: costs.reference,
    cheaper: costs.cheaper,
    failureUsd,
    isFailureEntered: isEntered,
    routesDown: route.routesDown,
    words: `${surePercent(costs.cheaper)} sure that a finished job costs less`,
    basis,
  }
}

/** Counted trials with a known cost, by task; failures by whether they were noticed. */
function measured(rows: readonly OutcomeRow[], { noticed = 1 }: FailurePrices): MeasuredSystem {
  const counted = rows.flatMap((row) => {
    const success = successOf(row)
    return success === undefined || row.costUsd === undefined ? [] : [{ ...row, success, costUsd: row.costUsd }]
  })
  const tasks = [...Map.groupBy(counted, ({ task }) => task).values()].map((own) => ({
    successes: own.reduce((sum, { success }) => sum + success, 0),
    trials: own.length,
    costUsd: own.reduce((sum, { costUsd }) => sum + costUsd, 0) / own.length,
  }))
  const failed = counted.filter(({ success }) => success < 1)
  const detected = failed.reduce(
    (sum, { isSilentFailure }) => sum + (isSilentFailure === undefined ? noticed : isSilentFailure ? 0 : 1),
    0,
  )
  return { tasks, failures: { detected, silent: failed.length - detected } }
}
