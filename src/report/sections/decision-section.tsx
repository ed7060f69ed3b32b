import type { ReactElement } from 'react'
import type { Decision, DecisionCell } from '../../domain/index.js'
import { count, percent, usd } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { BreakEvenLengths } from '../economics/break-even-lengths.js'
import { groupBy } from '../pictures/index.js'
import { sentence } from '../sentences.js'
import { shareCell } from '../terminal/index.js'
import { fitWords, listed, PROVENANCE_WORDS, provenanceWords } from '../words.js'
import { CostCell, DataTable, Section, SystemName } from './section.js'

/** Every cell of the decision, the failure costs at which it turns, and the 2x2 of scope and provenance. */
export function DecisionSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const decision = document.decision
  if (decision === undefined) return null
  return (
    <Section id="decision" title="The decision in full" finding={finding(decision)}>
      <dl className="choices">
        {decision.choices.map(({ scope, words }) => (
          <div key={scope}>
            <dt>{scope}</dt>
            <dd>{sentence(words.startsWith(`${scope}: `) ? words.slice(scope.length + 2) : words)}</dd>
          </div>
        ))}
      </dl>
      {groupBy(decision.cells, (cell) => cell.scope).map(({ key, members }) => (
        <CellTable key={key} scope={key} cells={members} decision={decision} />
      ))}
      <Savings cells={decision.cells} />
      <BreakEvens cells={decision.cells} />
      <BreakEvenLengths found={decision.breakEvenLengths} />
      <ProvenanceTable decision={decision} />
      <p className="small">
        {meaningOf(decision)} Provenance is a claim with a source; what was measured stands above it.
      </p>
    </Section>
  )
}

function meaningOf({ cells, level, requiredSuccess }: Decision): string {
  if (cells.some(({ gate }) => gate !== undefined)) {
    return 'Trust and do not trust: one edge of the zone around the required success is refuted, whenever the study stopped. The interval is wider, because it holds on both sides at every moment.'
  }
  return `Fit means that the lower end of the ${percent(level)} interval reaches the required ${percent(requiredSuccess)}; not fit, that the upper end misses it.`
}

function finding({ cells, requiredSuccess }: Decision): string {
  const of = (fit: DecisionCell['fit']) => cells.filter((cell) => cell.fit === fit).length
  const parts = [`${count(of('fit'))} fit`, `${count(of('not-fit'))} not fit`, `${count(of('undecided'))} undecided`]
  return `At ${percent(requiredSuccess)} required success, of ${count(cells.length)} pairs of system and scope: ${listed(parts)}.`
}

const FIT_ORDER: readonly DecisionCell['fit'][] = ['fit', 'undecided', 'not-fit']

/** Systems of one scope: fit ones first, the cheapest of them on top. */
function CellTable(props: {
  readonly scope: string
  readonly cells: readonly DecisionCell[]
  readonly decision: Decision
}): ReactElement {
  const { decision, scope } = props
  const chosen = decision.choices.find((choice) => choice.scope === scope)?.system
  const cells = [...props.cells].sort(
    (a, b) => FIT_ORDER.indexOf(a.fit) - FIT_ORDER.indexOf(b.fit) || costOf(a) - costOf(b),
  )
  return (
    <DataTable
      caption={`${scope.charAt(0).toUpperCase()}${scope.slice(1)}${scope.endsWith('work') ? '' : ' work'}`}
      columns={[
        { title: 'system', share: 31 },
        { title: 'verdict', share: 27 },
        { title: 'success', share: 19 },
        { title: 'a finished job costs', share: 23 },
      ]}
      rows={cells.map((cell) => ({
        key: cell.system,
        isMarked: cell.system === chosen,
        cells: [
          <span key="system">
            <SystemName label={cell.system} />
            <RoleOf words={roleOf(cell, decision.reference, chosen)} />
          </span>,
          <span key="verdict" className={`fit ${cell.fit}`}>
            {fitWords(cell)}
            {cell.gate?.besideReference === undefined ? null : (
              <small className="claim">{cell.gate.besideReference.words}</small>
            )}
          </span>,
          shareCell(cell.success),
          <CostCell key="cost" cost={cell.costPerFinishedJobUsd} />,
        ],
      }))}
    />
  )
}

function RoleOf({ words }: { readonly words: string }): ReactElement | null {
  return words === '' ? null : <small className="claim">{words}</small>
}

function costOf({ costPerFinishedJobUsd: cost }: DecisionCell): number {
  return cost.kind === 'determined' ? cost.value : Number.MAX_VALUE
}

