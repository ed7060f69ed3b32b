import type { Screen } from '../../domain/index.js'
import { screenCells } from '../../estimate/index.js'
import type { StudyObservation } from '../observe.js'
import { differenceOf } from './difference.js'

/**
 * Screens every system under every probe on every family of work, for what deserves a closer look: many small tests of
 * varied minus sham, corrected for the share of false finds (Benjamini and Hochberg). The cells are those of the plan.
 *
 * @param options.rate share of the finds expected to be false; 10 % where left out
 * @source statistics specification 4: exploratory screens over system, intervention and domain
 */
export function screenEffects(
  { pairs }: Pick<StudyObservation, 'pairs'>,
  options: { readonly level: number; readonly seed: number; readonly rate?: number },
): Screen {
  const cells = Map.groupBy(pairs, ({ system, probe, sample }) => [system, probe, sample.family].join('\n'))
  const named = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own)
  return screenCells(
    named.flatMap((own) => {
      const [first] = own
      if (first === undefined) return []
      const counted = own.filter(({ delivery }) => delivery !== 'void')
      const { estimate, test } = differenceOf(counted, options)
      const cell = {
        system: first.system,
        family: first.sample.family,
        intervention: first.probe,
        difference: estimate,
      }
      return [test === undefined ? cell : { ...cell, p: test.p }]
    }),
    options,
  )
}
