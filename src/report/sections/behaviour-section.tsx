import type { ReactElement } from 'react'
import { BEHAVIOURS, type Behaviour, count, percent } from '../../domain/index.js'
import type { BehaviourMix, ReportDocument } from '../document.js'
import { shortNames } from '../names.js'
import { behaviourChart } from '../pictures/index.js'
import { BEHAVIOUR_WORDS } from '../words.js'
import { ChartFigure, DataTable, Section } from './section.js'

/** What systems did after a delivered change, with trials that show it. */
export function BehaviourSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const mixes = document.behaviours ?? []
  if (mixes.length === 0) return null
  return (
    <Section id="behaviours" title="What they do then" finding={lead(mixes, shortNames(document))}>
      <ChartFigure chart={behaviourChart(document)} />
      <details className="more">
        <summary>Counts and examples</summary>
        {mixes.map((mix) => (
          <MixTable key={mix.system} mix={mix} />
        ))}
      </details>
      <dl className="terms">
        {BEHAVIOURS.map((behaviour) => (
          <div key={behaviour}>
            <dt>{BEHAVIOUR_WORDS[behaviour].name}</dt>
            <dd>{BEHAVIOUR_WORDS[behaviour].meaning}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function MixTable({ mix }: { readonly mix: BehaviourMix }): ReactElement {
  return (
    <DataTable
      caption={mix.system}
      columns={[
        { title: 'behaviour', share: 30 },
        { title: 'trials', share: 14 },
        { title: 'examples', share: 56 },
      ]}
      rows={seenIn(mix).map((behaviour) => ({
        key: behaviour,
        cells: [
          BEHAVIOUR_WORDS[behaviour].name,
          count(mix.counts[behaviour] ?? 0),
          (mix.examples[behaviour] ?? []).length === 0 ? (
            ''
          ) : (
            <Examples key="examples" ids={mix.examples[behaviour] ?? []} />
          ),
        ],
      }))}
    />
  )
}

function Examples({ ids }: { readonly ids: readonly string[] }): ReactElement {
  return (
    <>
      {ids.map((id) => (
        <a key={id} className="trial" href={`#trial=${id}`}>
          {id.slice(0, 10)}
        </a>
      ))}
    </>
  )
}

function seenIn(mix: BehaviourMix): readonly Behaviour[] {
  return BEHAVIOURS.filter((behaviour) => (mix.counts[behaviour] ?? 0) > 0)
}

function lead(mixes: readonly BehaviourMix[], nameOf: (label: string) => string): string {
  const shares = mixes
    .map((mix) => ({ name: nameOf(mix.system), total: totalOf(mix), adapts: mix.counts.adapts ?? 0 }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.adapts / b.total - a.adapts / a.total)
  if (shares.length === 0) return 'No change was delivered.'
  const shown = shares.length <= 4 ? shares : [...shares.slice(0, 2), ...shares.slice(-2)]
  const words = shown.map(({ name, total, adapts }) => `${percent(adapts / total)} ${name}`)
  return `Share of trials that adapt to a delivered change: ${words.join(', ')}.`
}

function totalOf(mix: BehaviourMix): number {
  return seenIn(mix).reduce((sum, behaviour) => sum + (mix.counts[behaviour] ?? 0), 0)
}
