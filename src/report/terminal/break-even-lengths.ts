import type { BreakEvenLength, LengthRange } from '../../domain/index.js'
import { amount, counted, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { groupBy } from '../pictures/index.js'
import { LENGTH_WORDS, listed, SHAPE_WORDS } from '../words.js'
import { table, wrapText } from './layout.js'
import type { Look } from './outcomes.js'

type Determined = Extract<BreakEvenLength, { kind: 'determined' }>

/** Up to which length each system is cheaper than the reference, how sure that is, and what it rests on. */
export function breakEvenLines({ decision }: ReportDocument, look: Look): string[] {
  const found = decision?.breakEvenLengths ?? []
  const told = found.filter((finding) => finding.kind === 'determined')
  const tables = groupBy(told, ({ lengthKind }) => lengthKind).flatMap(({ members }) => kindLines(members, look))
  return [...tables, ...breakEvenOpen(found).map((words) => wrapText(`  ${words}`, look.columns, '    '))]
}

/** What cannot be told, systems with the same reason in one sentence. */
export function breakEvenOpen(found: readonly BreakEvenLength[]): string[] {
  const open = found.flatMap((finding) => (finding.kind === 'undetermined' ? [finding] : []))
  const [before, after] = ['costs less with ', ' than with ']
  return groupBy(open, ({ system, words }) => {
    return words.join(' ').replace(`${before}${system}${after}`, `${before}\n${after}`)
  }).map(({ key, members }) => key.replace('\n', listed(members.map(({ system }) => system))))
}

function kindLines(own: readonly Determined[], look: Look): string[] {
  const [first] = own
  if (first === undefined) return []
  const columns = [
    { title: 'system' },
    { title: `${percent(first.level)} sure it costs less` },
    { title: 'by the curves' },
    { title: 'other shapes', leaveOutAs: 1 },
  ]
  const rows = own.map((finding) => [
    finding.system,
    rangesCell(finding.sure, finding.tested),
    rangesCell(finding.pays, finding.tested),
    shapesCell(finding),
  ])
  return [
    wrapText(`  Jobs by length, in ${LENGTH_WORDS[first.lengthKind]}; ${first.basis}`, look.columns, '  '),
    ...table(columns, rows, { ...look, indent: 2 }),
    ...own.flatMap((finding) => [
      wrapText(`  ${finding.words.join(' ')}`, look.columns, '  '),
      look.dim(wrapText(`    ${basisWords(finding)}`, look.columns, '    ')),
    ]),
  ]
}

/** Parts of the tested range: `up to 6.2`, `all tested`, `none tested`. */
export function rangesCell(ranges: readonly LengthRange[], { shortest, longest }: Determined['tested']): string {
  if (ranges.length === 0) return 'none tested'
  const words = ranges.map(({ from, to }) => {
    if (from <= shortest) return to >= longest ? 'all tested' : `up to ${amount(to)}`
    return to >= longest ? `from ${amount(from)}` : `${amount(from)} to ${amount(to)}`
  })
  return listed(words)
}

/** Where the curves of other shapes cross: `Weibull 9.1, exponential (half-life) 9.6`. */
export function shapesCell({ shapes }: Determined): string {
  return shapes
    .map(({ shape, crossings }) => {
      const lengths = crossings.map(({ length }) => amount(length))
      return `${SHAPE_WORDS[shape]} ${lengths.length === 0 ? 'none' : listed(lengths)}`
    })
    .join(', ')
}

/** Method, level, n and exclusions. */
export function basisWords({ method, level, unit, units, tasks, trials, excluded, seed }: Determined): string {
  const left = Object.entries(excluded).map(([reason, number]) => `${reason} ${amount(number)}`)
  const families = `${amount(units)} ${units === 1 ? 'family' : 'families'}`
  const parts = [
    `${method} at ${percent(level)}, clustered by ${unit}`,
    `${counted(tasks, 'shared task')}${unit === 'family' ? ` of ${families}` : ''}, ${counted(trials, 'trial')}`,
    ...(left.length === 0 ? [] : [`left out: ${left.join(', ')}`]),
    `seed ${seed}`,
  ]
  return parts.join('; ')
}
