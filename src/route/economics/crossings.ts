import { type BreakEvenCrossing, ConfigError } from '../../domain/index.js'

/** A system by the length of a job. */
export interface PricedCurve {
  /** Cost of one attempt in US dollars. */
  readonly costAt: (length: number) => number
  /** Success in [0, 1]. */
  readonly successAt: (length: number) => number
  /** What a failure costs on top of the attempt, in US dollars; the same at every length and for both where left out. */
  readonly failureAt?: (length: number) => number
}

/** A length at which another system becomes the cheaper one for each finished job, in the unit of the curves. */
export type Crossing = BreakEvenCrossing

/** Places at which the sign of the gap is read, evenly on the logarithm of length. */
const PLACES = 2_000

/**
 * Every length at which the cost of a finished job is the same for both systems, where each detected failure is cleaned
 * up and retried: p / p_F = (c + l) / (c_F + l). Two crossings closer than a two-thousandth of the range, on the
 * logarithmic scale, may be missed together.
 *
 * @param range.from and range.to lengths, 0 < from < to, in the unit of the curves
 * @returns ascending; empty where one of them is cheaper all the way
 * @throws ConfigError where the range is none or the failure cost is negative
 * @source statistics specification 7.2: bisection on log length; against the closed form in test/oracle/routing.test.ts
 */
export function breakEvenLengths(
  candidate: PricedCurve,
  reference: PricedCurve,
  range: { readonly from: number; readonly to: number; readonly failureUsd: number },
): readonly Crossing[] {
  const { from, to, failureUsd } = range
  if (!(from > 0 && to > from && Number.isFinite(to)))
    throw new ConfigError('range', [from, to], 'lengths 0 < from < to')
  if (!(failureUsd >= 0)) throw new ConfigError('failureUsd', failureUsd, 'at least 0')
  const advantage = (logLength: number) => advantageAt(Math.exp(logLength), { candidate, reference, failureUsd })
  const [first, last] = [Math.log(from), Math.log(to)]
  const places = Array.from({ length: PLACES + 1 }, (_, place) => first + ((last - first) * place) / PLACES)
  const found: Crossing[] = []
  let before: { readonly at: number; readonly sign: number } | undefined
  for (const at of places) {
    const sign = Math.sign(advantage(at))
    // Where both are equal to the last digit there is no side; the next place that has one decides.
    if (sign === 0 || Number.isNaN(sign)) continue
    if (before !== undefined && before.sign !== sign) {
      found.push({ length: Math.exp(rootBetween(before, at, advantage)), paysBelow: before.sign > 0 })
    }
    before = { at, sign }
  }
  return found
}

/**
 * Above 0 where a finished job costs less with the candidate, (c + f) / p - f on either side; the sign is all that counts.
 *
 * @param systems.failureUsd of a curve that does not say what its failures cost
 */
export function advantageAt(
  length: number,
  systems: { readonly candidate: PricedCurve; readonly reference: PricedCurve; readonly failureUsd: number },
): number {
  const { candidate, reference, failureUsd } = systems
  const [success, other] = [candidate.successAt(length), reference.successAt(length)]
  const own = candidate.failureAt?.(length) ?? failureUsd
  const others = reference.failureAt?.(length) ?? failureUsd
  const gain = (reference.costAt(length) + others) * success - (candidate.costAt(length) + own) * other
  return own === others ? gain : gain - success * other * (others - own)
}

function rootBetween(
  before: { readonly at: number; readonly sign: number },
  after: number,
  of: (at: number) => number,
): number {
  let [low, high] = [before.at, after]
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (Math.sign(of(middle)) === before.sign) low = middle
    else high = middle
  }
  return (low + high) / 2
}
