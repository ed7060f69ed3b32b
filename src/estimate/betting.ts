import { logSumExp } from '../math/index.js'

/** Bets on a mean in [0, 1]: each value x multiplies the wealth of a bet by 1 + stake (x - centre). */
export interface BettingGame {
  /** The mean under the hypothesis that is bet against. */
  readonly centre: number
  /** Stakes with the share of the first unit of wealth that each gets; shares sum to 1. */
  readonly bets: readonly { readonly stake: number; readonly share: number }[]
}

/** Bets of a grid. */
const GRID = 16

/** sin^2(pi (k - 1/2) / 32): shares of the largest stake, dense at both ends. */
const FRACTIONS: readonly number[] = Array.from({ length: GRID }, (_, k) => {
  return Math.sin((Math.PI * (k + 0.5)) / (2 * GRID)) ** 2
})

/**
 * Sixteen bets against "the mean is at most `centre`".
 *
 * @param centre in (0, 1)
 */
export function gameAbove(centre: number): BettingGame {
  return { centre, bets: FRACTIONS.map((fraction) => ({ stake: fraction / centre, share: 1 / GRID })) }
}

/** Sixteen bets against "the mean is at least `centre`". */
export function gameBelow(centre: number): BettingGame {
  return { centre, bets: FRACTIONS.map((fraction) => ({ stake: -fraction / (1 - centre), share: 1 / GRID })) }
}

/** A game that keeps half its wealth in its grid and puts the other half on one stake. */
export function withPointBet({ centre, bets }: BettingGame, stake: number): BettingGame {
  return { centre, bets: [...bets.map((bet) => ({ ...bet, share: bet.share / 2 })), { stake, share: 0.5 }] }
}

/**
 * Stake whose wealth grows fastest under a stated distribution: the maximum of E log(1 + stake (x - centre)).
 *
 * @param points values with their probabilities
 * @returns within (-1 / (1 - centre), 1 / centre): wealth stays positive whatever comes
 */
export function fastestStake(
  centre: number,
  points: readonly { readonly value: number; readonly chance: number }[],
): number {
  const slope = (stake: number) =>
    points.reduce((sum, { value, chance }) => {
      return sum + (chance * (value - centre)) / (1 + stake * (value - centre))
    }, 0)
  let [low, high] = [-0.999 / (1 - centre), 0.999 / centre]
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2
    if (slope(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Logarithm of the wealth of each bet before any value. */
export function startWealth({ bets }: BettingGame): readonly number[] {
  return bets.map(() => 0)
}

/** Logarithm of the wealth of each bet after one more value in [0, 1]. */
export function growWealth(wealth: readonly number[], value: number, { centre, bets }: BettingGame): readonly number[] {
  return bets.map(({ stake }, index) => (wealth[index] ?? 0) + Math.log1p(stake * (value - centre)))
}

/** log e-value of a game: the average wealth of its bets. */
export function logWealth(wealth: readonly number[], { bets }: BettingGame): number {
  return logSumExp(bets.map(({ share }, index) => (wealth[index] ?? 0) + Math.log(share)))
}

/**
 * log e-value of a game after all values; their order does not matter.
 *
 * @param values in [0, 1]
 * @source statistics specification 6.3 and 6.4 (Waudby-Smith & Ramdas 2024); checked in test/oracle/anytime_paired.json
 * @example logEvidence([0.5], gameBelow(0.5))
 * // 0
 */
export function logEvidence(values: readonly number[], game: BettingGame): number {
  return logWealth(
    values.reduce((wealth: readonly number[], value) => growWealth(wealth, value, game), startWealth(game)),
    game,
  )
}
