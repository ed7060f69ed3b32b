import { type GateWord, surePercent } from '../../domain/index.js'

/** Share of draws in which the candidate must be cheaper. */
const SURE_ENOUGH = 0.9

/** Whether work is routed to a cheaper system, and why. */
export interface RouteDecision {
  readonly routesDown: boolean
  readonly words: string
}

/**
 * Routes work to the cheaper system only where the gate trusts it and it is at least 90 % sure to be cheaper for each
 * finished job.
 *
 * @param cheaper share of draws in which it is cheaper, as `drawCosts` gives it; in [0, 1]
 * @source statistics specification 7.3
 * @example routeDown('UNDECIDED', 0.99).routesDown
 * // false
 */
export function routeDown(word: GateWord, cheaper: number): RouteDecision {
  const sure = `${surePercent(cheaper)} sure to be cheaper for each finished job`
  if (word !== 'TRUST') return { routesDown: false, words: `stay: the gate says ${word} (${sure})` }
  if (!(cheaper >= SURE_ENOUGH)) {
    return { routesDown: false, words: `stay: trusted, but only ${sure}; expected at least ${SURE_ENOUGH * 100}%` }
  }
  return { routesDown: true, words: `route down: trusted, and ${sure}` }
}
