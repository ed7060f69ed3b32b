import type { ReactElement } from 'react'
import { count, counted, type EscalationFinding, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { shortened, shortNames } from '../names.js'
import { DataTable, Section, SystemName } from '../sections/section.js'
import { shareCell } from '../terminal/index.js'
import { escalationBasis } from './words.js'

/** When a running session should be moved to a stronger model. */
export function EscalationSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const found = document.escalations ?? []
  if (found.length === 0) return null
  const nameOf = shortNames(document)
  return (
    <Section id="escalation" title="When to move a run up" finding={leadOf(found)}>
      <DataTable
        columns={[
          { title: 'system', share: 26 },
          { title: 'scope', share: 12 },
          { title: 'moved up above', share: 14 },
          { title: 'in vain', share: 18 },
          { title: 'of failing runs', share: 20 },
          { title: 'before the end', share: 10 },
        ]}
        rows={found.map((entry) => ({ key: `${entry.system} ${entry.scope}`, cells: cellsOf(entry) }))}
      />
      <ul className="plain">
        {found.map(({ system, scope, words }) => (
          <li key={`${system} ${scope}`}>{shortened(words.join(' '), [system], nameOf)}</li>
        ))}
      </ul>
      <p className="small">{escalationBasis(found)}</p>
    </Section>
  )
}

function cellsOf(entry: EscalationFinding) {
  const { system, scope, threshold, method, solved, solvedMovedUp, unsolved, caughtRuns, caught, stepsBeforeEnd } =
    entry
  return [
    <SystemName key="system" label={system} />,
    scope,
    <span key="threshold">
      {Number(threshold.toFixed(2))}
      <small className="claim">{method === 'fixed-rule' ? 'fixed rule' : 'calibrated'}</small>
    </span>,
    `${count(solvedMovedUp)} of ${count(solved)}`,
    <span key="caught">
      {`${count(caughtRuns)} of ${count(unsolved)}`}
      <small className="claim">{unsolved === 0 ? 'none failed' : shareCell(caught)}</small>
    </span>,
    stepsBeforeEnd === undefined ? '' : counted(stepsBeforeEnd, 'step'),
  ]
}

function leadOf(found: readonly EscalationFinding[]): string {
  const sure = found.filter(({ method }) => method === 'conformal-maximum')
  const rest = found.length - sure.length
  const fixed = rest === 0 ? '' : ` For ${count(rest)} too few runs succeeded: a fixed rule without that promise.`
  const [first] = sure
  if (first === undefined) return 'Too few runs succeeded to promise how many would be moved up in vain: a fixed rule.'
  return `Calibrated for ${count(sure.length)} of ${count(found.length)} pairs of system and scope: at most ${percent(first.alpha)} of runs that succeed would be moved up.${fixed}`
}
