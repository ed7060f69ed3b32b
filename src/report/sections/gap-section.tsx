import type { ReactElement } from 'react'
import type { Estimate, JudgeFinding, PairComparison, SystemSuccess } from '../../domain/index.js'
import { count } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { signOf } from '../headline.js'
import { shortNames } from '../names.js'
import { gapCharts, groupBy, referenceOf, sliceNames, successCharts } from '../pictures/index.js'
import { verdictsWords } from '../sentences.js'
import { judgedCell, pCell, pointsCell, shareCell } from '../terminal/index.js'
import { listed } from '../words.js'
import { ChartFigure, CostCell, DataTable, Section, SystemName } from './section.js'

/** Success of each system and its gap to the reference; grey where nothing can be told. */
export function GapSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const { analysis } = document
  if (analysis === undefined || analysis.successes.length + analysis.pairs.length === 0) return null
  const [gaps, successes] = [gapCharts(document), successCharts(document)]
  const families = [...gaps.families, ...successes.families]
  return (
    <Section id="gaps" title="Success, and the gap to the reference" finding={finding(document)}>
      {[...gaps.overall, ...successes.overall].map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      {families.length > 0 && (
        <details className="more">
          <summary>Every task family</summary>
          {families.map((chart) => (
            <ChartFigure key={chart.props.id} chart={chart} />
          ))}
        </details>
      )}
      <PairTables document={document} />
      <SuccessTables document={document} />
    </Section>
  )
}

