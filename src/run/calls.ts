import {
  type Answer,
  type Claim,
  contentHash,
  FINISH_TOOL,
  type Message,
  type ToolCall,
  type ToolResult,
} from '../domain/index.js'
import type { Passage } from './chained-world.js'
import { inJudgement, inWorld } from './infrastructure.js'
import { addAnswer } from './limits.js'
import type { Recorder } from './recorder.js'
import { deliver, type Running, say } from './running.js'

/**
 * Carries out the calls of an answer.
 *
 * @param owner the running trial whose fields move on (a prefix is acted out with a recorder that compares)
 * @returns the claim where the answer ended the trial
 * @throws InfrastructureFailed where the world broke
 */
export async function act(running: Running, answer: Answer, owner: Running): Promise<Claim | undefined> {
  const { recorder, step } = running
  owner.messages.push({ role: 'assistant', text: answer.text, calls: answer.calls })
  if (answer.calls.length === 0) return 'unstated'
  for (const call of answer.calls) {
    const claim = call.name === FINISH_TOOL.name ? claimOf(call) : undefined
    if (claim !== undefined) {
      recorder.emit({ kind: 'tool-called', step, call })
      return claim
    }
    const passage = await carryOut(running, call)
    deliver(running, passage.deliveries)
    const message: Message = { role: 'tool', callId: call.id, name: call.name, ...passage.result }
    const messageHash = say(owner, message, recorder)
    const { isError } = passage.result
    recorder.emit({ kind: 'tool-returned', step, callId: call.id, messageHash, isError })
    noteCheckpoints(running, owner)
  }
  return undefined
}

/**
 * Does again what the parent of a fork did in its first steps.
 *
 * @param comparing holds what happens against the parent's record
 */
export async function actOut(running: Running, comparing: Recorder): Promise<void> {
  for (const answer of running.setup.prefix) {
    running.used = addAnswer(running.used, answer)
    running.fresh = []
    await act({ ...running, recorder: comparing }, answer, running)
    running.step += 1
  }
}

async function carryOut(running: Running, call: ToolCall): Promise<Passage> {
  const { recorder, world, step, environment } = running
  const called = { kind: 'tool-called', step, call } as const
  const isExternal = environment.effects === 'external'
  if (isExternal) {
    // On disk before the effect: a call without a recorded return is then known to have been under way.
    recorder.emit(called)
    await recorder.commit()
  }
  const passage =
    call.name === FINISH_TOOL.name
      ? { passed: call, result: badFinish(call), deliveries: [] }
      : await inWorld(() => world.call(call, step))
  const { passed } = passage
  const isSame = passed.name === call.name && contentHash(passed.arguments) === contentHash(call.arguments)
  if (!isExternal) {
    recorder.emit(isSame ? called : { ...called, passed: { name: passed.name, arguments: passed.arguments } })
  }
  return passage
}

function noteCheckpoints(running: Running, owner: Running): void {
  const checkpoints = inJudgement(() => running.environment.checkpoints())
  const progress = checkpoints.reduce((sum, { effort, isReached }) => (isReached ? sum + effort : sum), 0)
  for (const { id, isReached } of checkpoints) {
    if (!isReached || owner.reached.has(id)) continue
    running.recorder.emit({ kind: 'checkpoint-reached', step: running.step, id, progress })
    owner.lastCheckpointStep = running.step
    owner.reached = new Set([...owner.reached, id])
  }
}

function claimOf(call: ToolCall): Claim | undefined {
  const { result } = call.arguments
  return result === 'done' || result === 'partly' || result === 'impossible' || result === 'gave-up'
    ? result
    : undefined
}

function badFinish(call: ToolCall): ToolResult {
  const got = JSON.stringify(call.arguments.result) ?? 'missing'
  return { text: `finish.result is ${got}; expected done, partly, impossible or gave-up`, isError: true }
}
