import { ConfigError } from '../../domain/index.js'
import { gameBelow, growWealth, logWealth, pairedValue, startWealth } from '../../estimate/index.js'

/** One task and seed that every system still in the race was given; by launch index. */
export interface RaceRound {
  /** Score in [0, 1] by system; a system is missing while its trial runs, or after it was dropped. */
  readonly scores: Readonly<Record<string, number>>
  /** Left out, since some trial was void. */
  readonly isVoid?: boolean
}

/** How a race between systems went. */
export interface Race {
  /** Systems still in it, best first. */
  readonly left: readonly string[]
  /** In the order in which they fell. */
  readonly dropped: readonly { readonly system: string; readonly behind: string; readonly afterRounds: number }[]
  /** The one that is left. */
  readonly best?: string
  /** Rounds that count: the longest finished prefix. */
  readonly rounds: number
  /** False: more rounds may still drop a system. */
  readonly isFinal: boolean
}

/**
 * Which of several systems is best here: successive elimination. Every round is bet on for each pair; a system is
 * dropped once the evidence that it is worse than the present leader reaches K / alpha. The best system is ever dropped
 * with probability at most alpha, whoever led when.
 *
 * @param systems at least two
 * @param options.alpha in (0, 1)
 * @param options.mostRounds after which it ends without an answer
 * @throws ConfigError for fewer than two systems, the same one twice, or a score outside [0, 1]
 * @source statistics specification 6.6: paired e-processes of 6.4 with margin 0, union over the K - 1 rivals of the best
 */
export function findBest(
  systems: readonly string[],
  rounds: readonly RaceRound[],
  options: { readonly alpha: number; readonly mostRounds: number },
): Race {
  if (systems.length < 2) throw new ConfigError('systems', systems, 'at least two')
  if (new Set(systems).size < systems.length) throw new ConfigError('systems', systems, 'each one only once')
  const level = Math.log(systems.length / options.alpha)
  let left = systems.toSorted()
  const totals = new Map(left.map((system) => [system, 0]))
  const wealth = new Map<string, readonly number[]>()
  const dropped: { system: string; behind: string; afterRounds: number }[] = []
  let counted = 0
  for (const { scores, isVoid = false } of rounds) {
    if (left.length === 1 || counted === options.mostRounds) break
    if (isVoid) continue
    if (left.some((system) => scores[system] === undefined)) break
    counted += 1
    for (const system of left) totals.set(system, (totals.get(system) ?? 0) + scoreOf(scores, system))
    betOnPairs(wealth, left, scores)
    const leader = best(left, totals)
    const falls = left.filter((system) => system !== leader && evidenceWorse(wealth, system, leader) >= level)
    dropped.push(...falls.map((system) => ({ system, behind: leader, afterRounds: counted })))
    left = left.filter((system) => !falls.includes(system))
  }
  const ranked = left.toSorted((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || (a < b ? -1 : 1))
  const [first] = ranked
  const isDone = left.length === 1
  return {
    left: ranked,
    dropped,
    ...(isDone && first !== undefined && { best: first }),
    rounds: counted,
    isFinal: isDone || counted === options.mostRounds,
  }
}

const WORSE = gameBelow(0.5)

function scoreOf(scores: Readonly<Record<string, number>>, system: string): number {
  const score = scores[system] ?? 0
  if (!(score >= 0 && score <= 1)) throw new ConfigError(`scores.${system}`, score, 'from 0 to 1')
  return score
}

/** Bets, for each ordered pair, that the first is worse than the second. */
function betOnPairs(
  wealth: Map<string, readonly number[]>,
  left: readonly string[],
  scores: Readonly<Record<string, number>>,
): void {
  for (const system of left) {
    for (const rival of left) {
      if (rival === system) continue
      const key = pairKey(system, rival)
      const value = pairedValue(scoreOf(scores, system) - scoreOf(scores, rival))
      wealth.set(key, growWealth(wealth.get(key) ?? startWealth(WORSE), value, WORSE))
    }
  }
}

function evidenceWorse(wealth: ReadonlyMap<string, readonly number[]>, system: string, rival: string): number {
  return logWealth(wealth.get(pairKey(system, rival)) ?? startWealth(WORSE), WORSE)
}

function pairKey(system: string, rival: string): string {
  return JSON.stringify([system, rival])
}

/** The highest total; by name where equal. */
function best(left: readonly string[], totals: ReadonlyMap<string, number>): string {
  return left.reduce((top, system) => ((totals.get(system) ?? 0) > (totals.get(top) ?? 0) ? system : top))
}
