import type { ReactElement } from 'react'
import { isToldApart, type ManifoldCell, type ManifoldFinding } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { manifoldCharts } from '../pictures/index.js'
import { ChartFigure, DataTable, Section, SystemName } from '../sections/section.js'
import { gapWords } from '../sentences.js'
import { shareCell } from '../terminal/index.js'
import { basisWords, manifoldLead, manifoldWords, NEVER_WORDS, shortManifold } from './words.js'

/** Competence over length and dose: the picture, what it says in words, and every number behind it. */
export function ManifoldSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const { analysis } = document
  const manifold = shortManifold(document)
  if (manifold === undefined) return null
  const about = { id: 'manifold', title: 'Where competence ends', finding: manifoldLead(manifold) }
  return (
    <Section {...about} isOpen={analysis === undefined}>
      {manifoldCharts(document).map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      <ul className="plain">
        {[...manifoldWords(manifold), NEVER_WORDS].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <details className="more">
        <summary>Every cell with its interval</summary>
        <CellTable manifold={manifold} />
      </details>
      <p className="small">{basisWords(manifold)}</p>
    </Section>
  )
}

function CellTable({ manifold }: { readonly manifold: ManifoldFinding }): ReactElement {
  return (
    <DataTable
      columns={[
        { title: 'system' },
        { title: 'reference calls', isNumber: true },
        { title: 'disturbances', isNumber: true },
        { title: 'met', isNumber: true },
        { title: 'solved' },
        { title: `behind ${manifold.reference}` },
      ]}
      rows={manifold.cells.map((cell) => ({
        key: `${cell.system} ${cell.length} ${cell.dose}`,
        cells: [
          <SystemName key="system" label={cell.system} />,
          cell.length,
          cell.dose,
          cell.met?.toFixed(1) ?? '',
          cell.success.kind === 'determined' ? shareCell(cell.success) : 'not measured',
          behindCell(cell),
        ],
      }))}
    />
  )
}

function behindCell(cell: ManifoldCell): string {
  if (cell.behind === undefined) return ''
  if (cell.behind.kind === 'undetermined') return 'not measured'
  return `${gapWords(cell.behind)}${isToldApart(cell) ? '' : ', not told apart'}`
}
