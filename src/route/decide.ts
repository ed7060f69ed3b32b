import {
  DataError,
  type Decision,
  type DecisionCell,
  type Estimate,
  NAMED_SCOPES,
  type OutcomeRow,
  type Provenance,
  someOf,
  successOf,
} from '../domain/index.js'
import { estimateCostPerFinishedJob, estimateSuccess, mean, trialsToSettle } from '../estimate/index.js'
import { breakEven } from './break-even.js'
import { breakEvenLengthsOf } from './economics/break-even-length.js'
import { savingOf } from './economics/saving.js'
import type { SettledMatrix } from './gate/pair-cells.js'
import { costWhileStopping, FIT_OF, gateOf, pooledWhileStopping } from './settled-cells.js'
import { choiceFor, decisionWords } from './words.js'

/** What a decision is made for. */
export interface DecideOptions {
  /** Label of the system that the others are held against. */
  readonly reference: string
  /** In (0, 1). */
  readonly requiredSuccess: number
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number
  /** By label; a system without one is `unknown`. */
  readonly provenances: Readonly<Record<string, Provenance>>
  /** Cell of a row; by its stratum where left out. */
  readonly scopeOf?: (row: OutcomeRow) => string
  /** What a failure costs that is noticed, in US dollars; 0 where left out. */
  readonly loudUsd?: number
  /** What a failure costs that is not noticed; 0 where left out. */
  readonly silentUsd?: number
  /** Share of failures that are noticed, in [0, 1], for rows that do not say what was claimed. */
  readonly noticed?: number
  /** From a study that stops when it is settled: its words and intervals stand in place of those of a fixed plan. */
  readonly settled?: SettledMatrix
  /** Of the draws that tell how sure a saving is; 1 where left out. */
  readonly seed?: number
}

const UNKNOWN: Provenance = { kind: 'unknown' }

/**
 * Which system is fit for which scope of work, and at what cost for each finished job.
 *
 * @throws DataError `unknown-reference` with the systems there are; `silent-unknown` where silent failures have a price,
 *   and neither the rows nor `noticed` tell how many there are
 */
export function decide(rows: readonly OutcomeRow[], options: DecideOptions): Decision {
  const { reference, requiredSuccess, level, scopeOf = scopesBy('stratum', rows) } = options
  const settled = options.settled?.cells ?? []
  const systems = [...new Set([...rows, ...settled].map(({ system }) => system))].sort()
  if (!systems.includes(reference)) {
    throw new DataError('unknown-reference', `reference is ${reference}; expected one of ${someOf(systems)}`)
  }
  requireClaims(rows, options)
  const scopes = inOrder([...rows.map(scopeOf), ...settled.map(({ scope }) => scope)])
  const cells = scopes.flatMap((scope) => {
    const inScope = rows.filter((row) => scopeOf(row) === scope)
    const own = systems.map((system) => cellOf(scope, system, inScope, options))
    const leader = own.find(({ system }) => system === reference)
    return own.map((cell) => {
      if (leader === undefined || cell === leader) return cell
      return withSaving(withBreakEven(cell, leader), leader, { rows: inScope, options })
    })
  })
  const choices = scopes.map((scope) =>
    choiceFor(
      scope,
      cells.filter((cell) => cell.scope === scope),
      reference,
    ),
  )
  return {
    requiredSuccess,
    level,
    reference,
    cells,
    ...(options.settled === undefined && { breakEvenLengths: breakEvenLengthsOf(rows, lengthOptions(options)) }),
    byProvenance: byProvenance(rows, cells, options, scopeOf),
    choices,
    words: decisionWords(cells, choices, options),
  }
}

function lengthOptions({ seed = 1, ...options }: DecideOptions) {
  return { ...options, seed }
}

/** Named scopes from short to open work, then all others, those with the most rows first. */
function inOrder(scopes: readonly string[]): string[] {
  const rows = new Map<string, number>()
  for (const scope of scopes) rows.set(scope, (rows.get(scope) ?? 0) + 1)
  const place = (scope: string) => (NAMED_SCOPES.includes(scope) ? NAMED_SCOPES.indexOf(scope) : NAMED_SCOPES.length)
  return [...rows]
    .sort(([a, ofA], [b, ofB]) => place(a) - place(b) || ofB - ofA || (a < b ? -1 : 1))
    .map(([scope]) => scope)
}

/**
 * Names the scope of a row by its stratum or its family. Rows without one are all work only where no row has one.
 *
 * @param rows all rows that are decided on
 */
export function scopesBy(
  field: 'stratum' | 'family',
  rows: readonly OutcomeRow[],
): (row: Pick<OutcomeRow, 'stratum' | 'family'>) => string {
  const isNamed = rows.some((row) => row[field] !== undefined)
  const unnamed = isNamed ? `work without a ${field}` : 'all work'
  return (row) => row[field] ?? unnamed
}

