import type { ReactElement } from 'react'
import type { CalibrationRow } from '../../domain/index.js'
import { amount, count, percent, signedPoints } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { estimateWords } from '../sentences.js'
import { DataTable, Section } from './section.js'

/** How a calibrated quantity is printed. */
function calibrationNumber(unit: CalibrationRow['unit']): (value: number) => string {
  if (unit === 'share') return percent
  return unit === 'points' ? signedPoints : amount
}

/** Planted against recovered. */
export function CalibrationSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const rows = document.calibration ?? []
  if (rows.length === 0) return null
  const recovered = rows.filter((row) => row.isRecovered).length
  return (
    <Section
      id="calibration"
      title="The gauge itself"
      finding={`${count(recovered)} of ${count(rows.length)} planted truths are recovered.`}
    >
      <DataTable
        columns={[
          { title: 'quantity' },
          { title: 'planted', isNumber: true },
          { title: 'recovered' },
          { title: 'verdict' },
        ]}
        rows={rows.map((row) => {
          const show = calibrationNumber(row.unit)
          return {
            key: row.quantity,
            cells: [
              row.quantity,
              row.planted === undefined ? '' : show(row.planted),
              estimateWords(row.recovered, show),
              <span key="verdict" className={`fit ${row.isRecovered ? 'fit' : 'not-fit'}`}>
                {[row.isRecovered ? 'recovered' : 'missed', row.note].filter((part) => part !== undefined).join(': ')}
              </span>,
            ],
          }
        })}
      />
    </Section>
  )
}
