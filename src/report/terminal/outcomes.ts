import type { Estimate, Slice, SystemSuccess, UndeterminedReason } from '../../domain/index.js'
import { percent, ratio, usd } from '../../domain/index.js'
import type { Analysis, ReportDocument } from '../document.js'
import { REASON_WORDS } from '../words.js'
import { barCell, judgedCell, pCell, pointsCell, shareCell, valueCell } from './cells.js'
import { type Column, type Style, type TerminalOptions, table, wrapText } from './layout.js'
import { verdictLines } from './verdicts.js'

/** What a section needs to set its lines. */
export type Look = TerminalOptions & Style

/** Columns of `successCells`. */
export const SUCCESS_COLUMNS: readonly Column[] = [
  { title: 'system' },
  { title: '0%         100%', leaveOutAs: 1 },
  { title: 'success' },
  { title: 'finished job', isNumber: true },
  { title: '', leaveOutAs: 2 },
]

/** How well a system does, and what it costs for each finished job. */
export function successCells(found: Pick<SystemSuccess, 'system' | 'success' | 'costPerFinishedJobUsd'>): string[] {
  const { system, success, costPerFinishedJobUsd } = found
  return [system, barCell(success, { from: 0, to: 1 }), shareCell(success), ...costCells(costPerFinishedJobUsd)]
}

/** Success of every system on every slice, with cost per finished job. */
export function successLines({ analysis }: ReportDocument, look: Look): string[] {
  const judge = (analysis?.judge ?? []).map(({ words }) => wrapText(`  ${words.join(' ')}`, look.columns, '    '))
  const slices = eachSlice(analysis, analysis?.successes ?? [], look, (own) => [
    ...table(SUCCESS_COLUMNS, own.map(successCells), { ...look, indent: 4 }),
    ...reasonLines(
      own.map(({ system, success }) => ({ name: system, estimate: success })),
      look.columns,
    ),
    ...limitLines(own, shareCell, look),
    ...judgedLines(own, look),
  ])
  return [...slices, ...(judge.length === 0 ? [] : ['', ...judge])]
}

/** Success behind a fallible judge. */
function judgedLines(own: Analysis['successes'], { columns }: Look): string[] {
  const words = own.flatMap(({ system, judged }) => (judged === undefined ? [] : [`${system} ${judgedCell(judged)}`]))
  return words.length === 0 ? [] : [wrapText(`    Corrected for the judge: ${words.join(', ')}`, columns, '      ')]
}

/** How much rests on counting trials that a limit ended as not solved. */
function limitLines(
  own: readonly { readonly system: string; readonly withoutLimits?: Estimate }[],
  show: (estimate: Estimate) => string,
  { columns }: Look,
): string[] {
  const words = own.flatMap(({ system, withoutLimits }) =>
    withoutLimits === undefined ? [] : [`${system} ${show(withoutLimits)}`],
  )
  if (words.length === 0) return []
  return [wrapText(`    Without trials that a limit ended: ${words.join(', ')}`, columns, '      ')]
}

/** The cost of a finished job and its interval, in two cells. */
function costCells(cost: Estimate): [string, string] {
  if (cost.kind === 'determined') return [usd(cost.value), `(${usd(cost.low)} to ${usd(cost.high)})`]
  return [cost.reason === 'no-cost' ? 'not recorded' : 'cannot tell', '']
}

/** The gap of every system on both sides of the contrast, and how it changes. */
export function shadowTable({ analysis }: ReportDocument, look: Look): string[] {
  const findings = (analysis?.shadows ?? []).filter(({ shadow }) => shadow.kind === 'determined')
  const [first] = findings
  if (first === undefined) return []
  const columns = [
    { title: 'system' },
    { title: first.names.narrow },
    { title: first.names.long },
    { title: 'change' },
    { title: 'odds ratio', leaveOutAs: 1 },
  ]
  return [
    `  Points behind ${first.reference}, and how that changes`,
    ...table(
      columns,
      findings.map(({ system, narrowGap, longGap, shadow, oddsRatio }) => [
        system,
        pointsCell(narrowGap),
        pointsCell(longGap),
        pointsCell(shadow),
        valueCell(oddsRatio, ratio),
      ]),
      { ...look, indent: 2 },
    ),
    ...verdictLines(
      findings.map(({ system, shadow, verdict, correctedVerdict }) => {
        return { name: system, estimate: shadow, verdict, correctedVerdict }
      }),
      { positive: 'A shadow', negative: 'The opposite of a shadow' },
      look.columns,
    ),
  ]
}

