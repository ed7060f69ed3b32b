import { LeadlineError, type VoidCause } from '../domain/index.js'

/** Something around the model broke, which is no doing of the model's. Another attempt may fare better. */
export class InfrastructureFailed extends Error {
  constructor(
    readonly voidCause: Extract<VoidCause, 'environment' | 'scorer' | 'injection'>,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** What touches the world: whatever it throws, other than our own errors, is the world's failure. */
export async function inWorld<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw blamed('environment', error)
  }
}

/** What asks the world for a judgement. */
export function inJudgement<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw blamed('scorer', error)
  }
}

/** What asks the world for a judgement that may take its time. */
export async function judging<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw blamed('scorer', error)
  }
}

/** What asks a link of the chain for its decision. */
export function inLink<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw blamed('injection', error)
  }
}

function blamed(cause: InfrastructureFailed['voidCause'], error: unknown): unknown {
  const isKnown = error instanceof LeadlineError || error instanceof InfrastructureFailed
  return isKnown ? error : new InfrastructureFailed(cause, error)
}
