import { DataError, type PublishedAudit, type PublishedFigure } from '../../domain/index.js'
import { auditComparisons } from './comparisons.js'
import { auditFigures, findConflicts } from './figures.js'
import { findRepeats } from './repeats.js'

/**
 * Holds published figures to what tasks and trials can give: which figures cannot arise, which contradict one another,
 * which rows repeat each other's digits, and which differences are too small to mean what they say.
 *
 * @param options.level of intervals, in (0, 1)
 * @throws DataError `unknown-reference` with the systems there are
 */
export function auditPublished(
  figures: readonly PublishedFigure[],
  options: { readonly reference: string; readonly level: number },
): PublishedAudit {
  const { reference, level } = options
  const systems = [...new Set(figures.map(({ system }) => system))].sort()
  if (!systems.includes(reference)) {
    throw new DataError('unknown-reference', `reference is ${reference}; expected one of ${systems.join(', ')}`)
  }
  return {
    reference,
    level,
    figures: auditFigures(figures),
    conflicts: findConflicts(figures),
    repeats: findRepeats(figures, level),
    comparisons: auditComparisons(figures, options),
    cannotSay: CANNOT_SAY,
  }
}

const CANNOT_SAY = [
  'Whether a figure that can arise is true: only the results by task can.',
  'Why a figure cannot arise: trials may have been left out, tasks weighted or digits mistyped.',
  'Whether the same tasks and trials stand behind two figures: the table does not hold them.',
]
