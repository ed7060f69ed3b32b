import type { ReactElement } from 'react'
import type { InterventionFinding } from '../../domain/index.js'
import { counted, ratio } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { shortNames } from '../names.js'
import { effectCharts, groupBy } from '../pictures/index.js'
import { deliveryWords, verdictsWords } from '../sentences.js'
import { effectNotes, pCell, pointsCell, profileWords, valueCell } from '../terminal/index.js'
import { listed } from '../words.js'
import { ChartFigure, DataTable, Section } from './section.js'

/** What each intervention does to each system, the sham beside it. */
export function EffectSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const findings = document.interventions ?? []
  if (findings.length === 0) return null
  return (
    <Section id="effects" title="One thing changes" finding={lead(findings, shortNames(document))}>
      <p className="small">
        Each effect is the changed trial minus its sham: the same beginning, the same machinery, nothing changed. It
        counts every pair that ran, also where the model never met the change.
      </p>
      {effectCharts(document).map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      <details className="more">
        <summary>Delivery, tests, gated and per-protocol results</summary>
        {groupBy(findings, ({ system }) => system).map(({ key, members }) => (
          <EffectTables key={key} system={key} findings={members} />
        ))}
        <p className="small">
          Points of success, with intervals. Delivered only: pairs whose change was met. Past the gate: samples that the
          system solves without a change. Later progress: share of the checkpoints left that was reached. Success kept:
          success with the change over success with the sham. What it did: share of the changes that were met. Beside
          the reference: the effect minus that on the reference, paired by sample.
        </p>
      </details>
    </Section>
  )
}

/** Which changes cost which system success, the others counted. */
function lead(findings: readonly InterventionFinding[], nameOf: (label: string) => string): string {
  const harmed = findings.filter(
    ({ correctedVerdict, effect }) =>
      correctedVerdict.kind === 'established' && effect.kind === 'determined' && effect.value < 0,
  )
  if (harmed.length === 0) return `No change is shown to cost success; ${counted(findings.length, 'effect')} measured.`
  const words = groupBy(harmed, ({ system }) => nameOf(system)).map(
    ({ key, members }) => `${key} (${listed(members.map(({ intervention }) => intervention))})`,
  )
  return `Established losses: ${words.join('; ')}.`
}

/** What is a matter of security says so. */
function nameOf({ intervention, concern }: InterventionFinding): string {
  return concern === undefined ? intervention : `${intervention} (${concern})`
}

function EffectTables(props: { readonly system: string; readonly findings: readonly InterventionFinding[] }) {
  return (
    <>
      <DataTable
        caption={props.system}
        columns={[
          { title: 'change', share: 27 },
          { title: 'effect', share: 18 },
          { title: 'p', share: 8, isNumber: true },
          { title: 'corrected', share: 10, isNumber: true },
          { title: 'verdict', share: 37 },
        ]}
        rows={props.findings.map((finding) => ({
          key: finding.intervention,
          cells: [
            <span key="change">
              {nameOf(finding)}
              <small className="claim">{deliveryWords(finding)}</small>
            </span>,
            pointsCell(finding.effect),
            pCell(finding.effectTest?.p),
            pCell(finding.correctedP),
            verdictsWords(finding),
          ],
        }))}
      />
      <DataTable
        caption={`${props.system}, other views`}
        columns={[
          { title: 'change', share: 27 },
          { title: 'delivered only', share: 18 },
          { title: 'past the gate', share: 18 },
          { title: 'later progress', share: 18 },
          { title: 'success kept', share: 19 },
        ]}
        rows={props.findings.map((finding) => ({
          key: finding.intervention,
          cells: [
            finding.intervention,
            pointsCell(finding.perProtocol),
            pointsCell(finding.gated),
            pointsCell(finding.progress),
            valueCell(finding.adaptationRatio, ratio),
          ],
        }))}
      />
      <AfterTable {...props} />
    </>
  )
}

function AfterTable({
  system,
  findings,
}: {
  readonly system: string
  readonly findings: readonly InterventionFinding[]
}) {
  return (
    <DataTable
      caption={`${system}, after the change`}
      columns={[
        { title: 'change', share: 27 },
        { title: 'what it did', share: 35 },
        { title: 'beside that', share: 38 },
      ]}
      rows={findings.map((finding) => ({
        key: finding.intervention,
        cells: [finding.intervention, profileWords(finding), effectNotes(finding).join('; ')],
      }))}
    />
  )
}
