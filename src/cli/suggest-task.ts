import { dirname, relative, sep } from 'node:path'
import { suggestedConfig, suggestedTasks } from '../config/index.js'
import { DataError, type Session } from '../domain/index.js'
import { interventionNamed } from '../probe/index.js'
import { type Suggestion, seenTools } from '../sessions/index.js'
import { drawSeed } from './private-seed.js'

/**
 * A proposal as a module of tasks, and a configuration that uses it.
 *
 * @throws DataError where the sessions show no family of tasks
 */
export function taskFilesOf(
  { suggestion, sessions }: { readonly suggestion: Suggestion; readonly sessions: readonly Session[] },
  at: { readonly task: string; readonly config: string },
): (readonly [string, string])[] {
  const { families, record } = suggestion
  if (families.length === 0) {
    throw new DataError(
      'no-families',
      `${record} is without sessions that go through the same tools; expected some of which a task can be made`,
    )
  }
  const seen = seenTools(sessions)
  const tasks = families.map(({ name, sessions: own, tools, bands }) => {
    const used = tools.flatMap((tool) => seen.find((one) => one.name === tool) ?? [])
    return { name: name || 'task', sessions: own, bands, tools: used }
  })
  const path = relative(dirname(at.config), at.task).split(sep).join('/')
  const config = suggestedConfig({
    module: path.startsWith('.') ? path : `./${path}`,
    seed: drawSeed(),
    sizes: sizesOf(families),
    probes: probesOf(suggestion),
  })
  return [
    [at.task, suggestedTasks(tasks, record)],
    [at.config, config],
  ]
}

const LEAST_SIZE = 5
const MOST_SIZE = 20_000

/** The middle of the shortest sessions and of the longest ones, as sizes that a study can have. */
function sizesOf(families: Suggestion['families']): { readonly narrow: number; readonly long: number } {
  const bands = families.flatMap((family) => family.bands)
  const middles = bands.map(({ from, to }) => Math.round((from + to) / 2))
  const narrow = Math.min(MOST_SIZE - LEAST_SIZE, Math.max(LEAST_SIZE, Math.min(...middles)))
  return { narrow, long: Math.min(MOST_SIZE, Math.max(narrow + LEAST_SIZE, ...middles)) }
}

/** What was seen most for each intervention, where and how often it was seen. */
function probesOf({ probes }: Suggestion) {
  const named = new Map<string, { intervention: string; seen: string; trigger: number; calls?: number }>()
  for (const { intervention, seen, trigger, times } of probes) {
    if (intervention === undefined || named.has(intervention)) continue
    const hasCalls = Object.hasOwn(interventionNamed(intervention).dose, 'calls')
    named.set(intervention, { intervention, seen, trigger: Math.min(0.95, trigger), ...(hasCalls && { calls: times }) })
  }
  return [...named.values()]
}
