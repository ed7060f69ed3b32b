import { type Environment, FINISH_TOOL, type ToolCall, type ToolResult } from '../../domain/index.js'
import type { Chain } from '../chain.js'
import { type ChainedWorld, chainWorld, type Passage } from '../chained-world.js'
import { type DecidedCall, type DecidedResult, decideCall, decideResult, type OutsideChain } from './decide.js'

type Make = (call: ToolCall) => Promise<ToolResult>

/**
 * A world with effects outside seen through a chain. No call is made that the model did not make and nothing is taken
 * back, so a call that a link answers never reaches its tool.
 *
 * @param options.steps steps that the trial may take from its beginning; no limit where left out
 * @param options.systemId of the system whose trial it is
 */
export function chainOutside(options: {
  readonly environment: Environment
  readonly chain: Chain
  readonly steps?: number
  readonly systemId?: string
}): ChainedWorld {
  const { environment, chain } = options
  const inner = chainWorld({ ...options, twin: () => environment })
  const outside: OutsideChain = { chain, evidence: new Set(), earliest: new Map() }
  let offered = environment.tools
  return {
    ...inner,
    offer(step) {
      const offer = inner.offer(step)
      offered = offer.tools
      return offer
    },
    async callOutside(call, step, make) {
      const tools = { own: environment.tools, offered: [...offered, FINISH_TOOL], chain }
      const decided = decideCall(call, tools, step)
      const passage =
        decided.kind === 'withheld' ? withhold(outside, call, decided) : await pass(outside, decided, { step, make })
      if (decided.isNoted) chain.note(call)
      return passage
    },
    takeEvidence() {
      const found = new Set([...inner.takeEvidence(), ...outside.evidence])
      outside.evidence.clear()
      return [...found]
    },
  }
}

function withhold(
  { evidence }: OutsideChain,
  call: ToolCall,
  { result, confirm }: Extract<DecidedCall, { kind: 'withheld' }>,
): Passage {
  const delivery = confirm?.()
  if (delivery !== undefined) evidence.add(delivery.receipt.intervention)
  return { passed: call, result, deliveries: delivery === undefined ? [] : [delivery] }
}

async function pass(
  outside: OutsideChain,
  { call: passed, confirm, isWatched }: Extract<DecidedCall, { kind: 'passed' }>,
  { step, make }: { readonly step: number; readonly make: Make },
): Promise<Passage> {
  const given = await make(passed)
  const sham = confirm?.()
  const decided: DecidedResult = isWatched ? decideResult(outside, { passed, step }, given) : { shown: given }
  const { shown: result, delivery, seconds } = decided
  const deliveries = [sham, delivery].filter((made) => made !== undefined)
  return { passed, result, deliveries, ...(seconds !== undefined && { seconds }) }
}
