import { isToldApart, type ManifoldFinding } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { type Style, type TerminalOptions, table, wrapText } from '../terminal/index.js'
import { behindLook, successLook } from './cell.js'
import { basisWords, manifoldLead, manifoldWords } from './words.js'

/** The manifold as tables of numbers: a row for each dose, the largest first, as in the picture. */
export function manifoldLines({ manifold }: ReportDocument, look: TerminalOptions & Style): string[] {
  if (manifold === undefined) return []
  const said = [manifoldLead(manifold), ...manifoldWords(manifold), basisWords(manifold)]
  const { reference, systems } = manifold
  return [
    ...said.map((line) => wrapText(`  ${line}`, look.columns, '    ')),
    ...grid(manifold, { system: reference, title: `${reference}: % solved, by reference calls` }, look),
    ...systems.flatMap((system) => [
      ...grid(manifold, { system, title: `${system}: % solved, by reference calls` }, look),
      ...grid(
        manifold,
        { system, title: `${system}: points behind ${reference}; in brackets where not told apart`, isBehind: true },
        look,
      ),
    ]),
  ]
}

function grid(
  { lengths, doses, cells }: ManifoldFinding,
  of: { readonly system: string; readonly title: string; readonly isBehind?: true },
  look: TerminalOptions & Style,
): string[] {
  const columns = [{ title: 'disturbances' }, ...lengths.map((length) => ({ title: `${length}`, isNumber: true }))]
  const rows = [...doses].reverse().map((dose) => [
    `${dose}`,
    ...lengths.map((length) => {
      const cell = cells.find((entry) => entry.system === of.system && entry.length === length && entry.dose === dose)
      if (of.isBehind === undefined) return successLook(cell).text
      const { text, kind } = behindLook(cell)
      return kind === 'unsure' && cell !== undefined && !isToldApart(cell) ? `(${text})` : text
    }),
  ])
  return ['', look.bold(`  ${of.title}`), ...table(columns, rows, { ...look, indent: 4 })]
}
