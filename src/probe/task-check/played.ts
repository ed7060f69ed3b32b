import { contentHash, type Environment, type Sample, type TaskFamily, type WorldCall } from '../../domain/index.js'

/** One instance with a way to open it anew. */
export interface CheckedSample {
  readonly sample: Sample
  /** What it was made from. */
  readonly request: Parameters<TaskFamily['makeSample']>[0]
  /** A fresh world; all of them meet the same chance. */
  readonly open: () => Environment
  /** What the witness does from the beginning; absent without one, or where it finds no way. */
  readonly plan?: readonly WorldCall[]
}

/** The chance that every world of a check meets. */
const CHANCE = 'check'

/** Opens an instance, with the plan of its witness where it has one. */
export function checkedSample(family: TaskFamily, request: CheckedSample['request']): CheckedSample {
  const sample = family.makeSample(request)
  const open = () => family.open(sample, CHANCE)
  const solution = open().solve?.([])
  return { sample, request, open, ...(solution?.kind === 'calls' && { plan: solution.calls }) }
}

/** What a world answered to a call, and the state it left. */
export interface PlayedStep {
  readonly call: WorldCall
  readonly text: string
  readonly isError: boolean
  /** Content hash of the state afterwards. */
  readonly state: string
}

/** Makes calls one after another. */
export async function playCalls(world: Environment, calls: readonly WorldCall[]): Promise<PlayedStep[]> {
  const steps: PlayedStep[] = []
  for (const call of calls) {
    const { text, isError } = await world.call(call)
    steps.push({ call, text, isError, state: stateOf(world) })
  }
  return steps
}

/** Content hash of the state of a world. */
export function stateOf(world: Environment): string {
  return contentHash(world.snapshot())
}

/** The first step at which two plays of the same calls differ, or undefined where they are the same. */
export function firstDifference(one: readonly PlayedStep[], other: readonly PlayedStep[]): PlayedStep | undefined {
  return one.find((step, index) => {
    const twin = other[index]
    return twin?.text !== step.text || twin.isError !== step.isError || twin.state !== step.state
  })
}
