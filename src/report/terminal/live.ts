import type { LiveCell, LiveFinding } from '../../domain/index.js'
import { count, counted, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { escalationBasis, liveBasis, STANDING_WORDS } from '../live/words.js'
import { shareCell } from './cells.js'
import { type Column, table, wrapText } from './layout.js'
import type { Look } from './outcomes.js'

const COLUMNS: readonly Column[] = [
  { title: 'system' },
  { title: 'trust' },
  { title: 'believed (90%)' },
  { title: 'success since', leaveOutAs: 1 },
  { title: 'counted', isNumber: true },
  { title: 'alarm' },
]

/** How the decision stands after the sessions served since: scope by scope, then canaries and what is left out. */
export function liveLines({ live }: ReportDocument, look: Look): string[] {
  if (live === undefined) return []
  const { columns, dim } = look
  const scopes = [...new Set(live.cells.map(({ scope }) => scope))]
  const left = Object.entries(live.excluded).map(([reason, sessions]) => `${counted(sessions, 'session')} ${reason}`)
  return [
    ...live.words.map((words) => wrapText(`  ${words}`, columns, '  ')),
    ...scopes.flatMap((scope) => scopeLines(scope, live, look)),
    ...live.canaries.map(({ words }) => wrapText(`  Canaries: ${words}.`, columns, '    ')),
    ...(left.length === 0 ? [] : [wrapText(`  Left out: ${left.join(', ')}.`, columns, '    ')]),
    dim(wrapText(`  ${liveBasis(live)}`, columns, '  ')),
  ]
}

function scopeLines(scope: string, live: LiveFinding, look: Look): string[] {
  const cells = live.cells.filter((cell) => cell.scope === scope)
  const delay = live.delays.find((entry) => entry.scope === scope)
  const wrap = (words: string) => wrapText(`    ${words}`, look.columns, '      ')
  return [
    `  ${look.bold(scope)}`,
    ...table(COLUMNS, cells.map(rowOf), { ...look, indent: 4 }),
    ...cells.map(({ words }) => wrap(words.join(' '))),
    ...(delay === undefined ? [] : [wrap(`Delay: ${delay.words}.`)]),
  ]
}

function rowOf({ system, standing, belief, success, sessions, drift }: LiveCell): string[] {
  const { mean, low, high } = belief
  return [
    system,
    STANDING_WORDS[standing],
    `${percent(mean)} (${percent(low)} to ${percent(high)})`,
    shareCell(success),
    `${count(sessions.counted)} of ${count(sessions.served)}`,
    drift?.alarmAfter === undefined ? 'none' : `after ${count(drift.alarmAfter)}`,
  ]
}

/** When a running session should be moved to a stronger model, system by system. */
export function escalationLines({ escalations = [] }: ReportDocument, { columns, dim }: Look): string[] {
  if (escalations.length === 0) return []
  return [
    ...escalations.map(({ words }) => wrapText(`  ${words.join(' ')}`, columns, '    ')),
    dim(wrapText(`  ${escalationBasis(escalations)}`, columns, '  ')),
  ]
}
