import { resolve } from 'node:path'
import { type Config, loadTasks } from '../config/index.js'
import { type ServerFamily, serverFamily, type TaskScore } from '../connect/index.js'
import { ConfigError, type TaskFamily } from '../domain/index.js'
import { lengthenTasks, widenTasks } from '../probe/index.js'
import { loadBuiltIn } from './built-in.js'
import type { Io } from './io.js'

/** Where a configuration lies, and who reads it. */
export interface ConfigPlace {
  readonly io: Io
  /** Relative paths in it begin here. */
  readonly folder: string
}

/** The families that a configuration names, describes or brings along. */
export async function familiesOf(
  { tasks }: Config,
  at: Pick<ConfigPlace, 'folder'> & { readonly io: Pick<Io, 'env'> },
): Promise<readonly TaskFamily[]> {
  if (tasks.folders !== undefined) return []
  const { harbourFamilies } = await loadBuiltIn()
  const named = tasks.families ?? (tasks.servers === undefined && tasks.files === undefined ? harbourFamilies : [])
  const own = named.map((entry) => {
    if (typeof entry !== 'string') return entry
    const family = harbourFamilies.find(({ name }) => name === entry)
    const known = harbourFamilies.map(({ name }) => name).join(', ')
    if (family === undefined) throw new ConfigError('tasks.families', entry, `one of ${known}`)
    return family
  })
  const read: TaskFamily[] = []
  for (const file of tasks.files ?? []) read.push(...(await loadTasks(resolve(at.folder, file))))
  requireOneName([...own, ...read])
  const served: TaskFamily[] = []
  for (const described of tasks.servers ?? []) {
    served.push(await serverFamily(asFamily(described), { folder: at.folder, env: at.io.env }))
  }
  return [...[...own, ...read].map((family) => composed(family, tasks)), ...served]
}

/** Two tasks of one name could not be told apart in a record. */
function requireOneName(families: readonly TaskFamily[]): void {
  const names = families.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new ConfigError('tasks', `two tasks called ${twice}`, 'a name of its own for each')
}

function composed(family: TaskFamily, { inARow, sideBySide }: Config['tasks']): TaskFamily {
  const wide = sideBySide === undefined ? family : widenTasks(family, sideBySide)
  return inARow === undefined ? wide : lengthenTasks(wide, inARow)
}

type Described = NonNullable<Config['tasks']['servers']>[number]

function asFamily(described: Described): ServerFamily {
  const { command, args, env, url = '', headers } = described.server
  return {
    ...described,
    server: command === undefined ? { url, headers } : { command, args, env },
    tasks: described.tasks.map(({ score, ...task }) => ({ ...task, score: asScore(score) })),
  }
}

function asScore({ files = [], expected, command }: Described['tasks'][number]['score']): TaskScore {
  if (command !== undefined) return { command }
  return expected === undefined ? { files } : { expected }
}

/** Trials take turns at one server: each brings it back to its own state, or meets what the one before left. */
export function isShared({ tasks }: Config): boolean {
  return tasks.servers?.some(({ folder }) => folder === undefined) === true
}
