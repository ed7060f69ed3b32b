import { ConfigError } from '../../domain/index.js'
import { type ErrorRates, fixedBinomialDesign, type RateEdges, villeLevels } from '../../estimate/index.js'
import { exactLevels } from './exact-levels.js'

/** What is asked of a system before work is routed to it. */
export interface GateRule extends ErrorRates {
  /** Success that is wanted, in (0, 1). */
  readonly required: number
  /** Width of the zone around it in which either answer is acceptable. */
  readonly tolerance: number
  /** Most trials, as a multiple of the fixed design; at least 1. */
  readonly capFactor: number
  /** Distinct tasks before any stop. */
  readonly leastTasks: number
  /**
   * `ville`: 1 / alpha and 1 / beta, valid whatever the cap, so that it may be raised later. `exact`: lowered until the
   * errors up to this cap, with independent trials, just keep alpha and beta; fewer trials, but the cap is then final.
   */
  readonly levels: 'ville' | 'exact'
}

/** A rule worked out: where it stops, and what it is compared with. */
export interface GateDesign extends RateEdges, ErrorRates {
  /** Logarithm of the evidence at which it trusts, and at which it rejects. */
  readonly trustAt: number
  readonly rejectAt: number
  /** Trials of the fixed design with the same errors. */
  readonly fixedTrials: number
  /** Successes from which that design trusts. */
  readonly critical: number
  /** Trials after which the gate gives up: UNDECIDED. */
  readonly mostTrials: number
  /** Distinct tasks without which nothing is trusted. */
  readonly leastTasks: number
}

/** What the gate asks where nothing else is said. */
export const DEFAULT_GATE: GateRule = {
  required: 0.8,
  tolerance: 0.1,
  alpha: 0.05,
  beta: 0.05,
  capFactor: 1.5,
  leastTasks: 5,
  levels: 'ville',
}

/**
 * Works a rule out.
 *
 * @param rule the defaults stand for whatever is left out
 * @throws ConfigError where an edge would leave (0, 1), or an error, the cap or the number of tasks makes no sense
 * @source statistics specification 6.1
 * @example designGate().mostTrials
 * // 264
 */
export function designGate(rule: Partial<GateRule> = {}): GateDesign {
  const { required, tolerance, alpha, beta, capFactor, leastTasks, levels } = { ...DEFAULT_GATE, ...rule }
  checkRule({ required, tolerance, alpha, beta, capFactor, leastTasks })
  const edges = { low: tidy(required - tolerance / 2), high: tidy(required + tolerance / 2) }
  const { trials, critical } = fixedBinomialDesign(edges, { alpha, beta })
  const mostTrials = Math.ceil(capFactor * trials - 1e-9)
  const { upper, lower } = villeLevels({ alpha, beta })
  const sizes = { fixedTrials: trials, critical, mostTrials, leastTasks }
  const design = { ...edges, alpha, beta, trustAt: upper, rejectAt: -lower, ...sizes }
  return levels === 'ville' ? design : { ...design, ...exactLevels(design) }
}

function checkRule(rule: Omit<GateRule, 'levels'>): void {
  const { required, tolerance, alpha, beta, capFactor, leastTasks } = rule
  if (!(required > 0 && required < 1)) throw new ConfigError('required', required, 'a share above 0 and below 1')
  const widest = 2 * Math.min(required, 1 - required)
  if (!(tolerance > 0 && tolerance < widest)) {
    throw new ConfigError(
      'tolerance',
      tolerance,
      `above 0 and below ${tidy(widest)}, so that both edges lie within 0 and 1`,
    )
  }
  for (const [name, value] of Object.entries({ alpha, beta })) {
    if (!(value > 0 && value < 0.5)) throw new ConfigError(name, value, 'an error rate above 0 and below 0.5')
  }
  if (!(capFactor >= 1 && capFactor <= 100)) throw new ConfigError('capFactor', capFactor, 'from 1 to 100')
  if (!Number.isInteger(leastTasks) || leastTasks < 1) {
    throw new ConfigError('leastTasks', leastTasks, 'a whole number from 1')
  }
}

/** 0.85 instead of 0.8500000000000001. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
