import { type Candidate, FINISH_TOOL, type Message, type Plan, seedOf } from '../../src/domain/index.js'
import { planBaselines } from '../../src/probe/index.js'
import { harbours, policyCandidates } from './harbour-study.js'

/** The same models on the same samples with nothing around them. */
export async function runBare(
  plan: Plan,
  steps: number,
): Promise<{ readonly steps: number; readonly totalMs: number }> {
  const candidates = new Map(plan.systems.map(({ id }, index) => [id, policyCandidates()[index]]))
  let done = 0
  const began = performance.now()
  for (const trial of planBaselines(plan).toSorted((a, b) => a.order - b.order)) {
    const sample = plan.samples.find(({ id }) => id === trial.sampleId)
    const candidate = candidates.get(trial.systemId)
    const family = harbours.find(({ name }) => name === sample?.family)
    if (sample === undefined || candidate === undefined || family === undefined) continue
    const world = family.open(sample, trial.pairId)
    const { calls } = sample.reference
    const most = Math.min(steps - done, calls * plan.limits.stepsPerReferenceCall + plan.limits.extraSteps)
    done += await converse({ candidate, world, sample, most, id: trial.id })
    if (done >= steps) break
  }
  return { steps: done, totalMs: (performance.now() - began) / done }
}

async function converse(bare: {
  readonly candidate: Candidate
  readonly world: ReturnType<(typeof harbours)[number]['open']>
  readonly sample: Plan['samples'][number]
  readonly most: number
  readonly id: string
}): Promise<number> {
  const { candidate, world, sample, most, id } = bare
  const tools = [...world.tools, FINISH_TOOL]
  const messages: Message[] = [
    { role: 'system', text: sample.instructions },
    { role: 'user', text: sample.goal },
  ]
  const { signal } = new AbortController()
  for (let step = 0; step < most; step += 1) {
    const { text, calls } = await candidate.model.ask({ messages, tools, seed: seedOf(`${id}/${step}`), signal })
    messages.push({ role: 'assistant', text, calls })
    for (const call of calls) {
      if (call.name === FINISH_TOOL.name) return step + 1
      messages.push({ role: 'tool', callId: call.id, name: call.name, ...(await world.call(call)) })
    }
  }
  return most
}
