import { count, percent, usd } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { table, wrapText } from './layout.js'
import type { Look } from './outcomes.js'

/** How further trials are best split to learn the shadow, and what they would do to its interval. */
export function nextTrialsLines({ nextTrials: found }: ReportDocument, look: Look): string[] {
  if (found === undefined) return []
  const words = found.words.map((line) => wrapText(`  ${line}`, look.columns, '    '))
  if (found.kind === 'undetermined') return words
  const columns = [
    { title: 'system' },
    { title: 'form' },
    { title: 'trials so far', isNumber: true },
    { title: 'success', isNumber: true },
    { title: 'a trial costs', isNumber: true, leaveOutAs: 1 },
    { title: 'further trials', isNumber: true },
  ]
  const rows = found.cells.map(({ system, stratum, pilotTrials, success, trialUsd, next }) => [
    system,
    stratum,
    count(pilotTrials),
    percent(success),
    trialUsd === undefined ? '' : usd(trialUsd),
    count(next),
  ])
  return [...table(columns, rows, { ...look, indent: 2 }), ...words]
}
