import { ConfigError, type GateWord } from '../../domain/index.js'
import { betaCdf, type Random } from '../../math/index.js'
import type { Belief } from './belief.js'

/** A system that could take a session. */
export interface Contender {
  readonly system: string
  /** Only systems with TRUST are chosen from. */
  readonly word: GateWord
  readonly belief: Belief
  /** Cost of one attempt with what a failure costs on top, in US dollars; above 0. Equal numbers compare success alone. */
  readonly attemptUsd: number
}

/** Who takes a session, with the chance that it was this one: what a later correction for selection needs. */
export interface Choice {
  readonly system: string
  /** In (0, 1]; to be logged with the session. */
  readonly propensity: number
  /** True where it was drawn to learn, and not taken as the best. */
  readonly isExploring: boolean
  /** Of every trusted system; they sum to 1. */
  readonly propensities: Readonly<Record<string, number>>
}

/** Largest share of sessions that may go to another system than the best known one. */
const MOST_EXPLORATION = 0.02
const CELLS = 200

/**
 * Chooses among the systems that hold TRUST: nearly always the one with the lowest expected cost of a finished job, and
 * for a small share of sessions by Thompson sampling, each system as often as it is believed to be the best.
 *
 * @param options.exploration share of sessions, at most 0.02; that where left out
 * @returns undefined where no system holds TRUST: the session stays with the reference
 * @throws ConfigError where the exploration is above 2 % or a cost is not above 0
 * @source statistics specification 7.4
 */
export function chooseSystem(
  contenders: readonly Contender[],
  random: Random,
  options: { readonly exploration?: number } = {},
): Choice | undefined {
  const { exploration = MOST_EXPLORATION } = options
  if (!(exploration >= 0 && exploration <= MOST_EXPLORATION)) {
    throw new ConfigError('exploration', exploration, `from 0 to ${MOST_EXPLORATION}`)
  }
  const trusted = contenders.filter(({ word }) => word === 'TRUST').sort((a, b) => (a.system < b.system ? -1 : 1))
  const [first, ...others] = trusted
  if (first === undefined) return undefined
  const best = others.reduce((top, other) => (meanYield(other) > meanYield(top) ? other : top), first)
  const chances = chancesOfBest(trusted)
  const propensities = trusted.map((contender, index) => {
    return (contender === best ? 1 - exploration : 0) + exploration * (chances[index] ?? 0)
  })
  const isExploring = random.next() < exploration
  const drawn = isExploring ? (trusted[placeAt(chances, random.next())] ?? best) : best
  return {
    system: drawn.system,
    propensity: propensities[trusted.indexOf(drawn)] ?? 1,
    isExploring,
    propensities: Object.fromEntries(trusted.map(({ system }, index) => [system, propensities[index] ?? 0])),
  }
}

/** Finished jobs for each dollar, at the expected success. */
function meanYield({ belief, attemptUsd }: Contender): number {
  if (!(attemptUsd > 0)) throw new ConfigError('attemptUsd', attemptUsd, 'above 0')
  return (belief.successes + 1) / (belief.successes + belief.failures + 2) / attemptUsd
}

/**
 * Chance that each system is the best, as believed: what drawing each success once and taking the best would give, summed
 * over cells instead of drawn, so that the logged propensity is the one that was used.
 */
function chancesOfBest(trusted: readonly Contender[]): readonly number[] {
  const widest = Math.max(...trusted.map(({ attemptUsd }) => 1 / attemptUsd))
  // Even places are the edges of cells, odd ones their middles.
  const below = trusted.map(({ belief, attemptUsd }) =>
    Array.from({ length: 2 * CELLS + 1 }, (_, place) => {
      const success = Math.min(1, ((widest * place) / (2 * CELLS)) * attemptUsd)
      return betaCdf(success, belief.successes + 1, belief.failures + 1)
    }),
  )
  const sums = below.map((own) => {
    const rivals = below.filter((other) => other !== own)
    let sum = 0
    for (let middle = 1; middle < own.length; middle += 2) {
      const mass = (own[middle + 1] ?? 1) - (own[middle - 1] ?? 0)
      sum += rivals.reduce((product, rival) => product * (rival[middle] ?? 1), mass)
    }
    return sum
  })
  const total = sums.reduce((all, sum) => all + sum, 0)
  return total > 0 ? sums.map((sum) => sum / total) : sums.map(() => 1 / sums.length)
}

function placeAt(chances: readonly number[], uniform: number): number {
  let left = uniform
  for (const [place, chance] of chances.entries()) {
    left -= chance
    if (left < 0) return place
  }
  return chances.length - 1
}
