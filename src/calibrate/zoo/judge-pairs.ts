import {
  type Descent,
  type Estimate,
  InvariantError,
  type PairRow,
  type PairTruth,
  type RateRow,
  type Stratum,
} from '../../domain/index.js'
import { clopperPearson, estimatePairedDifference } from '../../estimate/index.js'
import type { PairStudy, ZooStudy } from './pair-studies.js'

/** A system that studies hold against the reference, and what is known of it. */
export interface KnownPair {
  readonly system: string
  readonly truth: PairTruth
  readonly descent: Descent
}

/** Most that equal systems may be told apart: the nominal rate of 95 % intervals. */
export const MOST_FALSE_ALARMS = 0.05
/** Least that systems of planted difference have to be found. */
export const LEAST_POWER = 0.8

const LEVEL = 0.99
const BOUNDS = { null: MOST_FALSE_ALARMS, true: LEAST_POWER } as const

/**
 * Judges each pair: equal systems must not be told apart more often than stated, different ones must be found as often as
 * planned. Studies are independent of each other, so each share has its exact interval.
 */
export function judgePairs(studies: readonly ZooStudy[], known: readonly KnownPair[]): PairRow[] {
  return known.map((pair) => {
    const own = studies.map((study) => pairIn(study, pair.system))
    const isOf = (kind: PairStudy['verdict']) => own.filter(({ verdict }) => verdict === kind).length
    const hits = own.filter((study) => isHit(study, pair.truth)).length
    const { low, high } = clopperPearson(hits, own.length, LEVEL)
    return {
      ...pair,
      studies: own.length,
      behind: own.filter((study) => sideOf(study) > 0).length,
      ahead: own.filter((study) => sideOf(study) < 0).length,
      equivalent: isOf('established-equivalent'),
      notEstablished: isOf('not-established') + isOf('undecided'),
      undetermined: isOf('undetermined'),
      rate: hits / own.length,
      low,
      high,
      ...(pair.truth !== 'open' && { bound: BOUNDS[pair.truth], isHeld: isWithin(pair.truth, { low, high }) }),
      narrowGap: gapOver(own, 'narrow'),
      longGap: gapOver(own, 'long'),
    }
  })
}

/**
 * Null pairs together and true pairs together. Pairs of one study share its reference, so a study counts as one trial,
 * however many pairs it has: exact where they always come out alike, wider than need be otherwise.
 */
export function judgeTogether(studies: readonly ZooStudy[], known: readonly KnownPair[]): RateRow[] {
  return (['null', 'true'] as const).flatMap((truth): RateRow[] => {
    const systems = known.flatMap((pair) => (pair.truth === truth ? [pair.system] : []))
    const all = studies.flatMap((study) => systems.map((system) => isHit(pairIn(study, system), truth)))
    if (all.length === 0) return []
    const hits = all.filter(Boolean).length
    const rate = hits / all.length
    const { low, high } = clopperPearson(rate * studies.length, studies.length, LEVEL)
    return [
      {
        quantity: truth === 'null' ? 'null pairs told apart' : 'true pairs found',
        nominal: BOUNDS[truth],
        bound: truth === 'null' ? 'at-most' : 'at-least',
        studies: all.length,
        hits,
        rate,
        low,
        high,
        isHeld: isWithin(truth, { low, high }),
      },
    ]
  })
}

function pairIn(study: ZooStudy, system: string): PairStudy {
  const found = study.pairs.find((pair) => pair.system === system)
  if (found === undefined) throw new InvariantError(`${system} is not in the study`)
  return found
}

/** Above 0 where a shadow is established, below 0 where its opposite is, else 0. */
function sideOf({ verdict, shadow = 0 }: PairStudy): number {
  return verdict === 'established' ? Math.sign(shadow) : 0
}

function isHit(study: PairStudy, truth: PairTruth): boolean {
  return truth === 'true' ? sideOf(study) > 0 : sideOf(study) !== 0
}

function isWithin(truth: 'null' | 'true', { low, high }: { readonly low: number; readonly high: number }): boolean {
  return truth === 'null' ? low <= BOUNDS.null : high >= BOUNDS.true
}

/** Mean gap over the samples of all studies: no two studies share one, and each was tried once. */
function gapOver(studies: readonly PairStudy[], stratum: Stratum): Estimate {
  const values = studies.flatMap(({ gaps }, study) =>
    gaps[stratum].map((value, sample) => ({ cluster: `${study}/${sample}`, value })),
  )
  return estimatePairedDifference(values, { level: LEVEL }).estimate
}
