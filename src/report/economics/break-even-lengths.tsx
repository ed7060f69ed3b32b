import type { ReactElement } from 'react'
import type { BreakEvenLength } from '../../domain/index.js'
import { percent, surePercent, unitFor, usd } from '../../domain/index.js'
import { DataTable, SystemName } from '../sections/section.js'
import { breakEvenBasis, breakEvenOpen, rangesCell, shapesCell } from '../terminal/index.js'
import { LENGTH_WORDS, warningWords } from '../words.js'

type Determined = Extract<BreakEvenLength, { kind: 'determined' }>

/** Up to which length each system is cheaper than the reference, and how sure that is at each length. */
export function BreakEvenLengths({
  found = [],
}: {
  readonly found: readonly BreakEvenLength[] | undefined
}): ReactElement | null {
  if (found.length === 0) return null
  const told = found.filter((finding) => finding.kind === 'determined')
  return (
    <details className="more">
      <summary>Up to which length a job costs less with another system</summary>
      {told.length > 0 && <Overview found={told} />}
      {told.map((finding) => (
        <ByLength key={`${finding.system} ${finding.lengthKind}`} finding={finding} />
      ))}
      {breakEvenOpen(found).map((words) => (
        <p key={words} className="small">
          {words}
        </p>
      ))}
    </details>
  )
}

function Overview({ found }: { readonly found: readonly Determined[] }): ReactElement {
  return (
    <DataTable
      columns={[
        { title: 'system', share: 28 },
        { title: `at least ${percent(found[0]?.level ?? 0)} sure`, share: 22 },
        { title: 'by the fitted curves', share: 22 },
        { title: 'curves of other shapes cross at', share: 28 },
      ]}
      rows={found.map((finding) => ({
        key: `${finding.system} ${finding.lengthKind}`,
        cells: [
          <span key="system">
            <SystemName label={finding.system} />
            <small className="claim">{LENGTH_WORDS[finding.lengthKind]}</small>
          </span>,
          rangesCell(finding.sure, finding.tested),
          rangesCell(finding.pays, finding.tested),
          shapesCell(finding),
        ],
      }))}
    />
  )
}

function ByLength({ finding }: { readonly finding: Determined }): ReactElement {
  const { system, reference, lengthKind, points, words, basis, warnings } = finding
  return (
    <>
      <p>{words.join(' ')}</p>
      <DataTable
        columns={[
          { title: 'jobs of', share: 25 },
          { title: `finished with ${system}`, share: 27 },
          { title: `with ${reference}`, share: 24 },
          { title: 'how sure it costs less', share: 24 },
        ]}
        rows={points.map(({ length, systemUsd, referenceUsd, cheaper }) => ({
          key: String(length),
          cells: [unitFor(lengthKind, length).say(length), usd(systemUsd), usd(referenceUsd), surePercent(cheaper)],
        }))}
      />
      <p className="small">
        {`${basis.charAt(0).toUpperCase()}${basis.slice(1)}. ${breakEvenBasis(finding)}. ${warnings.map(warningWords).join(' ')}`.trim()}
      </p>
    </>
  )
}
