import type { Price, Session } from '../domain/index.js'
import { costOf } from '../run/index.js'

/**
 * The session with a cost by the user's own price, where the source carries tokens and no cost.
 *
 * @param prices by name of the model
 */
export function pricedSession(session: Session, prices: ReadonlyMap<string, Price>): Session {
  const price = prices.get(session.system.model)
  const costUsd = session.costUsd === undefined ? costOf(session.tokens, price) : undefined
  if (costUsd === undefined) return session
  const steps = session.steps.map((step) => {
    const own = step.costUsd ?? costOf(step.tokens, price)
    return own === undefined ? step : { ...step, costUsd: own }
  })
  return { ...session, steps, costUsd, isPriced: true }
}