function cellOf(scope: string, system: string, inScope: readonly OutcomeRow[], options: DecideOptions): DecisionCell {
  const { requiredSuccess, level, provenances } = options
  const rows = inScope.filter((row) => row.system === system)
  const verdict = options.settled?.cells.find((cell) => cell.scope === scope && cell.system === system)
  const success = verdict?.decision.success ?? estimateSuccess(rows, { level })
  const fit = verdict === undefined ? fitOf(success, requiredSuccess) : FIT_OF[verdict.word]
  const costs = rows.flatMap((row) => (row.costUsd === undefined || successOf(row) === undefined ? [] : [row.costUsd]))
  const attemptCostUsd = costs.length === 0 ? undefined : mean(costs)
  const noticedShare = noticedOf(rows) ?? options.noticed
  const moreTrials = fit === 'undecided' && verdict === undefined ? trialsToSettle(success, requiredSuccess) : undefined
  return {
    scope,
    system,
    provenance: provenances[system] ?? UNKNOWN,
    requiredSuccess,
    success,
    fit,
    ...(verdict !== undefined && { gate: gateOf(verdict, options) }),
    ...(moreTrials !== undefined && { moreTrials }),
    ...(moreTrials !== undefined && attemptCostUsd !== undefined && { moreUsd: moreTrials * attemptCostUsd }),
    ...(attemptCostUsd !== undefined && { attemptCostUsd }),
    ...(noticedShare !== undefined && { noticedShare }),
    costPerFinishedJobUsd:
      verdict === undefined
        ? estimateCostPerFinishedJob(rows, { level, failureUsd: (row) => failureCost(row, options) })
        : costWhileStopping(success, attemptCostUsd),
  }
}

function fitOf(success: Estimate, required: number): DecisionCell['fit'] {
  if (success.kind === 'undetermined') return 'undecided'
  if (success.low >= required) return 'fit'
  return success.high < required ? 'not-fit' : 'undecided'
}

/** A failure of this trial as it is priced: by what was claimed where that is known, else by the share that is noticed. */
function failureCost(row: OutcomeRow, { loudUsd = 0, silentUsd = 0, noticed = 1 }: DecideOptions): number {
  if (row.isSilentFailure !== undefined) return row.isSilentFailure ? silentUsd : loudUsd
  return noticed * loudUsd + (1 - noticed) * silentUsd
}

function requireClaims(rows: readonly OutcomeRow[], { silentUsd = 0, noticed }: DecideOptions): void {
  if (silentUsd === 0 || noticed !== undefined) return
  const unknown = rows.filter((row) => row.isSilentFailure === undefined && (successOf(row) ?? 1) < 1).length
  if (unknown === 0) return
  throw new DataError(
    'silent-unknown',
    `claims are missing for ${unknown} failed trials, so silent failures cannot be counted; expected the share of failures that are noticed (--noticed)`,
  )
}

/** Share of failures that were noticed, among those whose claim is known. */
function noticedOf(rows: readonly OutcomeRow[]): number | undefined {
  const known = rows.filter((row) => row.isSilentFailure !== undefined && (successOf(row) ?? 1) < 1)
  return known.length === 0 ? undefined : known.filter((row) => row.isSilentFailure === false).length / known.length
}

function withBreakEven(cell: DecisionCell, leader: DecisionCell): DecisionCell {
  const [own, other] = [pricedOf(cell), pricedOf(leader)]
  const even = own === undefined || other === undefined ? undefined : breakEven(own, other)
  return even === undefined ? cell : { ...cell, breakEven: even }
}

/** Only where the attempts themselves are cheaper is there a saving to be sure of. */
function withSaving(
  cell: DecisionCell,
  leader: DecisionCell,
  { rows, options }: { readonly rows: readonly OutcomeRow[]; readonly options: DecideOptions },
): DecisionCell {
  if (options.settled !== undefined) return cell
  if ((cell.attemptCostUsd ?? Number.POSITIVE_INFINITY) >= (leader.attemptCostUsd ?? 0)) return cell
  const of = (label: string) => rows.filter(({ system }) => system === label)
  const measured = { candidate: of(cell.system), reference: of(leader.system) }
  const saving = savingOf(measured, options, { isFit: cell.fit === 'fit', seed: options.seed ?? 1 })
  return saving === undefined ? cell : { ...cell, saving }
}

function pricedOf({ system, success, attemptCostUsd, noticedShare }: DecisionCell) {
  if (success.kind === 'undetermined' || attemptCostUsd === undefined) return undefined
  const priced = { system, costUsd: attemptCostUsd, success: success.value }
  return noticedShare === undefined ? priced : { ...priced, noticed: noticedShare }
}

function byProvenance(
  rows: readonly OutcomeRow[],
  cells: readonly DecisionCell[],
  { level, provenances, settled }: DecideOptions,
  scopeOf: (row: OutcomeRow) => string,
): Decision['byProvenance'] {
  const kinds = ['frontier-trained', 'declared-derivative', 'suspected', 'unknown'] as const
  const scopes = [...new Set(cells.map(({ scope }) => scope))]
  return scopes.flatMap((scope) =>
    kinds.flatMap((provenance) => {
      const own = cells.filter((cell) => cell.scope === scope && cell.provenance.kind === provenance)
      if (own.length === 0) return []
      const inScope = rows.filter(
        (row) => scopeOf(row) === scope && (provenances[row.system] ?? UNKNOWN).kind === provenance,
      )
      return {
        scope,
        provenance,
        systems: own.length,
        fit: own.filter(({ fit }) => fit === 'fit').length,
        undecided: own.filter(({ fit }) => fit === 'undecided').length,
        success: settled === undefined ? estimateSuccess(inScope, { level }) : pooledWhileStopping(level),
      }
    }),
  )
}
