import { count, counted, percent, type Screen } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { pCell, pointsCell } from './cells.js'
import { table, wrapText } from './layout.js'
import type { Look } from './outcomes.js'

/** Finds shown of one screen; the JSON has them all. */
export const MOST_FINDS = 12

/** What deserves a closer look, of many small tests. */
export function screenLines({ screen, analysis }: ReportDocument, look: Look): string[] {
  return [screen, analysis?.screen].flatMap((found) => (found === undefined ? [] : linesOf(found, look)))
}

function linesOf(screen: Screen, look: Look): string[] {
  const finds = screen.tests.filter(({ isFound }) => isFound)
  const hasChange = finds.some(({ intervention }) => intervention !== undefined)
  const rows = finds
    .slice(0, MOST_FINDS)
    .map(({ system, work, intervention, difference, p, adjustedP }) => [
      system,
      ...(hasChange ? [intervention ?? ''] : []),
      work.name,
      pointsCell(difference),
      pCell(p),
      pCell(adjustedP),
    ])
  const columns = [
    { title: 'system' },
    ...(hasChange ? [{ title: 'change' }] : []),
    { title: 'work' },
    { title: 'difference, points' },
    { title: 'p', isNumber: true, leaveOutAs: 1 },
    { title: 'adjusted', isNumber: true },
  ]
  const rest = finds.length - rows.length
  return [
    wrapText(`  ${screenWords(screen)}`, look.columns, '  '),
    ...(rows.length === 0 ? [] : table(columns, rows, { ...look, indent: 2 })),
    ...(rest > 0 ? [`  and ${count(rest)} more in the JSON`] : []),
  ]
}

/** How many stand out of how many, and what that is worth. */
export function screenWords({ tests, untested, rate }: Screen): string {
  const finds = tests.filter(({ isFound }) => isFound).length
  const hasChange = tests.some(({ intervention }) => intervention !== undefined)
  const cells = hasChange
    ? 'each system under each change on each kind of work'
    : 'each system beside the reference on each kind of work'
  const basis = `${counted(tests.length, 'test')}, ${cells}, at a false discovery rate of ${percent(rate)}`
  const open = untested === 0 ? '' : ` ${counted(untested, 'cell')} could not be tested.`
  if (finds === 0) return `Nothing stands out in ${basis}.${open} That shows no equality.`
  const verb = finds === 1 ? 'stands' : 'stand'
  return `${count(finds)} ${verb} out in ${basis}: candidates for a closer look, of which at most about ${percent(rate)} are expected to be false; none is an established effect for standing here.${open}`
}
