import type { CompetenceRow, Estimate, SolvedCount, Stratum } from '../../domain/index.js'
import { independentInterval } from '../../estimate/index.js'
import type { ZooStudy } from './pair-studies.js'

/** Success that was measured when a model was made. */
export interface PlantedCompetence extends SolvedCount {
  readonly size: number
  readonly stratum: Stratum
}

/** A model with what its card says. */
export interface KnownCompetence {
  /** Its label in the studies. */
  readonly system: string
  readonly competence: readonly PlantedCompetence[]
}

/** Of all intervals together: each row has its share of what they may miss. */
const LEVEL = 0.99

/**
 * What studies find of the success on each card, as far as they measure it: same form, same size. Both shares are measured,
 * so the interval is that of their difference; the intervals of all rows hold together at 99 % (Bonferroni).
 *
 * @returns a row for each form of each model that its card speaks of
 */
export function recoverCompetence(
  studies: readonly ZooStudy[],
  known: readonly KnownCompetence[],
  sizes: Readonly<Record<Stratum, number>>,
): CompetenceRow[] {
  const spoken = known.flatMap(({ system, competence }) =>
    competence.flatMap((form) => (sizes[form.stratum] === form.size ? [{ system, ...form }] : [])),
  )
  const level = 1 - (1 - LEVEL) / spoken.length
  return spoken.map(({ system, stratum, size, solved, trials }) => {
    const planted = { solved, trials }
    const recovered = countOver(studies, system, stratum)
    const difference = differenceOf(planted, recovered, level)
    const isRecovered = difference.kind === 'determined' && difference.low <= 0 && difference.high >= 0
    return { system, stratum, size, planted, recovered, difference, isRecovered }
  })
}

function countOver(studies: readonly ZooStudy[], system: string, stratum: Stratum): SolvedCount {
  const counts = studies.flatMap((study) =>
    study.counts.filter((count) => count.stratum === stratum && count.system === system),
  )
  const sum = (of: (count: SolvedCount) => number) => counts.reduce((total, count) => total + of(count), 0)
  return { solved: sum(({ solved }) => solved), trials: sum(({ trials }) => trials) }
}

function differenceOf(one: SolvedCount, other: SolvedCount, level: number): Estimate {
  const trials = one.trials + other.trials
  const basis = { method: 'newcombe-independent', level, samples: trials, trials, excluded: {}, warnings: [] }
  if (one.trials === 0 || other.trials === 0) return { kind: 'undetermined', reason: 'no-data', ...basis }
  const shareOf = ({ solved, trials: own }: SolvedCount) => ({ share: solved / own, trials: own })
  const [first, second] = [shareOf(one), shareOf(other)]
  const value = first.share - second.share
  return { kind: 'determined', value, ...independentInterval(first, second, level), ...basis }
}
