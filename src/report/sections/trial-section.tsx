import type { ReactElement } from 'react'
import { count, counted, usd } from '../../domain/index.js'
import type { ReportDocument, TrialEntry } from '../document.js'
import { BEHAVIOUR_WORDS, OUTCOME_WORDS } from '../words.js'
import { Section } from './section.js'

/** Rows that stand in the page itself; the script shows the others. */
const ROWS_WITHOUT_SCRIPT = 20

const COLUMNS = ['trial', 'system', 'task', 'arm', 'outcome', 'behaviour', 'steps', 'cost'] as const

/** The table of trials. The script adds filters, sorting, pages and transcripts. */
export function TrialSection({ document }: { readonly document: ReportDocument }): ReactElement | null {
  const trials = document.trials ?? []
  if (trials.length === 0) return null
  const transcripts = document.transcripts?.trials.length ?? 0
  return (
    <Section
      id="trials"
      title="Every trial"
      finding={`${counted(trials.length, 'trial')}, ${transcripts === 0 ? 'no transcripts' : `${counted(transcripts, 'transcript')} with delivery, evidence and behaviour marked`}.`}
    >
      <div id="trial-filters" className="filters" hidden />
      <div className="table wide">
        <table id="trial-table">
          <thead>
            <tr>
              {COLUMNS.map((title) => (
                <th key={title} scope="col" className={title === 'steps' || title === 'cost' ? 'number' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {trials.slice(0, ROWS_WITHOUT_SCRIPT).map((trial) => (
              <TrialRow key={trial.id} trial={trial} />
            ))}
          </tbody>
        </table>
      </div>
      <div id="trial-pages" className="pages" hidden />
      <noscript>
        <p className="small">
          {`The first ${count(Math.min(trials.length, ROWS_WITHOUT_SCRIPT))} rows. The others, and the transcripts, need a browser that runs the script of this page; the JSON document holds every row, and the record of the study every transcript.`}
        </p>
      </noscript>
    </Section>
  )
}

function TrialRow({ trial }: { readonly trial: TrialEntry }): ReactElement {
  const cells = [
    trial.id.slice(0, 10),
    trial.system.replace(/ \(.*\)$/, ''),
    trial.sample,
    [trial.arm, trial.intervention].filter((part) => part !== undefined).join(' · '),
    [OUTCOME_WORDS[trial.outcome], trial.detail].filter((part) => part !== undefined).join(': '),
    trial.behaviour === undefined ? '' : BEHAVIOUR_WORDS[trial.behaviour].name,
    trial.steps === undefined ? '' : count(trial.steps),
    trial.costUsd === undefined ? '' : usd(trial.costUsd),
  ]
  return (
    <tr>
      {COLUMNS.map((title, index) => (
        <td key={title} data-label={title} className={title === 'steps' || title === 'cost' ? 'number' : undefined}>
          {cells[index]}
        </td>
      ))}
    </tr>
  )
}