function PairTables({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const pairs = document.analysis?.pairs ?? []
  const titleOf = sliceNames(document)
  const reference = shortNames(document)(referenceOf(document) ?? 'the reference')
  if (pairs.length === 0) return null
  return (
    <details className="more">
      <summary>Counts, tests and verdicts</summary>
      {groupBy(pairs, ({ slice }) => titleOf(slice)).map(({ key, members }) => (
        <DataTable
          key={key}
          caption={key}
          columns={[
            { title: 'system', share: 25 },
            { title: 'points behind', share: 17 },
            { title: `only ${reference} : only it`, share: 16, isNumber: true },
            { title: 'p', share: 8, isNumber: true },
            { title: 'corrected', share: 10, isNumber: true },
            { title: 'verdict', share: 24 },
          ]}
          rows={members.map((pair) => ({ key: pair.system, cells: pairCells(pair) }))}
        />
      ))}
      <WithoutLimits rows={pairs.map((pair) => ({ ...pair, title: titleOf(pair.slice) }))} show={pointsCell} />
      <p className="small">
        The counts are tasks that only one of the two solved. Corrected p: Holm over the systems and slices of one kind.
      </p>
    </details>
  )
}

function pairCells(pair: PairComparison) {
  const { discordant, pairs } = pair
  const tasks = discordant === undefined ? '' : `${count(discordant.onlyReference)} : ${count(discordant.onlySystem)}`
  return [
    <SystemName key="system" label={pair.system} />,
    pointsCell(pair.difference),
    <span key="tasks">
      {tasks}
      <small className="claim">{`${count(pairs)} pairs`}</small>
    </span>,
    pCell(pair.test?.p),
    pCell(pair.correctedP),
    verdictsWords(pair),
  ]
}

function SuccessTables({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const rows = document.analysis?.successes ?? []
  const titleOf = sliceNames(document)
  if (rows.length === 0) return null
  return (
    <details className="more">
      <summary>Solved, repeated success and cost</summary>
      {groupBy(rows, ({ slice }) => titleOf(slice)).map(({ key, members }) => (
        <SuccessTable key={key} title={key} rows={members} />
      ))}
      <Judged rows={rows} titleOf={({ slice }) => titleOf(slice)} judge={document.analysis?.judge ?? []} />
      <WithoutLimits rows={rows.map((row) => ({ ...row, title: titleOf(row.slice) }))} show={shareCell} />
    </details>
  )
}

function SuccessTable({ title, rows }: { readonly title: string; readonly rows: readonly SystemSuccess[] }) {
  const ks = [...new Set(rows.flatMap(({ passAllOf }) => passAllOf.map(({ k }) => k)))].filter((k) => k > 1)
  const most = Math.max(1, ...ks)
  return (
    <DataTable
      caption={title}
      columns={[
        { title: 'system' },
        { title: 'solved', isNumber: true },
        { title: 'success' },
        ...ks.map((k) => ({ title: `all of ${k} tries` })),
        ...(most > 1 ? [{ title: 'loss, points' }, { title: `any of ${most} tries` }] : []),
        { title: 'a finished job costs' },
      ]}
      rows={rows.map((row) => ({
        key: row.system,
        cells: [
          <SystemName key="system" label={row.system} />,
          `${count(row.solved)} of ${count(row.success.trials)}`,
          shareCell(row.success),
          ...ks.map((k) => {
            const found = row.passAllOf.find((entry) => entry.k === k)
            return found === undefined ? '' : shareCell(found.estimate)
          }),
          ...(most > 1 ? reliabilityCells(row, most) : []),
          <CostCell key="cost" cost={row.costPerFinishedJobUsd} />,
        ],
      }))}
    />
  )
}

/** What is lost when all of k tries have to succeed, and the chance that one of them does. */
function reliabilityCells({ passGap, passAnyOf }: SystemSuccess, most: number): string[] {
  const any = passAnyOf.find(({ k }) => k === most)
  return [passGap === undefined ? '' : pointsCell(passGap.estimate), any === undefined ? '' : shareCell(any.estimate)]
}

/** Success behind a fallible judge, corrected by an audit of it. */
function Judged(props: {
  readonly rows: readonly SystemSuccess[]
  readonly titleOf: (row: SystemSuccess) => string
  readonly judge: readonly JudgeFinding[]
}): ReactElement | null {
  const words = props.rows.flatMap((row) =>
    row.judged === undefined ? [] : [`${row.system}, ${props.titleOf(row)}: ${judgedCell(row.judged)}`],
  )
  if (words.length === 0) return null
  return (
    <>
      <p className="small">{`Corrected for the judge: ${words.join('; ')}.`}</p>
      {props.judge.length > 0 && <p className="small">{props.judge.flatMap((each) => each.words).join(' ')}</p>}
    </>
  )
}

/** How much rests on counting trials that a limit ended as not solved. */
function WithoutLimits(props: {
  readonly rows: readonly { readonly system: string; readonly title: string; readonly withoutLimits?: Estimate }[]
  readonly show: (estimate: Estimate) => string
}): ReactElement | null {
  const words = props.rows.flatMap(({ system, title, withoutLimits }) =>
    withoutLimits === undefined ? [] : [`${system}, ${title}: ${props.show(withoutLimits)}`],
  )
  if (words.length === 0) return null
  return <p className="small">{`Without trials that a limit ended: ${words.join('; ')}.`}</p>
}

/** Who is established to be where on all work, in one sentence. */
function finding(document: ReportDocument): string {
  const nameOf = shortNames(document)
  const pairs = document.analysis?.pairs ?? []
  const whole = pairs.filter(({ slice }) => slice.kind === 'all')
  const [first] = whole
  if (first === undefined) return 'There is no reference to compare with.'
  const of = (isMeant: (pair: PairComparison) => boolean) => whole.filter(isMeant).map(({ system }) => nameOf(system))
  const groups = [
    ['behind', of((pair) => signOf(pair) > 0)],
    ['ahead', of((pair) => signOf(pair) < 0)],
    ['equivalent', of((pair) => pair.correctedVerdict.kind === 'established-equivalent')],
  ] as const
  const said = groups.filter(([, names]) => names.length > 0).map(([word, names]) => `${word}: ${listed(names)}`)
  if (said.length === 0) return `On all tasks together no difference from ${nameOf(first.reference)} is established.`
  return `On all tasks together, against ${nameOf(first.reference)}, established ${said.join('; ')}.`
}
