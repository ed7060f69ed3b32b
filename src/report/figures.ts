import type { DecisionCell, Estimate, PairComparison, Verdict } from '../domain/index.js'
import { count, counted, percent, pointsWords, usd } from '../domain/index.js'
import type { ReportDocument } from './document.js'
import { isNullPair, signOf } from './headline.js'
import { manifoldFigures } from './manifold/figures.js'
import { shortNames } from './names.js'
import { sliceNames } from './pictures/index.js'
import { costWords, spanWords } from './sentences.js'
import { verdictWords } from './words.js'

/** One of the three numbers of the first page. */
export interface Figure {
  /** The number as it is printed large. */
  readonly value: string
  /** What it counts, in a few words. */
  readonly label: string
  /** Interval, rival figure or basis. */
  readonly note: string
}

/** Exactly three numbers, the most telling ones that the document holds. */
export function threeFigures(document: ReportDocument): readonly Figure[] {
  const { counts } = document
  const candidates = [
    ...(document.isInstrumentCheck
      ? [plantedFigure(document), nullFigure(document), shadowFigure(document), ...manifoldFigures(document)]
      : [
          costFigure(document),
          shadowFigure(document),
          ...pairFigures(document, (pair) => signOf(pair) < 0).slice(0, 1),
        ]),
    interventionFigure(document),
    fitFigure(document),
    ...pairFigures(document, () => true),
    { value: count(counts.trials), label: counts.trials === 1 ? 'trial' : 'trials', note: 'that ended' },
    { value: count(counts.samples), label: counts.samples === 1 ? 'task' : 'tasks', note: 'the unit of evidence' },
    { value: count(counts.systems), label: counts.systems === 1 ? 'system' : 'systems', note: 'compared' },
  ]
  const known = candidates.filter((figure) => figure !== undefined)
  return [...new Map(known.map((figure) => [figure.label, figure])).values()].slice(0, 3)
}

function plantedFigure(document: ReportDocument): Figure | undefined {
  const rows = document.calibration ?? []
  if (rows.length === 0) return undefined
  return {
    value: `${count(rows.filter((row) => row.isRecovered).length)} of ${count(rows.length)}`,
    label: 'planted truths recovered',
    note: 'through the real planner, runner and journal',
  }
}

function nullFigure(document: ReportDocument): Figure | undefined {
  const row = document.calibration?.find(isNullPair)
  if (row === undefined || row.recovered.kind === 'undetermined') return undefined
  const { value, low, high, samples } = row.recovered
  return {
    value: percent(value),
    label: 'false alarms on the null pair, where there is nothing to find',
    note: `${counted(samples, 'comparison')}; ${percent(low)} to ${percent(high)}`,
  }
}

function costFigure(document: ReportDocument): Figure | undefined {
  const decision = document.decision
  if (decision === undefined) return undefined
  const nameOf = shortNames(document)
  const costOf = (scope: string, system: string): DecisionCell | undefined =>
    decision.cells.find((cell) => cell.scope === scope && cell.system === system)
  for (const { scope, system } of decision.choices) {
    if (system === undefined || system === decision.reference) continue
    const chosen = costOf(scope, system)?.costPerFinishedJobUsd
    if (chosen?.kind !== 'determined') continue
    const reference = costOf(scope, decision.reference)?.costPerFinishedJobUsd
    return {
      value: usd(chosen.value),
      label: `for a finished ${scope} job with ${nameOf(system)}`,
      note: `${usd(chosen.low)} to ${usd(chosen.high)}; ${nameOf(decision.reference)} ${reference === undefined ? 'unknown' : costWords(reference)}`,
    }
  }
  return undefined
}

function shadowFigure(document: ReportDocument): Figure | undefined {
  const [found] = ranked(document.analysis?.shadows ?? [], ({ shadow }) => shadow)
  if (found === undefined) return undefined
  const { finding, estimate } = found
  const { long, narrow } = finding.names
  return {
    value: pointsWords(estimate.value),
    label: `${estimate.value < 0 ? 'less' : 'further'} behind on ${long} than on ${narrow}: ${shortNames(document)(finding.system)}`,
    note: `${spanWords(estimate)}; ${verdictWords(finding.correctedVerdict)}`,
  }
}

function interventionFigure(document: ReportDocument): Figure | undefined {
  const [found] = ranked(document.interventions ?? [], ({ effect }) => effect)
  if (found === undefined) return undefined
  const { finding, estimate } = found
  return {
    value: pointsWords(estimate.value),
    label: `${estimate.value < 0 ? 'lost' : 'gained'} when one thing changes, ${finding.intervention}: ${shortNames(document)(finding.system)}`,
    note: `${spanWords(estimate)}; ${percent(finding.shamSuccess)} with the sham, ${percent(finding.variedSuccess)} with the change`,
  }
}

/** Differences from the reference: one that beats it is told before those that confirm the usual story. */
function pairFigures(document: ReportDocument, isMeant: (pair: PairComparison) => boolean): readonly Figure[] {
  const nameOf = shortNames(document)
  const titleOf = sliceNames(document)
  return ranked((document.analysis?.pairs ?? []).filter(isMeant), ({ difference }) => difference).map(
    ({ finding, estimate }) => {
      const { system, reference, slice, correctedVerdict } = finding
      return {
        value: pointsWords(estimate.value),
        label: `${estimate.value < 0 ? 'ahead of' : 'behind'} ${nameOf(reference)} on ${titleOf(slice)}: ${nameOf(system)}`,
        note: `${spanWords(estimate)}; ${verdictWords(correctedVerdict)}`,
      }
    },
  )
}

function fitFigure({ decision }: ReportDocument): Figure | undefined {
  const cells = decision?.cells ?? []
  if (decision === undefined || cells.length === 0) return undefined
  const fit = cells.filter((cell) => cell.fit === 'fit').length
  const undecided = cells.filter((cell) => cell.fit === 'undecided').length
  return {
    value: `${count(fit)} of ${count(cells.length)}`,
    label: `pairs of system and scope are fit at ${percent(decision.requiredSuccess)} success`,
    note: `${count(cells.length - fit - undecided)} not fit, ${count(undecided)} undecided`,
  }
}

type Determined = Extract<Estimate, { kind: 'determined' }>

type Judged = { readonly correctedVerdict: Verdict }

interface Ranked<T> {
  readonly finding: T
  readonly estimate: Determined
}

/** Findings with a number: the established first, then by size in either direction. */
function ranked<T extends Judged>(findings: readonly T[], estimateOf: (finding: T) => Estimate): readonly Ranked<T>[] {
  const rank = ({ finding, estimate }: Ranked<T>): number =>
    Math.abs(estimate.value) + (finding.correctedVerdict.kind === 'established' ? 10 : 0)
  return findings
    .flatMap((finding): Ranked<T>[] => {
      const estimate = estimateOf(finding)
      return estimate.kind === 'determined' ? [{ finding, estimate }] : []
    })
    .sort((a, b) => rank(b) - rank(a))
}
