import type { Screen } from '../../domain/index.js'
import { canFindOne, SCREEN_RATE, screenCells } from '../../estimate/index.js'
import type { StudyObservation } from '../observe.js'
import type { ProbePair } from '../pair.js'
import { differenceOf } from './difference.js'

/**
 * Screens every system under every probe on every kind of work, for what deserves a closer look: many small tests of
 * varied minus sham, corrected for the share of false finds (Benjamini and Hochberg). The cells are those of the plan: its
 * families, or its forms of work where families have too few samples for a test to find anything.
 *
 * @param options.rate share of the finds expected to be false; 10 % where left out
 * @source statistics specification 4: exploratory screens over system, intervention and domain
 */
export function screenEffects(
  { pairs }: Pick<StudyObservation, 'pairs'>,
  options: { readonly level: number; readonly seed: number; readonly rate?: number },
): Screen {
  const kind = kindOf(pairs, options.rate ?? SCREEN_RATE)
  const cells = Map.groupBy(pairs, ({ system, probe, sample }) => [system, probe, sample[kind]].join('\n'))
  const named = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own)
  return screenCells(
    named.flatMap((own) => {
      const [first] = own
      if (first === undefined) return []
      const counted = own.filter(({ delivery }) => delivery !== 'void')
      const { estimate, test } = differenceOf(counted, options)
      const cell = {
        system: first.system,
        work: { kind, name: first.sample[kind] },
        intervention: first.probe,
        difference: estimate,
      }
      return [test === undefined ? cell : { ...cell, p: test.p }]
    }),
    options,
  )
}

/** By family where families have samples enough for so many tests, else by form of work. */
function kindOf(pairs: readonly ProbePair[], rate: number): 'family' | 'stratum' {
  const cells = Map.groupBy(pairs, ({ system, probe, sample }) => [system, probe, sample.family].join('\n'))
  const sizes = [...cells.values()].map((own) => new Set(own.map(({ sample }) => sample.id)).size)
  return canFindOne(sizes, rate) ? 'family' : 'stratum'
}
