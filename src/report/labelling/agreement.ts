import { counted, percent, ratio } from '../../domain/index.js'
import type { ReaderAgreement } from '../../sessions/index.js'
import { styleFor, type TerminalOptions, table, wrapText } from '../terminal/index.js'
import { REASON_WORDS } from '../words.js'

const WORDS = { solved: 'solved', failed: 'failed', unclear: 'cannot tell' } as const

/** How two readers agree, and every session on which they do not, as text. */
export function renderAgreement(agreement: ReaderAgreement, options: TerminalOptions): string {
  const { bold, dim } = styleFor(options)
  const { readers, both, alone, counts, kappa, disagreements } = agreement
  const [first, second] = readers
  const say = (words: string) => wrapText(`  ${words}`, options.columns, '  ')
  const rows = Object.values(WORDS).map((word, index) => [word, ...(counts[index] ?? []).map(String)])
  const columns = [
    { title: `${first} \\ ${second}` },
    ...Object.values(WORDS).map((title) => ({ title, isNumber: true })),
  ]
  return [
    bold(`Two readers on ${counted(both, 'session')}`),
    ...table(columns, rows, { columns: options.columns, indent: 2, dim }),
    say(kappaWords(agreement)),
    ...(alone === 0 ? [] : [say(`Read by one alone, and so left as they were: ${alone}.`)]),
    ...(kappa.kind === 'determined'
      ? [dim(say(`Cohen's kappa at ${percent(kappa.level)}: 1 is full agreement, 0 what chance would bring.`))]
      : []),
    ...(disagreements.length === 0
      ? []
      : ['', bold(`Talk about these: ${counted(disagreements.length, 'disagreement')}`)]),
    ...disagreements.flatMap(({ id, verdicts: [one, two], notes }) => [
      wrapText(`  - ${id}: ${first} ${WORDS[one]}, ${second} ${WORDS[two]}`, options.columns, '    '),
      ...notes.map((note) => dim(wrapText(`    ${note}`, options.columns, '    '))),
    ]),
    '',
  ].join('\n')
}

function kappaWords({ kappa, both, disagreements }: ReaderAgreement): string {
  const share = both === 0 ? '' : `They agree on ${percent((both - disagreements.length) / both)}`
  if (kappa.kind === 'undetermined')
    return `${share === '' ? 'Agreement' : `${share}; beyond chance`}: cannot tell, ${REASON_WORDS[kappa.reason]}.`
  const edge = (value: number) => (value <= 0 ? value.toFixed(2).replace('-', '−') : ratio(Number(value.toFixed(2))))
  return `${share}; kappa ${edge(kappa.value)} (${edge(kappa.low)} to ${edge(kappa.high)}).`
}
