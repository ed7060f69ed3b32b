import { type Answer, FINISH_TOOL, type Message, type Model, type Sample, type TaskFamily } from '../../src/index.js'

/** How a trial that a test plays by itself went. */
export interface Played {
  readonly messages: readonly Message[]
  readonly isSolved: boolean
  /** What the model said of its work; undefined where it was stopped. */
  readonly claim: unknown
  readonly steps: number
}

/** Plays a sample with a model, one call a step, up to three times the reference length. */
export async function play(model: Model, family: TaskFamily, sample: Sample, trial = 0): Promise<Played> {
  const world = family.open(sample, 'chance')
  const messages: Message[] = [
    { role: 'system', text: sample.instructions },
    { role: 'user', text: sample.goal },
  ]
  const tools = [...world.tools, FINISH_TOOL]
  const { signal } = new AbortController()
  for (let step = 0; step < sample.reference.calls * 3 + 20; step += 1) {
    const answer: Answer = await model.ask({ messages: [...messages], tools, seed: trial * 100_000 + step, signal })
    messages.push({ role: 'assistant', text: answer.text, calls: answer.calls })
    const [call] = answer.calls
    if (call === undefined) break
    if (call.name === FINISH_TOOL.name) {
      return { messages, isSolved: (await world.score()).isSolved, claim: call.arguments.result, steps: step }
    }
    messages.push({ role: 'tool', callId: call.id, name: call.name, ...(await world.call(call)) })
  }
  return { messages, isSolved: (await world.score()).isSolved, claim: undefined, steps: messages.length / 2 }
}
