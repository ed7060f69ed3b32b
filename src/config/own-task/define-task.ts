import { ConfigError, type Sample, seedOf, type TaskFamily } from '../../domain/index.js'
import { createRandom } from '../../math/index.js'
import { type AnyTask, requireTask, specsOf } from './any-task.js'
import { requireJson } from './own-state.js'
import type { OwnTask, SampleRequest } from './own-task.js'
import { openOwnWorld, solveFrom } from './own-world.js'
import { requireWritten, unwrittenIn } from './unwritten.js'

type Request = Omit<SampleRequest, 'random'>

/**
 * A family of tasks of your own, for `tasks.families` of a configuration or `planStudy`: tools, a state, a score, and
 * with a witness every intervention of the catalogue.
 *
 * @throws ConfigError that names the first thing that will not do, such as a schema whose library gives no JSON Schema
 */
export function defineTask<State, Inputs, Later = unknown>(task: OwnTask<State, Inputs, Later>): TaskFamily
export function defineTask(task: AnyTask): TaskFamily {
  requireTask(task)
  const [specs, later] = [specsOf(task, task.tools), specsOf(task, task.laterTools ?? {})]
  const { name, bank = name } = task
  const unwritten = unwrittenIn(task)
  return {
    name,
    bank,
    ...(unwritten.length > 0 && { unwritten }),
    makeSample(request) {
      requireWritten(name, unwritten)
      return sampleOf(task, request)
    },
    open(sample, chance) {
      const { state } = makeOne(task, sample)
      return openOwnWorld(task, { state, specs, later, chance, calls: sample.reference.calls })
    },
  }
}

function makeOne(task: AnyTask, { stratum, size, seed }: Request) {
  const id = `${task.name}/${stratum}/${size}/${seed}`
  const made = task.make({ stratum, size, seed, random: createRandom(seedOf(id)) })
  requireJson(`${task.name}.make().state`, made.state)
  if (typeof made.goal !== 'string' || made.goal.trim() === '') {
    throw new ConfigError(`${task.name}.make().goal`, made.goal, 'what is asked for, in words')
  }
  return { id, ...made }
}

/** Where nothing proves that a solution is shortest, one call is all that is known to be needed. */
function sampleOf(task: AnyTask, request: Request): Sample {
  const { id, goal, state, calls, instructions = task.instructions ?? '' } = makeOne(task, request)
  const solution = task.witness === undefined ? undefined : solveFrom(task, structuredClone(state), [])
  const plan = solution?.kind === 'calls' ? solution.calls : []
  const used = new Set(plan.map(({ name }) => name)).size
  return {
    id,
    family: task.name,
    ...request,
    instructions,
    goal,
    reference: { calls: calls ?? (plan.length || request.size), atLeast: calls ?? 1 },
    width: used || Object.keys(task.tools).length,
  }
}
