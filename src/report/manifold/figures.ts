import { counted, isToldApart } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { shortManifold } from './words.js'

/** In how many cells each of the other systems is told apart from the reference. */
export function manifoldFigures(document: ReportDocument) {
  const manifold = shortManifold(document)
  if (manifold === undefined) return []
  const { reference, systems, cells, lengths, doses } = manifold
  return systems.map((system) => {
    const own = cells.filter((cell) => cell.system === system && cell.behind?.kind === 'determined')
    return {
      value: `${own.filter(isToldApart).length} of ${own.length}`,
      label: `cells in which ${system} is told apart from ${reference}`,
      note: `${counted(lengths.length, 'length')} by ${counted(doses.length, 'dose')}`,
    }
  })
}
