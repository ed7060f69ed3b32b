import type { Account, Candidate } from '../../domain/index.js'
import { type AccountGate, type AccountStatus, createAccountGate } from './account.js'
import { type Clock, waitUnlessStopped } from './clock.js'
import type { Gate } from './gate.js'
import { DEFAULT_RATE, type RateRule } from './rate-control.js'

/** The accounts that a study asks, each with a limit of its own on what is in flight. */
export interface Accounts {
  /** What asks of a candidate pass through; without an account they pass freely. */
  gateOf(candidate: Pick<Candidate, 'account'>): Gate
  /**
   * Trials worth having at a time: as many as the accounts may have asks in flight, and five more for each, so that one
   * is always ready to ask. Infinite where a candidate has no account.
   */
  places(): number
  /** One for each account, in the order of the candidates. */
  statuses(): readonly AccountStatus[]
  /**
   * Calls back whenever a limit has moved.
   * @returns ends it
   */
  watch(call: () => void): () => void
}

/** Trials beyond what may be in flight. */
const READY = 5

/**
 * Opens one gate for each account of the candidates; they keep what they learn for as long as they are used.
 *
 * @param options.ruleOf bounds for an account; 10, 20 and 100 where left out
 */
export function createAccounts(
  candidates: readonly Pick<Candidate, 'account'>[],
  options: { readonly clock: Clock; readonly ruleOf?: (account: Account) => RateRule },
): Accounts {
  const { clock, ruleOf = () => DEFAULT_RATE } = options
  const watchers = new Set<() => void>()
  const changed = () => {
    for (const call of watchers) call()
  }
  const gates = new Map<string, AccountGate>()
  for (const { account } of candidates) {
    if (account === undefined || gates.has(account.id)) continue
    gates.set(account.id, createAccountGate(account, { rule: ruleOf(account), clock, changed }))
  }
  const free = freeGate(clock)
  const isAnyFree = candidates.length === 0 || candidates.some(({ account }) => account === undefined)
  return {
    gateOf: ({ account }) => (account === undefined ? free : (gates.get(account.id) ?? free)),
    places() {
      if (isAnyFree) return Number.POSITIVE_INFINITY
      return [...gates.values()].reduce((sum, gate) => sum + gate.limit() + READY, 0)
    },
    statuses: () => Array.from(gates.values(), (gate) => gate.status()),
    watch(call) {
      watchers.add(call)
      return () => watchers.delete(call)
    },
  }
}

/** For what has no limits of its own, such as models in this process. */
function freeGate(clock: Clock): Gate {
  const pass = { answered: () => undefined, failed: () => undefined, unused: () => undefined }
  return {
    async enter({ signal, halt }) {
      signal.throwIfAborted()
      return halt.aborted ? undefined : pass
    },
    rest: ({ waitMs }, signals) => waitUnlessStopped(clock, waitMs, signals),
  }
}
