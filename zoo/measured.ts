import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ManifoldFinding, RecordError } from 'leadline'
import { packageFolder } from './weights.js'

/** What was measured once and takes minutes to measure anew. */
export interface MeasuredManifold {
  readonly manifold: ManifoldFinding
  /** When, in ISO 8601. */
  readonly createdAt: string
  readonly counts: { readonly trials: number }
}

/**
 * The manifold as `npm run pictures` measured it last: it ships with the picture that shows it.
 *
 * @throws RecordError where it is missing
 */
export function measuredManifold(): MeasuredManifold {
  const file = join(packageFolder(), 'docs/pictures/manifold.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  throw new RecordError(file, undefined, 'missing', 'the measured manifold, which ships with Leadline')
}
