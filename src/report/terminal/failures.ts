import type { FailureModes } from '../../domain/index.js'
import { count, counted, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { CAUSE_WORDS, FAILURE_LIMITS } from '../words.js'
import { shareCell } from './cells.js'
import { wrapText } from './layout.js'
import type { Look } from './outcomes.js'

/** How the trials of each system end: words, method, n, exclusions, and the same with limits as an end of their own. */
export function failureLines({ analysis }: ReportDocument, { columns, dim }: Look): string[] {
  const found = analysis?.failureModes ?? []
  if (found.length === 0) return []
  return [
    ...found.flatMap((modes) => [
      wrapText(`  ${modes.words.join(' ')}`, columns, '    '),
      dim(wrapText(`    ${basisWords(modes)}`, columns, '    ')),
    ]),
    wrapText(`  ${FAILURE_LIMITS}`, columns, '  '),
  ]
}

function basisWords({ trials, final, finalWithLimits, excluded }: FailureModes): string {
  const [first] = final
  const left = Object.entries(excluded).map(([reason, number]) => `${reason} ${count(number)}`)
  const limit = finalWithLimits.find(({ cause }) => cause === 'limit')
  return [
    counted(trials, 'trial'),
    ...(first === undefined ? [] : [`${first.share.method} at ${percent(first.share.level)}, clustered by task`]),
    ...(left.length === 0 ? [] : [`left out: ${left.join(', ')}`]),
    ...(limit === undefined ? [] : [`${CAUSE_WORDS.limit}, as an end of its own: ${shareCell(limit.share)}`]),
  ].join('; ')
}
