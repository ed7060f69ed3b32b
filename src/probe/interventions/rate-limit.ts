import type { Intervention, WorldCall } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools, wholeDose } from './aim.js'

/**
 * One tool may be used only once in a while. Dose: `retryAfterSteps`, the steps from a first refusal until the tool may
 * be used again; `calls`, after how many refusals the limit is lifted.
 *
 * Hooks know no clock but the step, so the limiter has fixed windows: of every `retryAfterSteps + 1` steps the last one
 * is open. The windows begin where the parent first used the tool, so a model that goes on like it is refused at once.
 */
export const rateLimit: Intervention = {
  name: 'rate-limit',
  question: 'Does it wait when it is told to, and do something else meanwhile?',
  seams: ['before-call'],
  visibility: 'explicit',
  duration: 'transient',
  dose: { calls: 6, retryAfterSteps: 3 },
  doseMeans: { retryAfterSteps: 'steps to wait', calls: 'refusals, after which the limit is lifted' },
  adaptive: 'does other work and comes back when the tool may be used again',
  target: 'a tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan with each call of the tool made again until its window is open',
  example: '"move: rate limit reached; retry after 3 more turns"',
  checkDose(dose) {
    wholeDose(dose, 'calls', rateLimit)
    wholeDose(dose, 'retryAfterSteps', rateLimit)
  },
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', rateLimit)
    const retryAfterSteps = wholeDose(scene.dose, 'retryAfterSteps', rateLimit)
    const target = pick(preferRepeated(usedTools(scene)), scene.draw('target'))
    if (target === undefined) return notApplicable('a tool that is used after the fork')
    const tool = target.spec.name
    const first = scene.future.findIndex(({ name }) => name === tool)
    const waitAt = (step: number, delivered: number) =>
      delivered < calls ? stepsToWait(step - first, retryAfterSteps) : 0
    return {
      kind: 'ready',
      constraint: { kind: 'delayed', tool, calls: retryAfterSteps },
      link: {
        name: 'rate-limit',
        matches: ({ name }) => name === tool,
        call: (_, { step, delivered }) => {
          const wait = waitAt(step, delivered)
          if (wait === 0) return { kind: 'pass' }
          return { kind: 'answer', result: refusal(tool, wait), delivers: true }
        },
      },
      adapt: (plan) => retryWhileRefused(plan, tool, waitAt),
    }
  },
}

function stepsToWait(sinceFirst: number, retryAfterSteps: number): number {
  const window = retryAfterSteps + 1
  const place = ((sinceFirst % window) + window) % window
  return retryAfterSteps - place
}

function refusal(tool: string, wait: number) {
  const turns = wait === 1 ? '1 more turn' : `${wait} more turns`
  return { text: `${tool}: rate limit reached; retry after ${turns}`, isError: true }
}

function retryWhileRefused(
  plan: readonly WorldCall[],
  tool: string,
  waitAt: (step: number, delivered: number) => number,
): WorldCall[] {
  const adapted: WorldCall[] = []
  let delivered = 0
  for (const call of plan) {
    while (call.name === tool && waitAt(adapted.length, delivered) > 0) {
      adapted.push(call)
      delivered += 1
    }
    adapted.push(call)
  }
  return adapted
}
