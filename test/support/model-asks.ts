import { harbourFamilies, harbourPolicies } from 'leadline/tasks'
import { FINISH_TOOL, type Message } from '../../src/domain/index.js'
import type { Asked } from './model-script.js'

/** The asks of a short trial in the harbour, from its opening on. */
export async function harbourAsks(steps: number): Promise<Asked[]> {
  const asks: Asked[] = []
  const [family] = harbourFamilies
  if (family === undefined) throw new Error('the harbour has no family')
  const sample = family.makeSample({ stratum: 'narrow', size: 12, seed: 3 })
  const world = family.open(sample, 'chance')
  const messages: Message[] = [
    { role: 'system', text: sample.instructions },
    { role: 'user', text: sample.goal },
  ]
  const tools = [...world.tools, FINISH_TOOL].map(({ name, description, parameters }) => ({
    name,
    description,
    parameters,
  }))
  for (let seed = 0; seed < steps; seed += 1) {
    const ask = { messages: [...messages], tools, seed }
    asks.push(ask)
    const { text, calls } = await harbourPolicies.wide.model.ask({ ...ask, signal: new AbortController().signal })
    messages.push({ role: 'assistant', text, calls })
    for (const call of calls) {
      const result = await world.call(call)
      messages.push({ role: 'tool', callId: call.id, name: call.name, ...result })
    }
  }
  return asks
}
