import type { Figure } from './figure.js'

/** The figures for people: one line each, with target and verdict where there are any. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${numberOf(figure.value)} ${figure.unit}`,
    targetOf(figure),
    figure.isMet === undefined ? '' : figure.isMet ? 'met' : 'MISSED',
    `${figure.n.toLocaleString('en')} ${figure.of}`,
  ])
  const all = [['figure', 'value', 'target', '', 'n'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function targetOf({ atMost, atLeast }: Figure): string {
  if (atMost !== undefined) return `<= ${atMost}`
  return atLeast === undefined ? '' : `>= ${atLeast}`
}

function numberOf(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: Math.abs(value) < 1_000 ? 3 : 6 })
}
