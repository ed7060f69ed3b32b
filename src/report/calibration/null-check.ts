import { percent, signedPoints } from '../../domain/index.js'
import type { NullCheck } from '../../shadow/index.js'
import { pCell, type Style, styleFor, type TerminalOptions, table, wrapText } from '../terminal/index.js'

/** The method held against no difference at all, on one table of outcomes. */
export interface NullDocument extends NullCheck {
  readonly schemaVersion: 1
  readonly kind: 'null'
  /** ISO date and time, given by the caller. */
  readonly createdAt: string
  readonly versions: Readonly<Record<string, string>>
}

type Look = TerminalOptions & Style

/** As text: each system against itself, then with exchanged labels, then what none of this says. */
export function renderNull(document: NullDocument, options: TerminalOptions): string {
  const look = { ...options, ...styleFor(options) }
  const lines = [
    ...selfLines(document, look),
    '',
    ...swapLines(document, look),
    '',
    look.bold('What this cannot say'),
    ...document.cannotSay.map((words) => wrapText(`  - ${words}`, look.columns, '    ')),
  ]
  return `${lines.join('\n')}\n`
}

function selfLines({ selves, level }: NullDocument, look: Look): string[] {
  const split = Math.max(...selves.map(({ splits }) => splits))
  const rows = selves.map(({ system, quantity, tasks, covered, pAtMost }) => [
    system,
    quantity,
    String(tasks),
    covered === undefined ? 'cannot tell' : percent(covered),
    ...[0.05, 0.5].map((p) => {
      const found = pAtMost.find((entry) => entry.p === p)
      return found === undefined ? '' : percent(found.share)
    }),
  ])
  const legend = `Trials of each task split in two at random, ${split} times: between the halves there is nothing. Covers zero: share of the ${percent(level)} intervals that do. Of p-values, about 5% should be at most 0.05 and about half at most 0.50.`
  const columns = [
    { title: 'system' },
    { title: 'of the', leaveOutAs: 1 },
    { title: 'tasks', isNumber: true },
    { title: 'covers zero', isNumber: true },
    { title: 'p to 0.05', isNumber: true },
    { title: 'p to 0.50', isNumber: true },
  ]
  return [
    look.bold('Each system against itself'),
    wrapText(`  ${legend}`, look.columns, '  '),
    ...table(columns, rows, { ...look, indent: 4 }),
  ]
}

function swapLines({ swaps, reference }: NullDocument, look: Look): string[] {
  if (swaps.length === 0) return [look.bold('Labels exchanged'), '  There is no other system in the table.']
  const legend = `Labels of each system and ${reference} exchanged at random within tasks: p is the share of exchanges that make a difference as large as the one seen.`
  const columns = [
    { title: 'system' },
    { title: 'of the' },
    { title: 'points behind', isNumber: true },
    { title: 'p', isNumber: true },
  ]
  const rows = swaps.map(({ system, quantity, observed, p }) => [
    system,
    quantity,
    signedPoints(observed).replace('+', ''),
    pCell(p),
  ])
  return [
    look.bold('Labels exchanged'),
    wrapText(`  ${legend}`, look.columns, '  '),
    ...table(columns, rows, { ...look, indent: 4 }),
  ]
}
