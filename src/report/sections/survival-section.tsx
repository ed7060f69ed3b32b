import type { ReactElement } from 'react'
import type { HazardTrend, SurvivalComparison, SurvivalFinding } from '../../domain/index.js'
import { amount, counted, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { named, shortened, shortNames } from '../names.js'
import { groupBy, survivalCharts } from '../pictures/index.js'
import { survivalSentence, verdictsWords } from '../sentences.js'
import { lengthCell, pCell } from '../terminal/index.js'
import { LENGTH_WORDS, SURVIVAL_LIMITS } from '../words.js'
import { Hazards, Trends } from './hazard.js'
import { ChartFigure, DataTable, Section, SystemName, WarningList } from './section.js'

/** Share still on track by work done, the others beside the reference, and whether they derail more easily later. */
export function SurvivalSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const { survival = [], survivalComparisons = [], hazardTrends = [] } = document.analysis ?? {}
  const [first] = [...survival].sort((a, b) => lastAlive(a) - lastAlive(b))
  if (first === undefined && hazardTrends.length === 0) return null
  return (
    <Section
      id="survival"
      title="How long they stay on track"
      finding={first === undefined ? 'No progress was recorded.' : survivalSentence(named(first, shortNames(document)))}
    >
      {survivalCharts(document).map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      <ul className="plain">
        {survival.map((finding) => (
          <li key={`${finding.system} ${finding.lengthKind}`}>{survivalSentence(finding)}</li>
        ))}
      </ul>
      <Hazards document={document} />
      {groupBy(survivalComparisons, ({ lengthKind }) => lengthKind).map(({ key, members }) => (
        <Comparisons key={key} comparisons={members} nameOf={shortNames(document)} />
      ))}
      <Trends trends={hazardTrends} nameOf={shortNames(document)} />
      <WarningList found={warningsOf(survivalComparisons, hazardTrends, shortNames(document))} />
      <p className="small">
        {
          'The clock is progress: the reference effort behind the last verified checkpoint. A solved trial leaves the curve at its full length without a fall. Bands are intervals clustered by task. '
        }
        {SURVIVAL_LIMITS}
      </p>
    </Section>
  )
}

function lastAlive(finding: SurvivalFinding): number {
  return finding.points.at(-1)?.alive ?? 1
}

function warningsOf(
  comparisons: readonly SurvivalComparison[],
  trends: readonly HazardTrend[],
  nameOf: (label: string) => string,
) {
  const estimates = [
    ...comparisons.map(({ system, difference }) => ({ system, warnings: difference.warnings })),
    ...trends.flatMap(({ system, slope, withinFamilies }) =>
      [slope, withinFamilies].map(({ warnings }) => ({ system, warnings })),
    ),
  ]
  return estimates.flatMap(({ system, warnings }) => warnings.map((code) => ({ code, name: nameOf(system) })))
}

interface ComparisonProps {
  readonly comparisons: readonly SurvivalComparison[]
  readonly nameOf: (label: string) => string
}

/** Three tests of each pair, of which the one clustered by task decides, and the work that is lost. */
function Comparisons({ comparisons, nameOf }: ComparisonProps): ReactElement | null {
  const [first] = comparisons
  if (first === undefined) return null
  return (
    <>
      <DataTable
        caption={`Beside ${nameOf(first.reference)}, in ${LENGTH_WORDS[first.lengthKind]} on track, at ${percent(first.difference.level)}`}
        columns={[
          { title: 'system', share: 22 },
          { title: 'on track for less', share: 17 },
          { title: 'p', share: 9, isNumber: true },
          { title: 'corrected', share: 12, isNumber: true },
          { title: 'p within tasks', share: 10, isNumber: true },
          { title: 'p early', share: 9, isNumber: true },
          { title: 'verdict', share: 21 },
        ]}
        rows={comparisons.map((comparison) => ({ key: comparison.system, cells: comparisonCells(comparison) }))}
      />
      <ul className="plain">
        {comparisons.map(({ system, words }) => (
          <li key={system}>{shortened(words.join(' '), [system, first.reference], nameOf)}</li>
        ))}
      </ul>
      <details className="more">
        <summary>Up to where, and with limits taken for “at least so far”</summary>
        <EndTable comparisons={comparisons} nameOf={nameOf} />
      </details>
      <p className="small">
        {`Three log-rank tests of the same curves: p, whose variance lies between tasks, decides after correction (Holm) for the systems held against the reference. Within tasks speaks of these very tasks; early lets early failures weigh more.`}
      </p>
    </>
  )
}

function comparisonCells(comparison: SurvivalComparison) {
  const { system, difference, tests, correctedP, correctedVerdict } = comparison
  const shown = (p: number | undefined) => (correctedVerdict.kind === 'undetermined' ? '' : pCell(p))
  return [
    <SystemName key="system" label={system} />,
    lengthCell(difference),
    shown(tests.clustered.p),
    shown(correctedP),
    shown(tests.withinTasks.p),
    shown(tests.early.p),
    verdictsWords(comparison),
  ]
}

function EndTable({ comparisons, nameOf }: ComparisonProps): ReactElement {
  return (
    <DataTable
      columns={[
        { title: 'system', share: 20 },
        { title: 'up to', share: 14 },
        { title: `${nameOf(comparisons[0]?.reference ?? 'reference')} on track`, share: 18 },
        { title: 'it on track', share: 18 },
        { title: 'less, limits “at least”', share: 18 },
        { title: 'p', share: 12, isNumber: true },
      ]}
      rows={comparisons.map(({ system, end, onTrack, limitsCensored, tasks, trials }) => ({
        key: system,
        cells: [
          <SystemName key="system" label={system} />,
          <span key="end">
            {amount(end.value)}
            <small className="claim">
              {`${end.isLowered ? `lowered from ${amount(end.wanted)}; ` : ''}${counted(tasks, 'task')}, ${counted(trials, 'trial')}`}
            </small>
          </span>,
          lengthCell(onTrack.reference),
          lengthCell(onTrack.system),
          lengthCell(limitsCensored.difference),
          pCell(limitsCensored.clustered.p),
        ],
      }))}
    />
  )
}
