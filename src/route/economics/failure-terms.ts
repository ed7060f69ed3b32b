import { type OutcomeRow, successOf } from '../../domain/index.js'
import { drawBeta, type Random } from '../../math/index.js'
import type { FailurePrices } from './saving.js'

/** What failures cost and how many of them are noticed, of two systems. */
export interface FailureTerms {
  /** US dollars a failure that is noticed; undefined where one attempt of the reference stands in. */
  readonly loudUsd?: number
  /** US dollars a failure that nobody notices. */
  readonly silentUsd: number
  /** Share of the failures that are noticed, in [0, 1]. */
  readonly noticed: { readonly reference: number; readonly system: number }
  /** Counts behind the shares where the claims tell; a share that was stated is not drawn. */
  readonly counts: { readonly reference?: NoticedCounts; readonly system?: NoticedCounts }
  /** Whether the user entered a cost. */
  readonly isEntered: boolean
}

interface NoticedCounts {
  readonly detected: number
  readonly silent: number
}

/** Reads the terms off the prices and the claims of the rows. */
export function failureTerms(
  rows: { readonly reference: readonly OutcomeRow[]; readonly system: readonly OutcomeRow[] },
  { loudUsd, silentUsd, noticed = 1 }: FailurePrices,
): FailureTerms {
  const isEntered = loudUsd !== undefined || silentUsd !== undefined
  const [reference, system] = [noticedCounts(rows.reference), noticedCounts(rows.system)]
  const shareOf = (counts: NoticedCounts | undefined) =>
    counts === undefined ? noticed : counts.detected / (counts.detected + counts.silent)
  return {
    ...(isEntered && { loudUsd: loudUsd ?? 0 }),
    silentUsd: silentUsd ?? 0,
    noticed: { reference: shareOf(reference), system: shareOf(system) },
    counts: { ...(reference !== undefined && { reference }), ...(system !== undefined && { system }) },
    isEntered,
  }
}

function noticedCounts(rows: readonly OutcomeRow[]): NoticedCounts | undefined {
  const known = rows.filter((row) => row.isSilentFailure !== undefined && (successOf(row) ?? 1) < 1)
  const silent = known.filter(({ isSilentFailure }) => isSilentFailure === true).length
  return known.length === 0 ? undefined : { detected: known.length - silent, silent }
}

/** Terms with shares that the counts leave possible. */
export function drawnTerms(terms: FailureTerms, random: Random): FailureTerms {
  const draw = (share: number, counts: NoticedCounts | undefined) =>
    counts === undefined ? share : drawBeta(random, counts.detected + 0.5, counts.silent + 0.5)
  const reference = draw(terms.noticed.reference, terms.counts.reference)
  return { ...terms, noticed: { reference, system: draw(terms.noticed.system, terms.counts.system) } }
}

/**
 * What a failure costs on average at a length.
 *
 * @param rerunAt cost of an attempt of the reference, which stands in where nothing was entered
 */
export function priceFailures(
  { loudUsd, silentUsd }: FailureTerms,
  noticed: number,
  rerunAt: (length: number) => number,
): (length: number) => number {
  return (length) => noticed * (loudUsd ?? rerunAt(length)) + (1 - noticed) * silentUsd
}
