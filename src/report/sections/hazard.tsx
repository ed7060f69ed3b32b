import type { ReactElement } from 'react'
import type { HazardTrend } from '../../domain/index.js'
import { count, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { named, shortNames } from '../names.js'
import { hazardCharts } from '../pictures/index.js'
import { hazardSentence } from '../sentences.js'
import { pCell, slopeCell, valueCell } from '../terminal/index.js'
import { HAZARD_LIMITS, LENGTH_WORDS } from '../words.js'
import { ChartFigure, DataTable, SystemName } from './section.js'

/** The cumulative hazard: where its curve bends, the danger itself changes. */
export function Hazards({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const charts = hazardCharts(document)
  if (charts.length === 0) return null
  return (
    <details className="more">
      <summary>The same as failures met: where a curve bends upwards, the danger grows</summary>
      {charts.map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      <ul className="plain">
        {(document.analysis?.survival ?? []).flatMap((finding) => {
          const words = hazardSentence(named(finding, shortNames(document)))
          return words === undefined ? [] : [<li key={`${finding.system} ${finding.lengthKind}`}>{words}</li>]
        })}
      </ul>
      <p className="small">{HAZARD_LIMITS}</p>
    </details>
  )
}

/** The hazard by step, never without what it cannot show. */
export function Trends(props: {
  readonly trends: readonly HazardTrend[]
  readonly nameOf: (label: string) => string
}): ReactElement | null {
  const { trends, nameOf } = props
  if (trends.length === 0) return null
  const cautions = [...new Set(trends.map(({ caution }) => caution))]
  return (
    <>
      <div className="words">
        <h3>Do they derail more easily the longer a trial lasts?</h3>
        {cautions.map((words) => (
          <p className="caution" key={words}>
            {words}
          </p>
        ))}
      </div>
      <TrendTable trends={trends} />
      <ul className="plain small">
        {trends.map(({ system, words, caution }) => (
          <li key={system}>
            {words
              .filter((own) => own !== caution)
              .join(' ')
              .replaceAll(system, nameOf(system))}
          </li>
        ))}
      </ul>
      <LifeTables trends={trends} nameOf={nameOf} />
    </>
  )
}

function TrendTable({ trends }: { readonly trends: readonly HazardTrend[] }): ReactElement {
  return (
    <DataTable
      columns={[
        { title: 'system', share: 21 },
        { title: 'chance to derail', share: 13 },
        { title: 'slope within families', share: 21 },
        { title: 'p', share: 9, isNumber: true },
        { title: 'over all trials', share: 21 },
        { title: 'derailed', share: 15, isNumber: true },
      ]}
      rows={trends.map((trend) => ({
        key: trend.system,
        cells: [
          <SystemName key="system" label={trend.system} />,
          trend.direction.replace('-', ' '),
          slopeCell(trend.withinFamilies),
          pCell(trend.withinFamiliesTest?.p),
          slopeCell(trend.slope),
          `${count(trend.failures)} of ${count(trend.trials)}`,
        ],
      }))}
    />
  )
}

function LifeTables(props: {
  readonly trends: readonly HazardTrend[]
  readonly nameOf: (label: string) => string
}): ReactElement {
  return (
    <details className="more">
      <summary>Chance to derail at one step, in stretches that double</summary>
      {props.trends.map(({ system, lifeTable, onProgress, limitsAsFailures }) => (
        <div key={system}>
          <DataTable
            caption={props.nameOf(system)}
            columns={[
              { title: 'steps', share: 25 },
              { title: 'trials', share: 15, isNumber: true },
              { title: 'derailed', share: 20, isNumber: true },
              { title: 'chance a step', share: 40 },
            ]}
            rows={lifeTable.map(({ from, to, entered, failures, hazard, low, high }) => ({
              key: String(from),
              cells: [
                from === to ? count(from) : `${count(from)} to ${count(to)}`,
                count(entered),
                count(failures),
                `${percent(hazard)} (${percent(low)} to ${percent(high)})`,
              ],
            }))}
          />
          <p className="small">
            {[
              `Slope with limits as failures: ${slopeCell(limitsAsFailures)}.`,
              ...onProgress.map(
                ({ lengthKind, shape }) =>
                  `By ${LENGTH_WORDS[lengthKind]}, Weibull shape ${valueCell(shape, (value) => value.toFixed(2))}; above 1 the hazard rises.`,
              ),
            ].join(' ')}
          </p>
        </div>
      ))}
    </details>
  )
}
