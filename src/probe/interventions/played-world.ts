import {
  asJson,
  canonicalJson,
  contentHash,
  type Environment,
  type JsonValue,
  refusalOf,
  type ToolResult,
  type WorldCall,
} from '../../domain/index.js'
import { inWorld } from '../../run/index.js'

/** One call of a future with what it met and what it gave. */
interface Played {
  readonly key: string
  readonly before: JsonValue
  readonly result: ToolResult
}

/**
 * A world that answers later, made to answer at once where an intervention looks at it: the future is played in it first,
 * and each reading call of it once more at the fork. Whatever else is asked is answered by the world itself, later.
 *
 * @param environment in the state of the fork, in which it is left
 * @throws InfrastructureFailed where the world breaks
 */
export async function playedWorld(environment: Environment, future: readonly WorldCall[]): Promise<Environment> {
  if (environment.answersLater !== true) return environment
  const fork = environment.snapshot()
  const made = future.filter((call) => refusalOf(call, environment.tools) === undefined)
  const atFork = new Map<string, ToolResult>()
  for (const call of made) {
    const isRead = environment.tools.some(({ name, effect }) => name === call.name && effect === 'reads')
    if (isRead && !atFork.has(keyOf(call))) atFork.set(keyOf(call), await inWorld(() => environment.call(call)))
  }
  const played: Played[] = []
  for (const call of made) {
    const before = environment.snapshot()
    played.push({ key: keyOf(call), before, result: await inWorld(() => environment.call(call)) })
  }
  const states = [...played.map(({ before }) => before), environment.snapshot()]
  environment.restore(fork)
  return replaying(environment, { played, states, atFork })
}

function replaying(
  environment: Environment,
  known: {
    readonly played: readonly Played[]
    readonly states: readonly JsonValue[]
    readonly atFork: ReadonlyMap<string, ToolResult>
  },
): Environment {
  const { played, states, atFork } = known
  const hashes = states.map(contentHash)
  const forkHash = hashes[0]
  /** Place in the future as far as it was asked for; undefined in a state that is none of it. */
  let at: number | undefined = 0
  return {
    tools: environment.tools,
    effects: environment.effects,
    answersLater: true,
    call(call) {
      const next = at === undefined ? undefined : played[at]
      if (at !== undefined && next?.key === keyOf(call)) {
        at += 1
        return next.result
      }
      const early = at !== undefined && hashes[at] === forkHash ? atFork.get(keyOf(call)) : undefined
      if (early !== undefined) return early
      at = undefined
      return environment.call(call)
    },
    snapshot: () => (at === undefined ? environment.snapshot() : (states[at] ?? environment.snapshot())),
    restore(state) {
      // The very value that was given out names its place; reads leave equal states behind them.
      const place = states.indexOf(state)
      const first = place === -1 ? hashes.indexOf(contentHash(state)) : place
      at = first === -1 ? undefined : first
      environment.restore(state)
    },
    score: () => environment.score(),
    checkpoints: () => environment.checkpoints(),
    ...delegated(environment, () => {
      at = undefined
    }),
  }
}

/** What a world can do beside answering, where it can; changes lead out of what was played. */
function delegated(environment: Environment, leave: () => void): Partial<Environment> {
  const { disturbances, disturb, goalVariants, changeGoal, solve, laterTools } = environment
  const changing = (change: (id: string) => void) => (id: string) => {
    leave()
    change.call(environment, id)
  }
  return {
    ...(disturbances !== undefined && { disturbances: () => disturbances.call(environment) }),
    ...(disturb !== undefined && { disturb: changing(disturb) }),
    ...(goalVariants !== undefined && { goalVariants: () => goalVariants.call(environment) }),
    ...(changeGoal !== undefined && { changeGoal: changing(changeGoal) }),
    ...(solve !== undefined && { solve: (constraints) => solve.call(environment, constraints) }),
    ...(laterTools !== undefined && { laterTools: () => laterTools.call(environment) }),
  }
}

function keyOf({ name, arguments: given }: WorldCall): string {
  return canonicalJson(asJson([name, given]))
}
