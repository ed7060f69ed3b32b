import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ManifoldFinding } from 'leadline'
import { packageFolder } from './weights.js'

/** What was measured once and takes minutes to measure anew. */
export interface MeasuredManifold {
  readonly manifold: ManifoldFinding
  /** When, in ISO 8601. */
  readonly createdAt: string
  readonly counts: { readonly trials: number }
}

/** The manifold as `npm run pictures` measured it last: it ships with the picture that shows it. */
export function measuredManifold(): MeasuredManifold {
  return JSON.parse(readFileSync(join(packageFolder(), 'docs/pictures/manifold.json'), 'utf8'))
}