function roleOf({ system, provenance }: DecisionCell, reference: string, chosen: string | undefined): string {
  return [
    ...(system === chosen ? ['the choice'] : []),
    ...(system === reference ? ['the reference'] : []),
    ...(provenance.kind === 'unknown' ? [] : [PROVENANCE_WORDS[provenance.kind]]),
  ].join(' · ')
}

/** How sure it is that the systems with cheaper attempts are cheaper for each finished job. */
function Savings({ cells }: { readonly cells: readonly DecisionCell[] }): ReactElement | null {
  const sure = cells.flatMap(({ scope, system, saving }) =>
    saving === undefined ? [] : [{ scope, system, ...saving }],
  )
  if (sure.length === 0) return null
  return (
    <details className="more">
      <summary>How sure the savings are</summary>
      <DataTable
        columns={[
          { title: 'scope', share: 15 },
          { title: 'system', share: 22 },
          { title: 'a finished job costs', share: 17 },
          { title: 'with the reference', share: 17 },
          { title: 'how sure', share: 29 },
        ]}
        rows={sure.map((row) => ({
          key: `${row.scope} ${row.system}`,
          isMarked: row.routesDown,
          cells: [
            row.scope,
            <SystemName key="system" label={row.system} />,
            <CostCell key="own" cost={row.candidateUsd} />,
            <CostCell key="other" cost={row.referenceUsd} />,
            `${row.words}${row.routesDown ? '; work may be routed to it' : ''} (${row.basis})`,
          ],
        }))}
      />
      <p className="small">
        Median and 90% interval of what the measurement leaves possible. Work is routed to a cheaper system only where
        it is fit and cheaper in at least 90% of that. Nothing is claimed outside the scope that was measured.
      </p>
    </details>
  )
}

function BreakEvens({ cells }: { readonly cells: readonly DecisionCell[] }): ReactElement | null {
  const turning = cells.flatMap(({ scope, breakEven }) => (breakEven === undefined ? [] : [{ scope, ...breakEven }]))
  if (turning.length === 0) return null
  return (
    <details className="more">
      <summary>What a failure may cost before the cheaper system stops paying</summary>
      {groupBy(turning, ({ scope }) => scope).map(({ key, members }) => (
        <DataTable
          key={key}
          caption={key}
          columns={[
            { title: 'cheaper system', share: 30 },
            { title: 'instead of', share: 24 },
            { title: 'pays while a noticed failure costs', share: 23 },
            { title: 'or an unnoticed one', share: 23 },
          ]}
          rows={members.map((even) => ({
            key: `${even.cheaper} ${even.dearer}`,
            cells: [
              <SystemName key="cheaper" label={even.cheaper} />,
              <SystemName key="dearer" label={even.dearer} />,
              limitWords(even.loudUsd),
              limitWords(even.silentUsd),
            ],
          }))}
        />
      ))}
    </details>
  )
}

function limitWords(limit: number | undefined): string {
  if (limit === undefined) return 'anything'
  return limit === 0 ? 'nothing: it never pays' : `less than ${usd(limit)}`
}

function ProvenanceTable({ decision }: { readonly decision: Decision }): ReactElement | null {
  const scopes = [...new Set(decision.byProvenance.map((row) => row.scope))]
  if (scopes.length === 0) return null
  const share = 70 / scopes.length
  const claims = groupBy(decision.cells, ({ system, provenance }) => `${system}: ${provenanceWords(provenance)}`)
  return (
    <>
      <DataTable
        caption="Scope and claimed provenance"
        columns={[{ title: 'provenance', share: 30 }, ...scopes.map((scope) => ({ title: scope, share }))]}
        rows={groupBy(decision.byProvenance, (row) => row.provenance).map(({ key, members }) => ({
          key,
          cells: [
            members[0] === undefined ? key : PROVENANCE_WORDS[members[0].provenance],
            ...scopes.map((scope) => <ProvenanceCell key={scope} row={members.find((row) => row.scope === scope)} />),
          ],
        }))}
      />
      {decision.cells.some(({ provenance }) => provenance.source !== undefined) && (
        <details className="more">
          <summary>Who claims what</summary>
          <ul className="plain small">
            {claims.map(({ key }) => (
              <li key={key}>{key}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function ProvenanceCell({ row }: { readonly row: Decision['byProvenance'][number] | undefined }): ReactElement {
  if (row === undefined) return <span className="small">nothing measured</span>
  const undecided = row.undecided === 0 ? '' : `, ${count(row.undecided)} undecided`
  return (
    <>
      {`${count(row.fit)} of ${count(row.systems)} fit${undecided}`}
      <small className="claim">{shareCell(row.success)}</small>
    </>
  )
}
