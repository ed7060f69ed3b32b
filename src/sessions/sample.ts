import { contentHash, type Session } from '../domain/index.js'
import { createRandom } from '../math/index.js'

/** Sessions drawn at random for readers. */
export interface LabelSheet {
  /** Mark of the sample: the same sessions of the same record have the same. */
  readonly sheet: string
  /** In random order, so that readers meet all systems throughout. */
  readonly sessions: readonly Session[]
  /** Sessions that could have been drawn. */
  readonly from: number
}

/**
 * Draws sessions for readers, each with the same chance.
 *
 * @param options.size how many; all where there are fewer
 * @param options.among `unknown`: only sessions without a clear result
 */
export function drawSheet(
  sessions: readonly Session[],
  options: { readonly size: number; readonly seed: number; readonly among: 'unknown' | 'all' },
): LabelSheet {
  const open = sessions.filter(({ outcome }) => options.among === 'all' || outcome.kind === 'unknown')
  const random = createRandom(options.seed)
  const drawn = open
    .map((session) => ({ session, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, options.size)
    .map(({ session }) => session)
  return { sheet: contentHash(drawn.map(({ id }) => id)), sessions: drawn, from: open.length }
}
