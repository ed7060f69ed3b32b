/** Width and colour of the terminal that a text is made for. */
export interface TerminalOptions {
  /** Characters in a line, from 60. */
  readonly columns: number
  readonly isColour: boolean
}

/** Styles that a terminal shows; plain text where colour is not wanted. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
}

/** The styles of a terminal with colour; without colour each gives its text unchanged. */
export function styleFor({ isColour }: TerminalOptions): Style {
  const wrap = (code: number) => (text: string) => (isColour && text !== '' ? `\u001B[${code}m${text}\u001B[0m` : text)
  return { bold: wrap(1), dim: wrap(2) }
}

/** Breaks a text into lines of at most `width` characters, the later ones indented; leading blanks stay. */
export function wrapText(text: string, width: number, indent = ''): string {
  const blanks = /^ */.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = ''
  for (const word of text.slice(blanks.length).split(' ')) {
    const start = lines.length === 0 ? blanks : indent
    if (line !== '' && start.length + line.length + 1 + word.length > width) {
      lines.push(start + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push((lines.length === 0 ? blanks : indent) + line)
  return lines.join('\n')
}

/** One column of a table. */
export interface Column {
  readonly title: string
  readonly isNumber?: boolean
  /** Left out where the line is too short; the highest goes first. Columns without stay. */
  readonly leaveOutAs?: number
}

const GAP = 2

/**
 * Rows under their column titles, each line within the width where the columns that must stay allow it; otherwise the
 * first cell gets a line of its own.
 *
 * @param rows as many cells as there are columns
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], look: TableLook): string[] {
  if (rows.length === 0) return []
  const widths = columns.map(({ title }, place) =>
    Math.max(title.length, ...rows.map((row) => (row[place] ?? '').length)),
  )
  const shown = fitting(columns, widths, look)
  const isTooWide = lineWidth(shown, widths, look.indent) > look.columns
  const kept = isTooWide ? shown.slice(1) : shown
  const line = (cells: readonly string[]) =>
    kept.map((place) => padded(cells[place] ?? '', widths[place] ?? 0, columns[place]?.isNumber === true))
  const start = ' '.repeat(look.indent)
  const inner = isTooWide ? `${start}  ` : start
  const titles = columns.map(({ title }) => title)
  const head = titles.every((title) => title === '')
    ? []
    : [look.dim(`${inner}${line(titles).join(' '.repeat(GAP))}`.trimEnd())]
  return [
    ...head,
    ...rows.flatMap((row) => [
      ...(isTooWide ? [`${start}${row[0] ?? ''}`] : []),
      `${inner}${line(row).join(' '.repeat(GAP))}`.trimEnd(),
    ]),
  ]
}

/** How a table is set. */
interface TableLook {
  readonly columns: number
  readonly indent: number
  readonly dim: (text: string) => string
}

function fitting(columns: readonly Column[], widths: readonly number[], look: TableLook): number[] {
  let shown = columns.map((_, place) => place).filter((place) => (widths[place] ?? 0) > 0)
  const droppable = columns
    .map(({ leaveOutAs }, place) => ({ place, leaveOutAs }))
    .filter(({ leaveOutAs }) => leaveOutAs !== undefined)
    .sort((a, b) => (b.leaveOutAs ?? 0) - (a.leaveOutAs ?? 0))
  for (const { place } of droppable) {
    if (lineWidth(shown, widths, look.indent) <= look.columns) break
    shown = shown.filter((other) => other !== place)
  }
  return shown
}

function lineWidth(shown: readonly number[], widths: readonly number[], indent: number): number {
  return shown.reduce((sum, place) => sum + (widths[place] ?? 0) + GAP, indent - GAP)
}

function padded(cell: string, width: number, isNumber: boolean): string {
  return isNumber ? cell.padStart(width) : cell.padEnd(width)
}
