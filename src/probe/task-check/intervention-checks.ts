import {
  drawOf,
  type Intervention,
  type InterventionFit,
  type Message,
  type Preparation,
  type WorldCall,
} from '../../domain/index.js'
import { conversationOf, executePlan, withReads } from '../../run/index.js'
import { type CheckedSample, playCalls, stateOf } from './played.js'

/** How far through the witness a fork is made. */
const FORK_AT = 1 / 3

/** An intervention at a fork of the witness. */
interface Aimed {
  readonly prepared: Preparation
  readonly past: readonly WorldCall[]
  readonly future: readonly WorldCall[]
  /** The conversation that the past calls make. */
  readonly said: readonly Message[]
}

async function aimedAt({ sample, open, plan = [] }: CheckedSample, intervention: Intervention): Promise<Aimed> {
  const cut = Math.floor(plan.length * FORK_AT)
  const [past, future] = [plan.slice(0, cut), plan.slice(cut)]
  const environment = open()
  const results = await playCalls(environment, past)
  const prepared = intervention.prepare({
    sample,
    environment,
    past,
    future,
    pastErrors: results.filter(({ isError }) => isError).length,
    dose: intervention.dose,
    draw: (choice) => drawOf({ pairId: sample.id, link: `${intervention.name}/${choice}`, opportunity: 0 }),
  })
  const made = results.map(({ call, text, isError }) => ({ call, result: { text, isError } }))
  return { prepared, past, future, said: conversationOf(sample, made) }
}

/**
 * The sham: the chain of an intervention around the witness, changing nothing. It must end as the witness alone does.
 *
 * @returns what differs, or undefined
 */
export async function shamProblem(checked: CheckedSample, intervention: Intervention): Promise<string | undefined> {
  const { prepared, past, future, said } = await aimedAt(checked, intervention)
  if (prepared.kind === 'not-applicable') return undefined
  const [alone, world] = [checked.open(), checked.open()]
  await playCalls(alone, [...past, ...future])
  await playCalls(world, past)
  const shared = { twin: checked.open, links: [prepared.link], pairId: checked.sample.id, plan: future, said }
  const { isSolved } = await executePlan({ ...shared, environment: world, arm: 'sham' })
  if (!isSolved) return `the witness does not reach the goal through the sham of ${intervention.name}`
  return stateOf(world) === stateOf(alone) ? undefined : `the sham of ${intervention.name} leaves another state`
}

/** Whether the goal is shown to be in reach, or out of it, under the change. */
async function missingFor(checked: CheckedSample, intervention: Intervention): Promise<string | undefined> {
  const { prepared, past, future, said } = await aimedAt(checked, intervention)
  if (prepared.kind === 'not-applicable') return prepared.missing
  const environment = checked.open()
  await playCalls(environment, past)
  const solution = environment.solve?.([prepared.constraint])
  if (solution === undefined) return 'solve'
  if (solution.kind === 'infeasible') return undefined
  const { constraint, link } = prepared
  const plan = prepared.adapt(withReads(solution.calls, future, { tools: environment.tools, constraint }))
  const shared = { twin: checked.open, links: [link], pairId: checked.sample.id, plan, said }
  const { isSolved } = await executePlan({ ...shared, environment, arm: 'varied' })
  return isSolved ? undefined : 'a witness that solves the sample'
}

/** On how many instances an intervention can be used, and what the first of the others lacks. */
export async function fitOf(samples: readonly CheckedSample[], intervention: Intervention): Promise<InterventionFit> {
  const found: (string | undefined)[] = []
  for (const checked of samples) {
    // What a task's own code throws while it is aimed at is what is in the way there.
    found.push(await missingFor(checked, intervention).catch((error: unknown) => wordsOf(error)))
  }
  const missing = found.find((words) => words !== undefined)
  const usable = found.filter((words) => words === undefined).length
  return { intervention: intervention.name, usable, ...(missing !== undefined && { missing }) }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
