import type { ReactElement } from 'react'
import type { LiveCell, LiveFinding } from '../../domain/index.js'
import { count, counted, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { shortened, shortNames } from '../names.js'
import { groupBy } from '../pictures/index.js'
import { DataTable, Section, SystemName } from '../sections/section.js'
import { shareCell } from '../terminal/index.js'
import { liveBasis, STANDING_WORDS } from './words.js'

/** How the decision stands after the sessions served since. */
export function LiveSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const { live } = document
  if (live === undefined) return null
  const say = (words: string, system: string) => shortened(words, [system], shortNames(document))
  return (
    <Section id="live" title="Since the decision" finding={live.words[0] ?? ''}>
      {live.words.length > 1 && (
        <ul className="plain">
          {live.words.slice(1).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {groupBy(live.cells, ({ scope }) => scope).map(({ key, members }) => (
        <div key={key}>
          <ScopeTable scope={key} cells={members} />
          <ul className="plain">
            {members.map(({ system, words }) => (
              <li key={system}>{say(words.join(' '), system)}</li>
            ))}
          </ul>
          {live.delays
            .filter(({ scope }) => scope === key)
            .map(({ scope, words }) => (
              <p key={scope} className="small">{`Delay: ${words}.`}</p>
            ))}
        </div>
      ))}
      <Canaries live={live} />
      <p className="small">{`${leftOut(live)}${liveBasis(live)}`}</p>
    </Section>
  )
}

function ScopeTable(props: { readonly scope: string; readonly cells: readonly LiveCell[] }): ReactElement {
  return (
    <DataTable
      caption={props.scope}
      columns={[
        { title: 'system', share: 25 },
        { title: 'trust', share: 13 },
        { title: 'believed (90%)', share: 20 },
        { title: 'success since', share: 20 },
        { title: 'counted', share: 12 },
        { title: 'alarm', share: 10 },
      ]}
      rows={props.cells.map(({ system, standing, belief, success, sessions, drift }) => ({
        key: system,
        cells: [
          <SystemName key="system" label={system} />,
          STANDING_WORDS[standing],
          `${percent(belief.mean)} (${percent(belief.low)} to ${percent(belief.high)})`,
          shareCell(success),
          `${count(sessions.counted)} of ${count(sessions.served)}`,
          drift?.alarmAfter === undefined ? 'none' : `after ${count(drift.alarmAfter)}`,
        ],
      }))}
    />
  )
}

function Canaries({ live }: { readonly live: LiveFinding }): ReactElement | null {
  if (live.canaries.length === 0) return null
  return (
    <ul className="plain">
      {live.canaries.map(({ system, words }) => (
        <li key={system}>{`Canaries: ${words}.`}</li>
      ))}
    </ul>
  )
}

function leftOut({ excluded }: LiveFinding): string {
  const left = Object.entries(excluded).map(([reason, sessions]) => `${counted(sessions, 'session')} ${reason}`)
  return left.length === 0 ? '' : `Left out: ${left.join(', ')}. `
}
