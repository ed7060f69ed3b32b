import type { ReactElement } from 'react'
import type { ShadowFinding } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { count } from '../numbers.js'
import { shadowCharts } from '../pictures.js'
import { gapChangeWords, gapWords, ratioWords, verdictsWords } from '../sentences.js'
import { warningWords } from '../words.js'
import { ChartFigure, DataTable, Section, SystemName } from './section.js'

/** How far each system sinks beyond its narrow gap. */
export function ShadowSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const shadows = document.analysis?.shadows ?? []
  if (shadows.length === 0) return null
  const established = shadows.filter((finding) => finding.correctedVerdict.kind === 'established')
  const lead = established[0]?.words[0] ?? `No shadow is established for any of ${count(shadows.length)} systems.`
  return (
    <Section id="shadow" title="The shadow: the gap beyond the narrow gap" finding={lead}>
      {shadowCharts(document).map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      {shadows.map((finding) => (
        <ShadowWords key={`${finding.system} ${finding.names.narrow} ${finding.names.long}`} finding={finding} />
      ))}
      <details className="more">
        <summary>Points, odds ratios and verdicts</summary>
        <ShadowTable shadows={shadows} />
      </details>
    </Section>
  )
}

function ShadowWords({ finding }: { readonly finding: ShadowFinding }): ReactElement {
  const warnings = new Set([...finding.shadow.warnings, ...finding.oddsRatio.warnings])
  return (
    <div className="words">
      <h3>
        <SystemName label={finding.system} />
      </h3>
      <p>{finding.words.join(' ')}</p>
      <p className="small">
        {[verdictsWords(finding), controlWords(finding), ...[...warnings].map(warningWords)].join(' ')}
      </p>
    </div>
  )
}

function controlWords({ beyondControl }: ShadowFinding): string {
  if (beyondControl === undefined) return 'No control model was named.'
  return `Beyond the control ${beyondControl.control}: ${gapChangeWords(beyondControl.difference)}.`
}

function ShadowTable({ shadows }: { readonly shadows: readonly ShadowFinding[] }): ReactElement {
  return (
    <DataTable
      columns={[
        { title: 'system' },
        { title: 'narrow side' },
        { title: 'long side' },
        { title: 'shadow' },
        { title: 'odds ratio' },
        { title: 'verdict' },
      ]}
      rows={shadows.map((finding) => ({
        key: `${finding.system} ${finding.names.narrow} ${finding.names.long}`,
        cells: [
          <SystemName key="system" label={finding.system} />,
          `${finding.names.narrow}: ${gapWords(finding.narrowGap)}`,
          `${finding.names.long}: ${gapWords(finding.longGap)}`,
          gapChangeWords(finding.shadow),
          ratioWords(finding.oddsRatio),
          verdictsWords(finding),
        ],
      }))}
    />
  )
}
