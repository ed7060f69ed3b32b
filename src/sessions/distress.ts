import { distressOf } from '../behaviour/index.js'
import type { Session } from '../domain/index.js'
import { asStep, isTold } from './loops.js'

/**
 * How much trouble a session was in after each of its steps, read from its calls alone: recorded work shows no verified
 * progress. A call without a mark counts as one that did not fail.
 *
 * @returns one for each step; undefined where the record leaves out what calls were given or gave back, so that nothing can
 *   be told from nothing
 */
export function sessionDistress({ steps }: Pick<Session, 'steps'>): number[] | undefined {
  return isTold(steps) ? distressOf({ steps: steps.map(asStep) }) : undefined
}
