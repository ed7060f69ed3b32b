import {
  asJson,
  type Checkpoint,
  ConfigError,
  canonicalJson,
  type Environment,
  type JsonValue,
  type Sample,
  type Score,
  seedOf,
  type TaskFamily,
  type ToolSpec,
} from '../../domain/index.js'

/** Least size of one part, as that of any sample. */
const LEAST_SIZE = 5

/** The samples that a composed one consists of: of the same family and form, each with a seed of its own. */
export function partsOf(
  family: TaskFamily,
  times: number,
  { stratum, size, seed }: Pick<Sample, 'stratum' | 'size' | 'seed'>,
): Sample[] {
  const own = Math.max(LEAST_SIZE, Math.round(size / times))
  return Array.from({ length: times }, (_, part) =>
    family.makeSample({ stratum, size: own, seed: seedOf(`${seed}/part/${part}`) }),
  )
}

/** What a composed sample takes over from its parts. */
export function composedSample(
  parts: readonly Sample[],
  of: Pick<Sample, 'id' | 'family' | 'stratum' | 'size' | 'seed' | 'instructions' | 'goal'>,
): Sample {
  const sum = (count: (part: Sample) => number) => parts.reduce((total, part) => total + count(part), 0)
  const reference = { calls: sum((part) => part.reference.calls), atLeast: sum((part) => part.reference.atLeast) }
  return { ...of, reference, width: Math.max(...parts.map(({ width }) => width)) }
}

/** The tools that all parts have. */
export function sharedTools(family: TaskFamily, worlds: readonly Environment[]): readonly ToolSpec[] {
  const [first, ...others] = worlds.map(({ tools }) => tools)
  const text = (tools: readonly ToolSpec[] = []) => canonicalJson(asJson([...tools]))
  if (others.some((tools) => text(tools) !== text(first))) {
    throw new ConfigError(`tools of ${family.name}`, 'different ones', 'the same ones in all samples, to compose them')
  }
  return first ?? []
}

/** Judgement, sub-goals and state of worlds that are worked on together. */
export function together(
  worlds: readonly Environment[],
  names: readonly string[],
): Pick<Environment, 'effects' | 'score' | 'checkpoints' | 'close'> & {
  snapshotAll(): JsonValue
  restoreAll(state: JsonValue): void
} {
  return {
    effects: worlds.some(({ effects }) => effects === 'external') ? 'external' : 'replayable',
    score() {
      const scores = worlds.map((world) => world.score())
      const now = scores.filter((score): score is Score => !(score instanceof Promise))
      if (now.length === scores.length) return joined(now, names)
      return Promise.all(scores).then((all) => joined(all, names))
    },
    checkpoints: (): Checkpoint[] =>
      worlds.flatMap((world, at) => world.checkpoints().map((entry) => ({ ...entry, id: `${names[at]}/${entry.id}` }))),
    snapshotAll: () => worlds.map((world) => world.snapshot()),
    restoreAll(state) {
      if (!Array.isArray(state)) throw new ConfigError('state', typeof state, 'a list with the state of each part')
      for (const [at, world] of worlds.entries()) world.restore(state[at])
    },
    async close() {
      for (const world of worlds) await world.close?.()
    },
  }
}

function joined(scores: readonly Score[], names: readonly string[]): Score {
  return {
    value: scores.reduce((sum, { value }) => sum + value, 0) / scores.length,
    isSolved: scores.every(({ isSolved }) => isSolved),
    evidence: scores.flatMap(({ evidence }, at) => evidence.map((words) => `${names[at]}: ${words}`)),
  }
}

/** Goes on with a value, at once where it is there. */
export function onceThere<T, R>(value: T | Promise<T>, go: (there: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(go) : go(value)
}
