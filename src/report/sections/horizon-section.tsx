import type { ReactElement } from 'react'
import type { HorizonComparison, HorizonFinding } from '../../domain/index.js'
import { count, counted, percent, pValue, ratio } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { shortened, shortNames } from '../names.js'
import { bySuccess, groupBy, horizonCharts } from '../pictures/index.js'
import { horizonLead } from '../sentences.js'
import {
  curveLengthCell,
  horizonCell,
  horizonReasons,
  pCell,
  pointsCell,
  slopeCell,
  spreadCell,
  valueCell,
} from '../terminal/index.js'
import { doublings, HORIZON_LIMITS, LENGTH_WORDS, listed, SHAPE_WORDS } from '../words.js'
import { ChartFigure, DataTable, Section, SystemName, WarningList } from './section.js'

/** How far each system goes by the length of the task; grey where it cannot be told. */
export function HorizonSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const horizonComparisons = [...(document.analysis?.horizonComparisons ?? [])].sort(bySuccess(document))
  const horizons = [...(document.analysis?.horizons ?? [])].sort(bySuccess(document))
  const reasons = horizonReasons(horizons, horizonComparisons, shortNames(document))
  if (horizons.length === 0) return null
  return (
    <Section id="horizon" title="How far they go" finding={horizonLead(horizons, shortNames(document))}>
      {horizonCharts(document).map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      {horizons.map((finding) => (
        <div className="words" key={`${finding.system} ${finding.lengthKind}`}>
          <h3>
            <SystemName label={finding.system} />
          </h3>
          <p>{finding.words.join(' ')}</p>
        </div>
      ))}
      {groupBy(horizons, ({ lengthKind }) => lengthKind).map(({ key, members }) => (
        <HorizonTable key={key} horizons={members} />
      ))}
      <Comparisons comparisons={horizonComparisons} nameOf={shortNames(document)} />
      {reasons.length > 0 && (
        <ul className="plain small">
          {reasons.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <Sensitivity horizons={horizons} nameOf={shortNames(document)} />
      <Basis document={document} horizons={horizons} />
    </Section>
  )
}

function HorizonTable({ horizons }: { readonly horizons: readonly HorizonFinding[] }): ReactElement | null {
  const [first] = horizons
  if (first === undefined) return null
  return (
    <DataTable
      caption={`Lengths in ${LENGTH_WORDS[first.lengthKind]}, with intervals at ${percent(first.h50.level)}`}
      columns={[
        { title: 'system', share: 22 },
        { title: 'half finished', share: 16 },
        { title: 'four in five, marginal', share: 15 },
        { title: 'drawn anew: half; four in five', share: 18 },
        { title: 'other shapes: four in five', share: 14 },
        { title: 'tasks', share: 15, isNumber: true },
      ]}
      rows={horizons.map((finding) => ({
        key: finding.system,
        cells: [
          <SystemName key="system" label={finding.system} />,
          horizonCell(finding.h50, finding.tested),
          horizonCell(finding.h80, finding.tested),
          `${horizonCell(finding.resampled.h50, finding.tested)}; ${horizonCell(finding.resampled.h80, finding.tested)}`,
          spreadCell(finding.h80Spread),
          <span key="tasks">
            {count(finding.tasks)}
            <small className="claim">{`${familyWords(finding)}, ${counted(finding.trials, 'trial')}`}</small>
          </span>,
        ],
      }))}
    />
  )
}

function familyWords({ families }: HorizonFinding): string {
  return families === 1 ? '1 family' : `${count(families)} families`
}

function Comparisons(props: {
  readonly comparisons: readonly HorizonComparison[]
  readonly nameOf: (label: string) => string
}): ReactElement {
  const groups = groupBy(props.comparisons, ({ lengthKind, reference }) => `${lengthKind} ${reference}`)
  return (
    <>
      {groups.map(({ key, members }) => (
        <DataTable
          key={key}
          caption={`Beside ${props.nameOf(members[0]?.reference ?? 'the reference')}`}
          columns={[
            { title: 'system', share: 23 },
            { title: 'horizon ratio', share: 16 },
            { title: 'mean gap, points behind', share: 19 },
            { title: 'change of slope per doubling', share: 22 },
            { title: 'p', share: 8, isNumber: true },
            { title: 'shared tasks', share: 12, isNumber: true },
          ]}
          rows={members.map(({ system, horizonRatio, meanGap, slopeChange, slopeTest, tasks }) => ({
            key: system,
            cells: [
              <SystemName key="system" label={system} />,
              valueCell(horizonRatio, ratio),
              pointsCell(meanGap),
              slopeCell(slopeChange),
              pCell(slopeTest?.p),
              count(tasks),
            ],
          }))}
        />
      ))}
      {props.comparisons.length > 0 && (
        <ul className="plain small">
          {props.comparisons.map(({ system, reference, lengthKind, words }) => (
            <li key={`${system} ${lengthKind}`}>{shortened(words.join(' '), [system, reference], props.nameOf)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

/** What the horizons become under other shapes of the curve and with less certain lengths. */
function Sensitivity(props: {
  readonly horizons: readonly HorizonFinding[]
  readonly nameOf: (label: string) => string
}): ReactElement {
  return (
    <details className="more">
      <summary>Other shapes of the curve, and less certain lengths</summary>
      {props.horizons.map((finding) => (
        <DataTable
          key={`${finding.system} ${finding.lengthKind}`}
          caption={`${props.nameOf(finding.system)}, in ${LENGTH_WORDS[finding.lengthKind]}`}
          columns={[
            { title: 'assumed', share: 36 },
            { title: 'half finished', share: 18 },
            { title: 'four in five', share: 18 },
            { title: 'AIC', share: 12, isNumber: true },
            { title: 'slope, or k of the hazard', share: 16, isNumber: true },
          ]}
          rows={sensitivityRows(finding)}
        />
      ))}
      <p className="small">{hazardWords(props.horizons, props.nameOf)}</p>
    </details>
  )
}

function sensitivityRows({ shapes, noise }: HorizonFinding) {
  return [
    ...shapes.map(({ shape, h50, h80, aic, slope }) => ({
      key: shape,
      cells: [
        SHAPE_WORDS[shape],
        curveLengthCell(h50),
        curveLengthCell(h80),
        count(aic),
        slope.toFixed(2).replace('-', '−'),
      ],
    })),
    ...noise.map(({ deviation, h50, h80 }) => ({
      key: String(deviation),
      cells: [`lengths shaken by ${doublings(deviation)}`, curveLengthCell(h50), curveLengthCell(h80)],
    })),
  ]
}

/** The shapes are judged by AIC, and the half-life by its own test. */
function hazardWords(horizons: readonly HorizonFinding[], nameOf: (label: string) => string): string {
  const tests = horizons.flatMap(({ system, constantHazardTest: test }) =>
    test === undefined ? [] : [`${nameOf(system)} ${pValue(test.p)}`],
  )
  const aic = 'Smaller AIC describes the bank better; differences below about 2 decide nothing.'
  if (tests.length === 0) return aic
  return `${aic} That the risk is constant along the work (likelihood ratio of Weibull and exponential, trials taken for independent): ${tests.join('; ')}.`
}

/** Method, level, what was left out, what to know, and what may not be claimed. */
function Basis(props: {
  readonly document: ReportDocument
  readonly horizons: readonly HorizonFinding[]
}): ReactElement {
  const nameOf = shortNames(props.document)
  const { horizons } = props
  const left = horizons.flatMap(({ system, excluded }) =>
    Object.entries(excluded).map(([reason, trials]) => `${reason} ${count(trials)} (${nameOf(system)})`),
  )
  const units = [...new Set(horizons.map(({ unit }) => unit))]
  const methods = [...new Set(horizons.flatMap(({ h50, h80 }) => [h50, h80].map(({ method }) => method)))].sort()
  const level = percent(horizons[0]?.h50.level ?? 0)
  return (
    <>
      <WarningList
        found={horizons.flatMap(({ system, warnings }) => warnings.map((code) => ({ code, name: nameOf(system) })))}
      />
      <p className="small">
        {`A penalised logistic curve in the logarithm of the length; intervals ${listed(methods)} at ${level}, clustered by ${listed(units)}. Drawn anew: families, tasks and trials, which makes intervals wider than needed. `}
        {left.length === 0 ? 'No trial was left out. ' : `Left out: ${left.join(', ')}. `}
        {HORIZON_LIMITS}
      </p>
    </>
  )
}
