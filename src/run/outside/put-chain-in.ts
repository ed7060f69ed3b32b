import { createChain } from '../chain.js'
import { chainWorld } from '../chained-world.js'
import type { Running } from '../running.js'
import { chainOutside } from './chain-outside.js'

/** Puts the chain of a trial around its world. */
export function putChainIn(running: Running, firstStep: number): void {
  const { lease, setup, environment } = running
  const { pairId, arm: own, systemId } = lease.trial
  const { links, limits, open: twin } = setup
  const arm = own === 'varied' ? 'varied' : 'sham'
  const chain = createChain({ arm, links, pairId, firstStep })
  const of = { environment, chain, systemId, ...(limits.steps !== undefined && { steps: limits.steps }) }
  running.world = environment.effects === 'external' ? chainOutside(of) : chainWorld({ ...of, twin })
}
