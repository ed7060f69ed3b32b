import { createElement, Fragment, type ReactElement, type ReactNode } from 'react'
import type { Estimate, WarningCode } from '../../domain/index.js'
import { usd } from '../../domain/index.js'
import { type Chart, ChartPicture } from '../charts/chart.js'
import { splitLabel } from '../names.js'
import { groupBy } from '../pictures/index.js'
import { warningWords } from '../words.js'

/** A part of the report that opens on a click and says its finding while closed. */
export function Section(props: {
  readonly id: string
  readonly title: string
  /** The finding in one sentence. */
  readonly finding: string
  /** True where it is open from the beginning, as the one part that a page is about. */
  readonly isOpen?: boolean
  readonly children: ReactNode
}): ReactElement {
  return (
    <details className="section" id={props.id} open={props.isOpen}>
      <summary>
        <h2>{props.title}</h2>
        <p>{props.finding}</p>
      </summary>
      <div className="body">{props.children}</div>
    </details>
  )
}

/** Longer names may break, shorter ones never do. */
const MOST_UNBROKEN = 26

/** Running text in which the names of systems do not break at their hyphens. */
export function NamedText(props: { readonly text: string; readonly names: readonly string[] }): ReactElement {
  const names = props.names.filter((name) => name.includes('-') && name.length <= MOST_UNBROKEN)
  if (names.length === 0) return <>{props.text}</>
  const escaped = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[^\w-]/g, '\\$&'))
  const parts = props.text.split(new RegExp(`(${escaped.join('|')})`))
  const nodes = parts.map((part, index) =>
    index % 2 === 1 ? createElement('span', { className: 'name' }, part) : part,
  )
  return createElement(Fragment, null, ...nodes)
}

/** A picture in both layouts; the style sheet shows the one that fits. */
export function ChartFigure(props: { readonly chart: Chart; readonly isTitled?: boolean }): ReactElement {
  return (
    <figure>
      {props.isTitled !== false && <figcaption>{props.chart.props.title}</figcaption>}
      <ChartPicture chart={props.chart} size="wide" />
      <ChartPicture chart={props.chart} size="narrow" />
    </figure>
  )
}

/** A table whose rows become cards on a narrow screen. */
export function DataTable(props: {
  readonly caption?: string
  /** `share`: width in percent; without any the browser decides. */
  readonly columns: readonly { readonly title: string; readonly isNumber?: boolean; readonly share?: number }[]
  readonly rows: readonly {
    readonly key: string
    readonly cells: readonly ReactNode[]
    /** True for the row that a reader should see first. */
    readonly isMarked?: boolean
  }[]
}): ReactElement {
  return (
    <div className="table">
      <table className={props.columns.some((column) => column.share !== undefined) ? 'fixed' : undefined}>
        {props.caption !== undefined && <caption>{props.caption}</caption>}
        <colgroup>
          {props.columns.map((column) => (
            <col key={column.title} width={column.share === undefined ? undefined : `${column.share}%`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.title} scope="col" className={column.isNumber ? 'number' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, cells, isMarked }) => (
            <tr key={key} className={isMarked ? 'marked' : undefined}>
              {props.columns.map((column, index) => (
                <td key={column.title} data-label={column.title} className={column.isNumber ? 'number' : undefined}>
                  {isEmpty(cells[index]) ? null : <div>{cells[index]}</div>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function isEmpty(cell: ReactNode): boolean {
  return cell === undefined || cell === null || cell === ''
}

/** A cost with its interval under it, or why there is none. */
export function CostCell({ cost }: { readonly cost: Estimate }): ReactElement {
  if (cost.kind === 'undetermined') return <>{cost.reason === 'no-cost' ? 'not recorded' : 'cannot tell'}</>
  return (
    <span>
      {usd(cost.value)}
      <small className="claim">{`${usd(cost.low)} to ${usd(cost.high)}`}</small>
    </span>
  )
}

/** A system's name: the model, and what else is stated in small print. */
export function SystemName(props: { readonly label: string }): ReactElement {
  const { name, rest } = splitLabel(props.label)
  return (
    <span className="system">
      {name}
      {rest !== undefined && <small>{rest}</small>}
    </span>
  )
}

/** Each warning once, with the systems that it holds for. */
export function WarningList(props: {
  readonly found: readonly { readonly code: WarningCode; readonly name: string }[]
  /** What else to say, first. */
  readonly children?: ReactNode
}): ReactElement | null {
  if (props.found.length === 0 && !props.children) return null
  return (
    <ul className="plain small">
      {props.children}
      {groupBy(props.found, ({ code }) => warningWords(code)).map(({ key, members }) => (
        <li key={key}>{`${key} (${[...new Set(members.map(({ name }) => name))].join(', ')})`}</li>
      ))}
    </ul>
  )
}
