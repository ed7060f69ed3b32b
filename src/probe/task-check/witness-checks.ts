import type { JsonValue } from '../../domain/index.js'
import type { InstanceCheck } from './instance-checks.js'
import { firstDifference, playCalls, stateOf } from './played.js'

/** The witness must reach the goal, call by call. */
export const witnessSolves: InstanceCheck = async ({ open, plan }) => {
  if (plan === undefined) return 'the witness finds no way'
  const world = open()
  const steps = await playCalls(world, plan)
  if ((await world.score()).isSolved) return undefined
  const refused = steps.find(({ isError }) => isError)
  const where = refused === undefined ? '' : ` (${refused.call.name} answers: ${refused.text})`
  return `${plan.length} calls of the witness do not reach the goal${where}`
}

/** Whoever reaches the goal must have reached every checkpoint. */
export const witnessReachesAll: InstanceCheck = async ({ open, plan = [] }) => {
  const world = open()
  await playCalls(world, plan)
  const left = world.checkpoints().filter(({ isReached }) => !isReached)
  return left.length === 0
    ? undefined
    : `the goal is reached and these checkpoints are not: ${left.map(({ id }) => id).join(', ')}`
}

/** Equal calls from an equal state must give equal results: only then can anything be forked or resumed. */
export const isDeterministic: InstanceCheck = async ({ open, plan = [] }) => {
  const different = firstDifference(await playCalls(open(), plan), await playCalls(open(), plan))
  return different === undefined ? undefined : `${different.call.name} does not answer the same call in the same way`
}

/** A tool that says it only reads must leave the state as it is. */
export const readsOnly: InstanceCheck = async ({ open, plan = [] }) => {
  const world = open()
  const reading = new Set(world.tools.filter(({ effect }) => effect === 'reads').map(({ name }) => name))
  let before = stateOf(world)
  for (const { call, state } of await playCalls(world, plan)) {
    if (reading.has(call.name) && state !== before) return `${call.name} is said to only read, and changes the state`
    before = state
  }
  return undefined
}

/** A state goes through JSON into another world, and the work goes on there as it would have. */
export const comesBack: InstanceCheck = async ({ open, plan = [] }) => {
  for (const cut of new Set([0, Math.floor(plan.length / 3), plan.length])) {
    const [left, other] = [open(), open()]
    await playCalls(left, plan.slice(0, cut))
    const kept: JsonValue = JSON.parse(JSON.stringify(left.snapshot()))
    other.restore(kept)
    if (stateOf(other) !== stateOf(left)) return `after ${cut} calls a restored snapshot is another state`
    if (JSON.stringify(other.checkpoints()) !== JSON.stringify(left.checkpoints())) {
      return `after ${cut} calls a restored world has reached other checkpoints`
    }
    const rest = plan.slice(cut)
    const different = firstDifference(await playCalls(left, rest), await playCalls(other, rest))
    if (different !== undefined)
      return `after ${cut} calls a restored world answers ${different.call.name} in another way`
  }
  return undefined
}
