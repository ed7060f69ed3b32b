import {
  asJson,
  canonicalJson,
  type Environment,
  namesIn,
  type TaskFamily,
  translationProblem,
} from '../../domain/index.js'
import type { CheckedSample } from './played.js'

/** What is wrong with one instance, in words, or undefined. */
export type InstanceCheck = (
  checked: CheckedSample,
  family: TaskFamily,
) => Promise<string | undefined> | string | undefined

/** Equal requests must give equal instances, or no study can be resumed or compared. */
export const isMadeAlike: InstanceCheck = ({ sample, request }, family) => {
  const again = family.makeSample(request)
  if (canonicalJson(asJson(again)) !== canonicalJson(asJson(sample)))
    return 'the same size and seed give another instance'
  return sample.goal.trim() === '' ? 'its goal is empty' : undefined
}

/** What every world must say of itself. */
export const hasSoundTools: InstanceCheck = ({ open }) => {
  const { tools: first, laterTools } = open()
  const tools = [...first, ...(laterTools?.() ?? [])]
  const names = tools.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return `two tools are called ${twice}`
  const odd = tools.find(({ parameters }) => parameters.type !== 'object')
  if (odd !== undefined) return `the parameters of ${odd.name} are not those of an object`
  const lost = tools.flatMap(({ alternatives = [] }) => alternatives).find((name) => !names.includes(name))
  return lost === undefined ? undefined : `there is no tool ${lost}, which is named as an alternative`
}

/** A task that is solved at its beginning measures nothing. */
export const beginsUnsolved: InstanceCheck = async ({ sample, open }, { forms }) => {
  const world = open()
  const { value, isSolved } = await world.score()
  if (!(value >= 0 && value <= 1)) return `its score is ${value}; expected a share in [0, 1]`
  if (isSolved) return 'it is solved before anything is done'
  // Where a command judges work that was given, nothing is known of it on the way.
  if (forms !== undefined && world.checkpoints().length === 0) return undefined
  return checkpointProblem(world, sample.reference.calls)
}

function checkpointProblem(world: Environment, calls: number): string | undefined {
  const found = world.checkpoints()
  const ids = found.map(({ id }) => id)
  if (new Set(ids).size < ids.length) return 'two checkpoints have one name'
  if (found.length === 0) return 'it has no checkpoint'
  const effort = found.reduce((sum, checkpoint) => sum + checkpoint.effort, 0)
  if (Math.abs(effort - calls) > 1e-6 * calls) {
    return `the efforts of its checkpoints add up to ${effort}; expected its reference length, ${calls}`
  }
  return undefined
}

/** A mistake of the model is answered, never thrown: tools are called out of order, and with nothing. */
export const answersMistakes: InstanceCheck = async ({ open, plan = [] }) => {
  const world = open()
  const tools = [...world.tools, ...(world.laterTools?.() ?? [])]
  const calls = [...plan.toReversed(), ...tools.map(({ name }) => ({ name, arguments: {} }))]
  for (const call of calls) await world.call(call)
  return undefined
}

/** What is said in another language has to say the same. */
export const saysTheSame: InstanceCheck = ({ sample, open }) => {
  const world = open()
  const original = { ...sample, tools: world.tools, names: namesIn(world.snapshot()) }
  for (const translation of world.translations?.() ?? []) {
    const { language, ...words } = translation
    if (Object.keys(words).length === 0) return `${language} translates nothing; expected goal, instructions or tools`
    const problem = translationProblem(translation, original)
    if (problem !== undefined) return problem
  }
  return undefined
}