/** Every system against the reference on every slice, and the verdicts under each table. */
export function pairLines({ analysis }: ReportDocument, look: Look): string[] {
  const reference = analysis?.pairs[0]?.reference ?? ''
  const hasCounts = analysis?.pairs.some(({ discordant }) => discordant !== undefined) === true
  const columns = [
    { title: 'system' },
    { title: ' ahead  │  behind', leaveOutAs: 2 },
    { title: 'points behind' },
    { title: hasCounts ? 'discordant' : '', isNumber: true },
    { title: 'pairs', isNumber: true, leaveOutAs: 1 },
    { title: 'p', isNumber: true },
    { title: 'corrected', isNumber: true },
  ]
  const lines = eachSlice(analysis, analysis?.pairs ?? [], look, (own) => [
    ...table(
      columns,
      own.map(({ system, difference, discordant, pairs, test, correctedP }) => [
        system,
        barCell(difference, { from: -0.5, to: 0.5 }),
        pointsCell(difference),
        discordant === undefined ? '' : `${discordant.onlyReference}:${discordant.onlySystem}`,
        String(pairs),
        pCell(test?.p),
        pCell(correctedP),
      ]),
      { ...look, indent: 4 },
    ),
    ...verdictLines(
      own.map(({ system, difference, ...verdicts }) => ({ name: system, estimate: difference, ...verdicts })),
      { positive: 'Behind', negative: 'Ahead' },
      look.columns,
    ),
    ...limitLines(own, pointsCell, look),
  ])
  if (lines.length === 0) return []
  const counts = `Discordant: tasks that only ${reference} solved, and tasks that only the other solved. `
  const legend = `  ${hasCounts ? counts : ''}Corrected: Holm over the systems and slices of one kind.`
  return [wrapText(legend, look.columns, '  '), ...lines]
}

/** pass^k where repeats allow, pass@k and the loss beside it. */
export function reliabilityLines({ analysis }: ReportDocument, look: Look): string[] {
  const tried = (analysis?.successes ?? []).filter(({ passAllOf }) => passAllOf.length > 1)
  return eachSlice(analysis, tried, look, (own) => {
    const most = Math.max(...own.map(({ passAllOf }) => passAllOf.length))
    const ks = Array.from({ length: most }, (_, index) => index + 1)
    return table(
      [
        { title: 'system' },
        ...ks.map((k) => ({ title: `pass^${k}`, ...(k > 1 && k < most && { leaveOutAs: k }) })),
        { title: 'loss, points' },
        { title: `pass@${most}`, leaveOutAs: 1 },
      ],
      own.map(({ system, passAllOf, passAnyOf, passGap }) => [
        system,
        ...ks.map((k) => {
          const found = passAllOf.find((entry) => entry.k === k)
          return found === undefined ? '' : shareCell(found.estimate)
        }),
        passGap === undefined ? '' : pointsCell(passGap.estimate),
        ...passAnyOf.filter(({ k }) => k === most).map(({ estimate }) => shareCell(estimate)),
      ]),
      { ...look, indent: 4 },
    )
  })
}

/** Why some estimates cannot be given, one line for each reason. */
function reasonLines(
  cells: readonly { readonly name: string; readonly estimate: Estimate }[],
  columns: number,
): string[] {
  const groups = new Map<UndeterminedReason, string[]>()
  for (const { name, estimate } of cells) {
    if (estimate.kind === 'determined') continue
    const bounds = [
      ...(estimate.atLeast === undefined ? [] : [`at least ${percent(estimate.atLeast)}`]),
      ...(estimate.atMost === undefined ? [] : [`at most ${percent(estimate.atMost)}`]),
    ]
    const words = bounds.length === 0 ? name : `${name} (${bounds.join(', ')})`
    groups.set(estimate.reason, [...(groups.get(estimate.reason) ?? []), words])
  }
  return [...groups].map(([reason, names]) =>
    wrapText(`    Cannot tell, ${REASON_WORDS[reason]}: ${names.join(', ')}`, columns, '      '),
  )
}

function eachSlice<T extends { readonly slice: Slice }>(
  analysis: Analysis | undefined,
  findings: readonly T[],
  { bold }: Look,
  linesOf: (own: readonly T[]) => readonly string[],
): string[] {
  const contrast = analysis?.shadows[0]
  const slices = [...new Map(findings.map(({ slice }) => [`${slice.kind} ${slice.name}`, slice])).values()]
  return slices.flatMap((slice, index) => [
    ...(index === 0 ? [] : ['']),
    `  ${bold(titleOf(slice, contrast))}`,
    ...linesOf(findings.filter((finding) => finding.slice.kind === slice.kind && finding.slice.name === slice.name)),
  ])
}

/** A side of the contrast is called as the reader called it; other work is not called long. */
function titleOf({ kind, name }: Slice, found: Analysis['shadows'][number] | undefined): string {
  const side = name === 'narrow' ? found?.names.narrow : found?.names.long
  if (kind !== 'stratum' || side === undefined || side === name) return name
  return found?.contrast === 'other-work' ? side : `${name}: ${side}`
}
