import { type BettingGame, fastestStake, gameAbove, gameBelow, withPointBet } from './betting.js'

/** Share of pairs with one success that the point bet reckons with; a wrong value costs speed, never validity. */
const ASSUMED_DISCORDANCE = 0.25

/** The two games on paired differences D in [-1, 1], played on (D + 1) / 2. */
export interface PairedGames {
  /** Against "worse by `margin` or more". */
  readonly notWorse: BettingGame
  /** Against "not worse at all". */
  readonly worse: BettingGame
}

/** A difference candidate minus reference in [-1, 1] as the value in [0, 1] that is bet on. */
export function pairedValue(difference: number): number {
  return (difference + 1) / 2
}

/**
 * Games on a paired difference, grids alone.
 *
 * @param margin in [0, 1)
 * @source statistics specification 6.4; checked in test/oracle/anytime_paired.json
 */
export function pairedGrids(margin: number): PairedGames {
  return { notWorse: gameAbove((1 - margin) / 2), worse: gameBelow(0.5) }
}

/**
 * The same games with half their wealth on one stake each, the fastest where the systems are equal, or where the
 * candidate is worse by exactly the margin.
 *
 * @param options.margin in (0, 1)
 * @param options.discordance share of pairs with one success, in (0, 1]; 0.25 where left out
 * @source statistics specification 6.4
 */
export function pairedGames(options: { readonly margin: number; readonly discordance?: number }): PairedGames {
  const { margin, discordance = ASSUMED_DISCORDANCE } = options
  const { notWorse, worse } = pairedGrids(margin)
  const pointsAt = (mean: number) => {
    const apart = Math.max(discordance, Math.abs(mean))
    return [
      { value: 0, chance: (apart - mean) / 2 },
      { value: 0.5, chance: 1 - apart },
      { value: 1, chance: (apart + mean) / 2 },
    ]
  }
  return {
    notWorse: withPointBet(notWorse, fastestStake(notWorse.centre, pointsAt(0))),
    worse: withPointBet(worse, fastestStake(worse.centre, pointsAt(-margin))),
  }
}
