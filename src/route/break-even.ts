import { type BreakEven, usd } from '../domain/index.js'

/** A system as the comparison of costs sees it. */
export interface PricedSystem {
  readonly system: string
  /** Mean cost of one attempt in US dollars. */
  readonly costUsd: number
  /** In [0, 1]. */
  readonly success: number
  /** Share of its failures that are noticed, in [0, 1]; absent where it is not known. */
  readonly noticed?: number
}

/**
 * Success that the cheaper system needs to pay, with failures that are noticed and redone.
 *
 * @source statistics specification 7.2: p / p_F = (c + l) / (c_F + l); checked in test/oracle/routing_cost.json
 */
export function breakEvenSuccess(cost: number, dearerCost: number, failureUsd: number, dearerSuccess: number): number {
  return (dearerSuccess * (cost + failureUsd)) / (dearerCost + failureUsd)
}

/**
 * Length at which the cheaper system stops paying, where success halves every `halfLife`.
 *
 * @source statistics specification 7.2; checked in test/oracle/routing_cost.json
 */
export function breakEvenHorizon(
  cheaper: { readonly costUsd: number; readonly halfLife: number },
  dearer: { readonly costUsd: number; readonly halfLife: number },
  failureUsd: number,
): number {
  const doublings = Math.log2((dearer.costUsd + failureUsd) / (cheaper.costUsd + failureUsd))
  return doublings / (1 / cheaper.halfLife - 1 / dearer.halfLife)
}

/**
 * Cost of one failure above which the cheaper of two systems stops paying, for each correct job: of a failure that is
 * noticed while those that are not cost nothing, and the other way round. Where it is not known which failures are
 * noticed, both are the cost of any failure.
 *
 * @returns undefined where the two cost the same
 * @source statistics specification 7.1 and 7.2: (attempt + failures x their cost) / success
 */
export function breakEven(one: PricedSystem, other: PricedSystem): BreakEven | undefined {
  if (one.costUsd === other.costUsd) return undefined
  const [cheap, dear] = one.costUsd < other.costUsd ? [one, other] : [other, one]
  const names = { cheaper: cheap.system, dearer: dear.system }
  const saving = dear.costUsd / dear.success - cheap.costUsd / cheap.success
  // A cheaper system that is never right saves nothing; against one that is never right there is nothing to lose.
  const isLost = cheap.success === 0 || saving <= 0
  const [noticed, unnoticed] = [failuresFor(cheap, 'noticed'), failuresFor(cheap, 'unnoticed')]
  const limit = (own: number, others: number) => {
    if (isLost) return 0
    return own > others ? saving / (own - others) : undefined
  }
  const loudUsd = limit(noticed, failuresFor(dear, 'noticed'))
  const silentUsd = limit(unnoticed, failuresFor(dear, 'unnoticed'))
  const isKnown = cheap.noticed !== undefined && dear.noticed !== undefined
  return {
    ...names,
    ...(loudUsd !== undefined && { loudUsd }),
    ...(silentUsd !== undefined && { silentUsd }),
    words: wordsOf(names, { loudUsd, silentUsd, isKnown }),
  }
}

/** Failures of one sort for each correct job; all of them where it is not known which are noticed. */
function failuresFor({ success, noticed }: PricedSystem, sort: 'noticed' | 'unnoticed'): number {
  if (success === 0) return Number.POSITIVE_INFINITY
  const share = noticed === undefined ? 1 : sort === 'noticed' ? noticed : 1 - noticed
  return ((1 - success) / success) * share
}

function wordsOf(
  { cheaper, dearer }: Pick<BreakEven, 'cheaper' | 'dearer'>,
  found: {
    readonly loudUsd: number | undefined
    readonly silentUsd: number | undefined
    readonly isKnown: boolean
  },
): string {
  const { loudUsd, silentUsd, isKnown } = found
  const pays = `${cheaper} costs less than ${dearer} and pays`
  if (loudUsd === 0) {
    return `${cheaper} costs less than ${dearer} for an attempt, but not for a correct job, even where a failure costs nothing`
  }
  if (loudUsd === undefined && silentUsd === undefined) return `${pays} whatever a failure costs`
  if (!isKnown) return `${pays} while a failure costs less than ${usd(loudUsd ?? 0)}, noticed or not`
  const limitWords = (limit: number | undefined) => (limit === undefined ? 'anything' : `less than ${usd(limit)}`)
  return `${pays} while a failure that is noticed costs ${limitWords(loudUsd)}, or one that is not noticed ${limitWords(silentUsd)}`
}
