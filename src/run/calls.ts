import {
  type Answer,
  asJson,
  assistantTurn,
  type Claim,
  contentHash,
  type EventBody,
  FINISH_TOOL,
  type Message,
  type ToolCall,
  type ToolResult,
} from '../domain/index.js'
import type { Passage } from './chained-world.js'
import { InfrastructureFailed, inJudgement, inWorld } from './infrastructure.js'
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
  owner.messages.push(assistantTurn(answer))
  return carryOutAll(running, answer.calls, owner)
}

/**
 * Carries out calls of an answer that is part of the conversation already.
 *
 * @returns as `act`
 */
export async function carryOutAll(
  running: Running,
  calls: readonly ToolCall[],
  owner: Running,
): Promise<Claim | undefined> {
  const { recorder, step } = running
  if (calls.length === 0) return 'unstated'
  for (const call of calls) {
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
    const isOld = recorder.isReplaying()
    const returned = { kind: 'tool-returned', step, callId: call.id, messageHash, isError } as const
    recorder.emit(passage.seconds === undefined ? returned : { ...returned, chargedSeconds: passage.seconds })
    // What a repeated step was charged with is part of the time of earlier attempts.
    if (!isOld) owner.startedMs -= (passage.seconds ?? 0) * 1_000
    const { given } = passage
    if (given !== undefined) running.heard?.received.push(recorder.keep(asJson({ ...message, ...given })))
    noteCheckpoints(running, owner)
    if (running.environment.effects === 'external') await storeState(running)
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
  const { world, step, environment } = running
  if (environment.effects === 'external') return carryOutOutside(running, call)
  const passage =
    call.name === FINISH_TOOL.name
      ? { passed: call, result: badFinish(call), deliveries: [] }
      : await noting(running, call, () => world.call(call, step))
  running.recorder.emit(calledOf(running, call, passage.passed))
  return passage
}

function calledOf({ step }: Running, call: ToolCall, passed: ToolCall): EventBody {
  const isSame = passed.name === call.name && contentHash(passed.arguments) === contentHash(call.arguments)
  const called = { kind: 'tool-called', step, call } as const
  return isSame ? called : { ...called, passed: { name: passed.name, arguments: passed.arguments } }
}

/** Writes down that the world broke at a call. */
async function noting(
  { recorder, step }: Running,
  { id: callId }: ToolCall,
  act: () => Promise<Passage>,
): Promise<Passage> {
  try {
    return await inWorld(act)
  } catch (error) {
    if (error instanceof InfrastructureFailed && !recorder.isReplaying()) {
      recorder.emit({ kind: 'tool-failed', step, callId, message: error.message })
    }
    throw error
  }
}

/** A call is on disk before its effect: one without a recorded return is then known to have been under way. */
async function carryOutOutside(running: Running, call: ToolCall): Promise<Passage> {
  const { recorder, step, world, environment, lease } = running
  if (call.name === FINISH_TOOL.name) {
    recorder.emit(calledOf(running, call, call))
    const result = badFinish(call)
    return { passed: call, result, deliveries: [], given: result }
  }
  let given: ToolResult | undefined
  let isMade = false
  const make = async (passed: ToolCall): Promise<ToolResult> => {
    isMade = true
    recorder.emit(calledOf(running, call, passed))
    await recorder.commit()
    const { id, name, arguments: wanted } = passed
    const key = `${lease.trial.id}/${step}/${id}`
    const { text, isError } = await environment.call({ name, arguments: wanted, key })
    given = { text, isError }
    return given
  }
  const plain = async () => ({ passed: call, result: await make(call), deliveries: [] })
  const passage = await noting(running, call, () => world.callOutside?.(call, step, make) ?? plain())
  // What a link answers never reaches its tool.
  if (!isMade) recorder.emit(calledOf(running, call, call))
  return { ...passage, ...(given !== undefined && { given }) }
}

/** What has come back stands on disk with the state it left, before anything else is done outside. */
async function storeState({ recorder, environment, step }: Running): Promise<void> {
  const state = await inWorld(() => environment.snapshot())
  recorder.emit({ kind: 'snapshot-taken', step, stateHash: recorder.keep(state), moment: 'periodic' })
  await recorder.commit()
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
