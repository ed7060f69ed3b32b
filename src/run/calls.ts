import {
  type Answer,
  assistantTurn,
  type Claim,
  contentHash,
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
      : await noting(running, call, () => (isExternal ? callOutside(running, call) : world.call(call, step)))
  const { passed } = passage
  const isSame = passed.name === call.name && contentHash(passed.arguments) === contentHash(call.arguments)
  if (!isExternal) {
    recorder.emit(isSame ? called : { ...called, passed: { name: passed.name, arguments: passed.arguments } })
  }
  return passage
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

/** No chain stands around a world with effects outside: it is never forked. */
async function callOutside({ environment, lease, step }: Running, call: ToolCall): Promise<Passage> {
  const { id, name, arguments: given } = call
  const result = await environment.call({ name, arguments: given, key: `${lease.trial.id}/${step}/${id}` })
  return { passed: call, result, deliveries: [] }
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
