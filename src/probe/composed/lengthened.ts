import {
  ConfigError,
  type Constraint,
  type Environment,
  InvariantError,
  type JsonValue,
  type Sample,
  type Solution,
  type TaskFamily,
  type ToolResult,
} from '../../domain/index.js'
import { composedSample, onceThere, partsOf, sharedTools, together } from './parts.js'
import { chainTexts, composedTranslations, ENGLISH } from './words.js'

/**
 * A family whose samples are several of another one, worked on one after another: longer work of the same difficulty at
 * each step. The next job is told in the answer to the call that finishes the one before.
 *
 * @param jobs how many, from 2; a sample of some size has parts of that share of it, and of size 5 at least
 * @throws ConfigError where the samples of the family have different tools, when a world is opened
 */
export function lengthenTasks(family: TaskFamily, jobs: number): TaskFamily {
  requireJobs(family, jobs)
  const name = `${family.name}-${jobs}-jobs`
  return {
    name,
    bank: family.bank,
    makeSample(request) {
      const parts = partsOf(family, jobs, request)
      const { stratum, size, seed } = request
      return composedSample(parts, {
        id: `${name}/${stratum}/${size}/${seed}`,
        family: name,
        stratum,
        size,
        seed,
        ...chainTexts(ENGLISH, parts, jobs),
      })
    },
    open(sample, chance) {
      const parts = partsOf(family, jobs, sample)
      return openChain(
        family,
        parts,
        parts.map((part, at) => family.open(part, `${chance}/${at}`)),
      )
    },
    ...(family.close !== undefined && { close: () => family.close?.() ?? Promise.resolve() }),
  }
}

/** @throws ConfigError where it is no number of jobs, or the samples of the family are given one by one */
export function requireJobs({ name, forms }: TaskFamily, jobs: number): void {
  if (forms !== undefined)
    throw new ConfigError(`family ${name}`, 'one whose tasks are given', 'one that makes samples')
  if (!Number.isInteger(jobs) || jobs < 2) throw new ConfigError('jobs', jobs, 'a whole number from 2')
}

function openChain(family: TaskFamily, parts: readonly Sample[], worlds: readonly Environment[]): Environment {
  const names = parts.map((_, at) => `job ${at + 1}`)
  const { snapshotAll, restoreAll, ...shared } = together(worlds, names)
  let at = 0
  function now(): Environment {
    const world = worlds[at]
    if (world === undefined) throw new InvariantError(`job ${at + 1} of ${worlds.length} is not there`)
    return world
  }

  /** Goes on to the first job that is not done. */
  function settle(): void | Promise<void> {
    if (at === worlds.length - 1) return
    return onceThere(now().score(), ({ isSolved }) => {
      if (!isSolved) return
      at += 1
      return settle()
    })
  }

  return {
    ...shared,
    tools: sharedTools(family, worlds),
    call: (call) =>
      onceThere(settle(), () => {
        const before = at
        return onceThere(now().call(call), (result) =>
          onceThere(settle(), () => told(result, { before, at, goal: parts[at]?.goal ?? '' })),
        )
      }),
    snapshot: () => ({ at, worlds: snapshotAll() }),
    restore(state) {
      const { at: place, worlds: states } = stateIn(state)
      at = place
      restoreAll(states)
    },
    disturbances: () => (now().disturbances?.() ?? []).map((entry) => ({ ...entry, id: named(at, entry.id) })),
    disturb: (id) => worlds[placeIn(id)]?.disturb?.(ownId(id)),
    goalVariants: () => (now().goalVariants?.() ?? []).map((entry) => ({ ...entry, id: named(at, entry.id) })),
    changeGoal: (id) => worlds[placeIn(id)]?.changeGoal?.(ownId(id)),
    laterTools: () => worlds[0]?.laterTools?.() ?? [],
    translations: () => composedTranslations(worlds, (words, said) => chainTexts(words, said, worlds.length)),
    ...(worlds.every(({ solve }) => solve !== undefined) && {
      solve: (constraints: readonly Constraint[]) =>
        allSolved(worlds.slice(at).map((world, place) => world.solve?.(ownConstraints(constraints, at + place)))),
    }),
  }
}

/** The answer to a call, with the next job where it ended one. */
function told(
  { text, isError }: ToolResult,
  { before, at, goal }: { readonly before: number; readonly at: number; readonly goal: string },
): ToolResult {
  if (at === before) return { text, isError }
  return { text: `${text}\n\nJob ${before + 1} is done. Job ${at + 1}:\n${goal}`, isError }
}

/** An id of one part among those of all. */
const named = (at: number, id: string) => `${at}:${id}`
const placeIn = (id: string) => Number.parseInt(id, 10)
const ownId = (id: string) => id.slice(id.indexOf(':') + 1)

/** The constraints as one part knows them: what happens in another part is none of its own. */
export function ownConstraints(constraints: readonly Constraint[], at: number): Constraint[] {
  return constraints.flatMap((constraint): Constraint[] => {
    if (constraint.kind === 'disturbed') {
      const { disturbance } = constraint
      return placeIn(disturbance) === at ? [{ ...constraint, disturbance: ownId(disturbance) }] : []
    }
    if (constraint.kind === 'goal-changed') {
      const { variant } = constraint
      return placeIn(variant) === at ? [{ ...constraint, variant: ownId(variant) }] : []
    }
    return [constraint]
  })
}

/** One plan after another, or the first reason why there is none. */
export function allSolved(solutions: readonly (Solution | undefined)[]): Solution {
  const calls = solutions.flatMap((solution) => (solution?.kind === 'calls' ? solution.calls : []))
  const stuck = solutions.find((solution) => solution?.kind === 'infeasible')
  return stuck ?? { kind: 'calls', calls }
}

function stateIn(state: JsonValue): { readonly at: number; readonly worlds: JsonValue } {
  if (typeof state === 'object' && state !== null && 'at' in state && 'worlds' in state) {
    if (typeof state.at === 'number') return { at: state.at, worlds: state.worlds ?? null }
  }
  throw new ConfigError('state', typeof state, 'the place and the state of each job')
}
