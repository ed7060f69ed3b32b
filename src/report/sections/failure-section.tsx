import type { ReactElement } from 'react'
import type { EndCause, Estimate, FailureModes } from '../../domain/index.js'
import { count, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { shortened, shortNames } from '../names.js'
import { bySuccess, failureCharts } from '../pictures/index.js'
import { shareCell } from '../terminal/index.js'
import { CAUSE_WORDS, FAILURE_LIMITS } from '../words.js'
import { ChartFigure, DataTable, Section, SystemName } from './section.js'

/** How trials end, step by step. */
export function FailureSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const modes = [...(document.analysis?.failureModes ?? [])].sort(bySuccess(document))
  if (modes.length === 0) return null
  return (
    <Section id="failures" title="How they end" finding={leadOf(document, modes)}>
      {failureCharts(document).map((chart) => (
        <ChartFigure key={chart.props.id} chart={chart} />
      ))}
      <ul className="plain">
        {modes.map(({ system, words }) => (
          <li key={system}>{shortened(words.join(' '), [system], shortNames(document))}</li>
        ))}
      </ul>
      <EndTable title="Share of trials that have ended so" modes={modes} endsOf={({ final }) => final} />
      {modes.some(({ finalWithLimits }) => finalWithLimits.some(({ cause }) => cause === 'limit')) && (
        <details className="more">
          <summary>With a limit as an end of its own</summary>
          <EndTable title="Limits counted as an end" modes={modes} endsOf={({ finalWithLimits }) => finalWithLimits} />
        </details>
      )}
      <p className="small">{basisWords(document, modes)}</p>
    </Section>
  )
}

/** The most frequent way to fail of each system for which it is known. */
function leadOf(document: ReportDocument, modes: readonly FailureModes[]): string {
  const nameOf = shortNames(document)
  const said = modes.flatMap(({ system, final }) => {
    const [first] = failuresOf(final)
    return first === undefined ? [] : [{ ...first, system: nameOf(system) }]
  })
  const [worst, ...others] = said.sort((a, b) => b.value - a.value)
  if (worst === undefined) return 'How trials end cannot be told from these tasks.'
  const wordsOf = ({ system, cause, share }: typeof worst) => `${system} ${CAUSE_WORDS[cause]} in ${shareCell(share)}`
  return `The most frequent failures: ${[worst, ...others.slice(0, 2)].map(wordsOf).join(', ')} of trials.`
}

function failuresOf(
  ends: FailureModes['final'],
): readonly { readonly cause: EndCause; readonly value: number; readonly share: Estimate }[] {
  return ends
    .flatMap(({ cause, share }) =>
      cause !== 'solved' && share.kind === 'determined' && share.value > 0
        ? [{ cause, value: share.value, share }]
        : [],
    )
    .sort((a, b) => b.value - a.value)
}

const ORDER = ['falsely-claims', 'loops', 'force-fits', 'abandons', 'other', 'limit', 'solved'] as const

function EndTable(props: {
  readonly title: string
  readonly modes: readonly FailureModes[]
  readonly endsOf: (modes: FailureModes) => FailureModes['final']
}): ReactElement {
  const causes = ORDER.filter((cause) =>
    props.modes.some((own) => props.endsOf(own).some((end) => end.cause === cause)),
  )
  return (
    <DataTable
      caption={props.title}
      columns={[{ title: 'system' }, ...causes.map((cause) => ({ title: CAUSE_WORDS[cause] }))]}
      rows={props.modes.map((modes) => ({
        key: modes.system,
        cells: [
          <SystemName key="system" label={modes.system} />,
          ...causes.map((cause) => {
            const found = props.endsOf(modes).find((end) => end.cause === cause)
            return found === undefined ? '' : shareCell(found.share)
          }),
        ],
      }))}
    />
  )
}

function basisWords(document: ReportDocument, modes: readonly FailureModes[]): string {
  const nameOf = shortNames(document)
  const left = modes.flatMap(({ system, excluded }) =>
    Object.entries(excluded).map(([reason, trials]) => `${reason} ${count(trials)} (${nameOf(system)})`),
  )
  const share = modes.flatMap(({ final }) => final)[0]?.share
  return [
    `Aalen-Johansen shares${share === undefined ? '' : ` at ${percent(share.level)}`}, clustered by task: what has already ended another way cannot fail any more.`,
    'A trial that a limit ended counts as "at least so far".',
    left.length === 0 ? 'No trial was left out.' : `Left out: ${left.join(', ')}.`,
    FAILURE_LIMITS,
  ].join(' ')
}
