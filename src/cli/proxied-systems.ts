import type { Config } from '../config/index.js'
import type { ProxiedAgents } from '../connect/index.js'
import { type Candidate, InvariantError, type Model } from '../domain/index.js'

/** In place of the model of an agent behind the proxy: it is asked within its trial, by what is opened for it there. */
export const OUTSIDE: Model = {
  ask: () => Promise.reject(new InvariantError('an agent behind the proxy was asked outside of a trial')),
}

/**
 * A candidate as its configuration has it: an agent that comes through the proxy, or the candidate as it is.
 *
 * @param at.folder of the configuration, for `{config}`
 */
export function behindProxy(
  candidate: Candidate,
  { proxied: described }: Config['systems'][number],
  at: { readonly proxied: ProxiedAgents; readonly folder: string },
): Candidate {
  if (described === undefined) return candidate
  const command = described.command.map((word) => word.replaceAll('{config}', at.folder))
  return { ...candidate, ...at.proxied.agent({ ...described, command }) }
}
