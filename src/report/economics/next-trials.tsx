import type { ReactElement } from 'react'
import type { NextTrials } from '../../domain/index.js'
import { count, percent, usd } from '../../domain/index.js'
import { DataTable, SystemName } from '../sections/section.js'

/** How further trials are best split to learn the shadow, and what they would do to its interval. */
export function NextTrialsTable({ found }: { readonly found: NextTrials | undefined }): ReactElement | null {
  if (found === undefined) return null
  return (
    <>
      {found.kind === 'determined' && (
        <DataTable
          caption={`${count(found.trials)} further trials, to learn the shadow`}
          columns={[
            { title: 'system', share: 34 },
            { title: 'form', share: 16 },
            { title: 'trials so far', isNumber: true },
            { title: 'success', isNumber: true },
            { title: 'a trial costs', isNumber: true },
            { title: 'further trials', isNumber: true },
          ]}
          rows={found.cells.map(({ system, stratum, pilotTrials, success, trialUsd, next }) => ({
            key: `${system} ${stratum}`,
            cells: [
              <SystemName key="system" label={system} />,
              stratum,
              count(pilotTrials),
              percent(success),
              trialUsd === undefined ? 'not recorded' : usd(trialUsd),
              count(next),
            ],
          }))}
        />
      )}
      {found.words.map((words) => (
        <p key={words} className="small">
          {words}
        </p>
      ))}
    </>
  )
}
