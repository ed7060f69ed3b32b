import type { DecisionCell, Saving, WarningCode } from '../../domain/index.js'
import { count, counted, percent, usd } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { headlineOf, leadOf } from '../headline.js'
import { manifoldLines } from '../manifold/lines.js'
import { inShortNames, longLabels } from '../names.js'
import { shadowDetail, verdictsWords } from '../sentences.js'
import { fitWords, INSTRUMENT_CHECK_WORDS, missingWords, verdictWords, warningWords } from '../words.js'
import { breakEvenLines } from './break-even-lengths.js'
import { shareCell } from './cells.js'
import { behaviourLines, effectLines, effectSummary, plantedLines } from './changes.js'
import { failureLines } from './failures.js'
import { horizonLines, horizonSummary } from './horizons.js'
import { styleFor, type TerminalOptions, table, wrapText } from './layout.js'
import { escalationLines, liveLines } from './live.js'
import { nextTrialsLines } from './next-trials.js'
import {
  type Look,
  pairLines,
  reliabilityLines,
  SUCCESS_COLUMNS,
  shadowTable,
  successCells,
  successLines,
} from './outcomes.js'
import { screenLines } from './screen.js'
import { survivalLines } from './survival.js'

/**
 * The report as text: decision first, findings in plain words, intervals as bars, what does not count, and what it
 * cannot say.
 */
export function renderTerminal(whole: ReportDocument, options: TerminalOptions): string {
  const look = { ...options, ...styleFor(options) }
  const document = inShortNames(whole)
  const reference = document.analysis?.pairs[0]?.reference
  return together([
    look.bold(document.title),
    firstLines(document, look),
    section('Where competence ends', manifoldLines(document, look), look),
    section(decisionTitle(document), decisionLines(document, look), look),
    section('Since the decision', liveLines(document, look), look),
    section('Up to which length a job costs less', breakEvenLines(document, look), look),
    section('Shadow', shadowLines(document, look), look),
    section('The next trials', nextTrialsLines(document, look), look),
    section('Success', successLines(document, look), look),
    section(`Against ${reference}`, pairLines(document, look), look),
    section('Reliability: solved k times out of k', reliabilityLines(document, look), look),
    section('How far they go', horizonLines(document, look), look),
    section('Still on track', survivalLines(document, look), look),
    section('How they end', failureLines(document, look), look),
    section('When to move a run up', escalationLines(document, look), look),
    section('One constraint changed', effectLines(document, look), look),
    section('What it did about the change', behaviourLines(document, look), look),
    section('For a closer look', screenLines(document, look), look),
    section('Planted and recovered', plantedLines(document, look), look),
    section('What does not count', listed(exclusionLines(document), look), look),
    section('Changes that could not be made, by what was missing', listed(notApplicableLines(document), look), look),
    section('What this cannot say', listed(document.analysis?.cannotSay ?? [], look), look),
    section('Warnings', listed(warningLines(document), look), look),
    section('Basis', [...basisLines(document, look), ...systemLines(whole, look)], look),
  ])
}

/** The report on one screen: the decision, each shadow in a sentence, established effects, planted truths. */
export function renderSummary(whole: ReportDocument, options: TerminalOptions): string {
  const look = { ...options, ...styleFor(options) }
  const document = inShortNames(whole)
  return together([
    firstLines(document, look),
    section('Shadow', shadowTable(document, look), look),
    section('How far they go', horizonSummary(document, look), look),
    section('One constraint changed: established effects in points', effectSummary(document, look), look),
    section('What it did about the change', behaviourLines(document, look), look),
    section('Planted and recovered', plantedLines(document, look), look),
  ])
}

function together(sections: readonly string[]): string {
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`
}

function firstLines(document: ReportDocument, { columns, bold }: Look): string {
  const { lead, rest } = headlineOf(document)
  const { isInstrumentCheck, surprise } = document
  const before = [
    ...(isInstrumentCheck
      ? [
          wrapText(INSTRUMENT_CHECK_WORDS, columns),
          ...(leadOf(document) === lead ? [] : [bold(wrapText(leadOf(document), columns))]),
        ]
      : []),
    ...(surprise === undefined || surprise === lead ? [] : [wrapText(`Surprise: ${surprise}`, columns)]),
  ]
  const decided = [bold(wrapText(lead, columns)), ...rest.map((line) => wrapText(line, columns))]
  return [...before, ...(before.length > 0 ? [''] : []), ...decided].join('\n')
}

function section(title: string, lines: readonly string[], { bold }: Look): string {
  return lines.length === 0 ? '' : [bold(title), ...lines].join('\n')
}

function listed(lines: readonly string[], { columns }: Look): string[] {
  return lines.map((line) => wrapText(`  - ${line}`, columns, '    '))
}

function decisionTitle({ decision }: ReportDocument): string {
  return `Fit or not, at ${percent(decision?.requiredSuccess ?? 0)} required success`
}

function decisionLines({ decision: found }: ReportDocument, look: Look): string[] {
  if (found === undefined) return []
  const columns = [...SUCCESS_COLUMNS, { title: 'verdict' }]
  const scopes = [...new Set(found.cells.map(({ scope }) => scope))]
  return scopes
    .flatMap((scope) => {
      const cells = found.cells.filter((cell) => cell.scope === scope)
      const rows = cells.map((cell) => [...successCells(cell), cell.fit === 'not-fit' ? 'not fit' : cell.fit])
      const evens = cells.flatMap(({ breakEven }) => (breakEven === undefined ? [] : [`${breakEven.words}.`]))
      const savings = cells.flatMap(({ system, saving }) => (saving === undefined ? [] : [savingLine(system, saving)]))
      const open = cells.flatMap(openWords)
      const provenances = found.byProvenance
        .filter((row) => row.scope === scope)
        .map(
          ({ provenance, systems, fit, undecided, success }) =>
            `Provenance ${provenance}: ${fit} of ${systems} fit, ${undecided} undecided; success ${shareCell(success)}.`,
        )
      return [
        `  ${look.bold(scope)}`,
        ...table(columns, rows, { ...look, indent: 4 }),
        ...[...open, ...basisOf(cells), ...savings, ...evens, ...provenances].map((line) =>
          wrapText(`    ${line}`, look.columns, '      '),
        ),
        '',
      ]
    })
    .slice(0, -1)
}

function basisOf(cells: readonly DecisionCell[]): string[] {
  const bases = new Set(cells.flatMap(({ saving }) => saving?.basis ?? []))
  return [...bases].map((basis) => `Finished jobs beside the reference's, where ${basis}:`)
}

