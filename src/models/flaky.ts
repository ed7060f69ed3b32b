import { ConfigError, drawOf, type Model, ModelError } from '../domain/index.js'

/** How often a transport fails, and how. */
export interface FlakyOptions {
  readonly seed: number
  /** Share of calls that fail, in [0, 1]. */
  readonly rate: number
  /** Share of the failures in which the model did answer and the answer was lost, in [0, 1]; a half by default. */
  readonly lostShare?: number
  /** Failures of one ask in a row at most; without it a rate of 1 never lets an answer through. */
  readonly mostInARow?: number
  /** Named in the errors; `flaky transport` by default. */
  readonly vendor?: string
}

/**
 * A transport that fails now and then around a model that does not: before the ask reaches the model, with status 503,
 * or after the model has answered, without a status. Which calls fail is a draw by hash over the seed of the options,
 * the seed of the ask (its trial and step) and how many times this ask has failed before; so it is the same in every
 * run, whatever happens beside it, and another process begins each ask anew.
 *
 * @throws ConfigError where a share is not in [0, 1]; ModelError (from `ask`) with `isRetryable`
 */
export function flakyModel(model: Model, options: FlakyOptions): Model {
  const { seed, rate, lostShare = 0.5, mostInARow = Number.POSITIVE_INFINITY, vendor = 'flaky transport' } = options
  requireShare('rate', rate)
  requireShare('lostShare', lostShare)
  /** Failures so far of asks that still wait for an answer, by their seed. */
  const failures = new Map<number, number>()
  return {
    async ask(ask) {
      ask.signal.throwIfAborted()
      const nth = failures.get(ask.seed) ?? 0
      const draw = (link: string) => drawOf({ pairId: `${seed}/${ask.seed}`, link, opportunity: nth })
      if (nth >= mostInARow || draw('failure') >= rate) {
        const answer = await model.ask(ask)
        failures.delete(ask.seed)
        return answer
      }
      failures.set(ask.seed, nth + 1)
      if (draw('lost') >= lostShare) throw new ModelError(vendor, 503, true, 'is overloaded')
      await model.ask(ask)
      throw new ModelError(vendor, undefined, true, 'closed the connection before the answer was read')
    },
  }
}

function requireShare(path: string, share: number): void {
  if (!(share >= 0 && share <= 1)) throw new ConfigError(path, share, 'a share from 0 to 1')
}
