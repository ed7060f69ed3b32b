import type { ReactElement } from 'react'
import type { SurvivalFinding } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { named, shortNames } from '../names.js'
import { survivalCharts } from '../pictures/index.js'
import { survivalSentence } from '../sentences.js'
import { ChartFigure, Section } from './section.js'

/** Share still on track by work done. */
export function SurvivalSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const findings = document.analysis?.survival ?? []
  const [first] = [...findings].sort((a, b) => lastAlive(a) - lastAlive(b))
  if (first === undefined) return null
  return (
    <Section
      id="survival"
      title="How long they stay on track"
      finding={survivalSentence(named(first, shortNames(document)))}
    >
      {survivalCharts(document).map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      <ul className="plain">
        {findings.map((finding) => (
          <li key={`${finding.system} ${finding.lengthKind}`}>{survivalSentence(finding)}</li>
        ))}
      </ul>
      <p className="small">
        The clock is progress: the reference effort behind the last verified checkpoint. A solved trial leaves the curve
        at its full length without a fall. Bands are intervals clustered by task.
      </p>
    </Section>
  )
}

function lastAlive(finding: SurvivalFinding): number {
  return finding.points.at(-1)?.alive ?? 1
}