function savingLine(system: string, { candidateUsd, referenceUsd, routesDown, words }: Saving): string {
  const costs = [candidateUsd, referenceUsd].map((cost) => (cost.kind === 'determined' ? usd(cost.value) : 'unknown'))
  const route = routesDown ? 'work may be routed to it' : 'work is not routed to it'
  return `${system}: ${costs[0]} against ${costs[1]}, ${words}; ${route}.`
}

function openWords(cell: DecisionCell): string[] {
  if (cell.gate !== undefined) {
    const { trials, words, besideReference } = cell.gate
    const beside = besideReference === undefined ? [] : [`${cell.system} ${besideReference.words}.`]
    return [trials === 0 ? `${cell.system}: ${fitWords(cell)}.` : words, ...beside]
  }
  return cell.fit === 'undecided' ? [`${cell.system} is ${fitWords(cell)}.`] : []
}

function shadowLines(document: ReportDocument, look: Look): string[] {
  const { columns, dim } = look
  const sentences = (document.analysis?.shadows ?? []).flatMap((finding) => [
    wrapText(`  ${finding.words.join(' ')}`, columns, '  '),
    ...(finding.shadow.kind === 'undetermined'
      ? [dim(wrapText(`    ${verdictWords(finding.verdict)}`, columns, '    '))]
      : [dim(wrapText(`    ${shadowDetail(finding)}; ${verdictsWords(finding)}`, columns, '    '))]),
  ])
  const overview = shadowTable(document, look)
  return [...overview, ...(overview.length > 0 && sentences.length > 0 ? [''] : []), ...sentences]
}

/** One line for each reason, with the trials of each system that it covers. */
function exclusionLines({ exclusions }: ReportDocument): string[] {
  const byReason = new Map<string, string[]>()
  for (const { where, reason, trials, example } of exclusions) {
    const said = example === undefined ? '' : ` (such as: ${example})`
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${where} ${count(trials)}${said}`])
  }
  return [...byReason].map(([reason, places]) => `${reason}: ${places.join(', ')}`)
}

/** One line for each change and what was missing, with the fork points of each system. */
function notApplicableLines({ notApplicable = [] }: ReportDocument): string[] {
  const byReason = new Map<string, string[]>()
  for (const { where, intervention, missing, forkPoints } of notApplicable) {
    const reason = `${intervention}, ${missingWords(missing)}`
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${where} ${count(forkPoints)}`])
  }
  return [...byReason].map(([reason, places]) => `${reason}: ${places.join(', ')}`)
}

function warningLines({ analysis, decision }: ReportDocument): string[] {
  const shadows = (analysis?.shadows ?? []).map(({ system, shadow }) => ({ system, warnings: shadow.warnings }))
  const derailing = (analysis?.survivalComparisons ?? []).map(({ system, difference }) => {
    return { system, warnings: difference.warnings }
  })
  const trends = (analysis?.hazardTrends ?? []).flatMap(({ system, slope, withinFamilies }) =>
    [slope, withinFamilies].map(({ warnings }) => ({ system, warnings })),
  )
  const lengths = (decision?.breakEvenLengths ?? []).flatMap((found) => (found.kind === 'determined' ? [found] : []))
  const found = [...shadows, ...(analysis?.horizons ?? []), ...lengths, ...derailing, ...trends]
  const codes = found.flatMap(({ system, warnings }) => warnings.map((code) => ({ system, code })))
  const byCode = new Map<WarningCode, string[]>()
  for (const { system, code } of codes) byCode.set(code, [...(byCode.get(code) ?? []), system])
  return [...byCode].map(([code, systems]) => `${warningWords(code)} (${[...new Set(systems)].join(', ')})`)
}

/** What the systems are that go by their model alone above. */
function systemLines(document: ReportDocument, { columns }: Look): string[] {
  const labels = longLabels(document)
  return labels.length === 0 ? [] : [wrapText(`  Systems: ${labels.join(', ')}`, columns, '    ')]
}

function basisLines({ counts, seeds, versions, method }: ReportDocument, { columns }: Look): string[] {
  const named = (record: Readonly<Record<string, string | number>>) =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  const line = `${counted(counts.systems, 'system')}, ${counted(counts.samples, 'sample')}, ${counted(counts.trials, 'trial')}; seeds: ${named(seeds)}; versions: ${named(versions)}`
  const notes = method.map(({ title, words }) => wrapText(`  ${title}: ${words}`, columns, '    '))
  return [wrapText(`  ${line}`, columns, '  '), ...notes]
}
