import type { ReactElement } from 'react'
import type { ShadowFinding } from '../../domain/index.js'
import { ratio } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { NextTrialsTable } from '../economics/next-trials.js'
import { shortNames } from '../names.js'
import { groupBy, shadowCharts } from '../pictures/index.js'
import { pointsCell, valueCell } from '../terminal/index.js'
import { listed, verdictWords } from '../words.js'
import { ChartFigure, DataTable, Section, SystemName, WarningList } from './section.js'

/** How far each system sinks beyond its narrow gap. */
export function ShadowSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const shadows = document.analysis?.shadows ?? []
  if (shadows.length === 0) return null
  const isSure = ({ correctedVerdict }: ShadowFinding) => correctedVerdict.kind === 'established'
  const sure = shadows.filter(isSure)
  const open = shadows.filter((finding) => !isSure(finding))
  return (
    <Section id="shadow" title="The shadow: the gap beyond the narrow gap" finding={leadOf(document, shadows)}>
      {shadows.some(({ shadow }) => shadow.kind === 'determined') &&
        shadowCharts(document).map((chart) => <ChartFigure key={chart.props.id} chart={chart} />)}
      {sure.map((finding) => (
        <ShadowWords key={keyOf(finding)} finding={finding} />
      ))}
      {groupBy(shadows, ({ names }) => `${names.narrow} ${names.long}`).map(({ key, members }) => (
        <ShadowTable key={key} shadows={members} />
      ))}
      <NextTrialsTable found={document.nextTrials} />
      <Warnings shadows={shadows} nameOf={shortNames(document)} />
      {open.length > 0 && (
        <details className="more">
          <summary>{sure.length === 0 ? 'In words, system by system' : 'In words, the other systems'}</summary>
          {open.map((finding) => (
            <ShadowWords key={keyOf(finding)} finding={finding} />
          ))}
        </details>
      )}
    </Section>
  )
}

function keyOf({ system, names }: ShadowFinding): string {
  return `${system} ${names.narrow} ${names.long}`
}

function leadOf(document: ReportDocument, shadows: readonly ShadowFinding[]): string {
  const nameOf = shortNames(document)
  const of = (kind: string) =>
    shadows.filter(({ correctedVerdict }) => correctedVerdict.kind === kind).map(({ system }) => nameOf(system))
  const [sure, none] = [of('established'), of('established-equivalent')]
  const open = shadows.length - sure.length - none.length
  return [
    sure.length === 0 ? 'No change of the gap is established.' : `A changed gap is established for ${listed(sure)}.`,
    ...(none.length === 0 ? [] : [`The same gap is established for ${listed(none)}.`]),
    ...(open === 0 || sure.length + none.length === 0 ? [] : ['For the others it cannot be told.']),
  ].join(' ')
}

function ShadowWords({ finding }: { readonly finding: ShadowFinding }): ReactElement {
  return (
    <div className="words">
      <h3>
        <SystemName label={finding.system} />
      </h3>
      <p>{finding.words.join(' ')}</p>
    </div>
  )
}

function ShadowTable({ shadows }: { readonly shadows: readonly ShadowFinding[] }): ReactElement {
  const [first] = shadows
  const control = shadows.find(({ beyondControl }) => beyondControl !== undefined)?.beyondControl?.control
  return (
    <DataTable
      caption={`Points behind ${first?.reference ?? 'the reference'}`}
      columns={[
        { title: 'system' },
        { title: first?.names.narrow ?? 'narrow' },
        { title: first?.names.long ?? 'long' },
        { title: 'change' },
        { title: 'odds ratio' },
        ...(control === undefined ? [] : [{ title: `change beyond ${control}` }]),
        { title: 'verdict' },
      ]}
      rows={shadows.map((finding) => ({
        key: finding.system,
        cells: [
          <SystemName key="system" label={finding.system} />,
          pointsCell(finding.narrowGap),
          pointsCell(finding.longGap),
          pointsCell(finding.shadow),
          valueCell(finding.oddsRatio, ratio),
          ...(control === undefined ? [] : [controlCell(finding, control)]),
          verdictWords(finding.correctedVerdict),
        ],
      }))}
    />
  )
}

function controlCell({ beyondControl, system }: ShadowFinding, control: string): string {
  if (beyondControl !== undefined) return pointsCell(beyondControl.difference)
  return system === control ? 'the control' : ''
}

/** Each warning once, with the systems that it holds for. */
function Warnings(props: {
  readonly shadows: readonly ShadowFinding[]
  readonly nameOf: (label: string) => string
}): ReactElement | null {
  const found = props.shadows.flatMap(({ system, shadow, oddsRatio }) =>
    [...new Set([...shadow.warnings, ...oddsRatio.warnings])].map((code) => ({ code, name: props.nameOf(system) })),
  )
  const hasControl = props.shadows.some(({ beyondControl }) => beyondControl !== undefined)
  return (
    <WarningList found={found}>
      {!hasControl && <li>No control was named: a system that is merely weaker would tell a shadow from weakness.</li>}
    </WarningList>
  )
}
