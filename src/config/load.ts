import { readFile, stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { ConfigError, RecordError, type TaskFamily } from '../domain/index.js'
import { requireWork } from './agent-work.js'
import { withPathsFrom } from './agents.js'
import { firstProblem } from './issues.js'
import { withOwnPackage } from './own-modules.js'
import { type Config, type ConfigInput, configSchema, taskFamily } from './schema.js'

/** Gives a configuration back as it is; lets an editor check and complete it. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}

/**
 * Reads a configuration: a module with a default export (`.ts`, `.mjs`, `.js`) or JSON.
 *
 * @throws RecordError where the file cannot be read or its module does not load
 * @throws ConfigError that names the first problem and says how many more there are
 */
export async function loadConfig(path: string): Promise<Config> {
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true) throw unreadable(path, 'a folder')
  return withPathsFrom(parseConfig(path.endsWith('.json') ? await readJson(path) : await readModule(path)), path)
}

/** @throws ConfigError with the path of the first problem */
export function parseConfig(value: unknown): Config {
  const parsed = configSchema.safeParse(value)
  if (!parsed.success) {
    throw firstProblem(parsed.error, value, { what: 'configuration', known: Object.keys(configSchema.shape) })
  }
  const { repeats, forkRepeats, tasks } = parsed.data
  const { gate = { solved: Math.min(2, repeats), of: Math.min(3, repeats) } } = parsed.data
  const proxied = parsed.data.systems.findIndex((entry) => entry.proxied !== undefined)
  if (proxied !== -1 && (tasks.servers === undefined || (tasks.families ?? tasks.files) !== undefined)) {
    throw new ConfigError(
      `systems[${proxied}].proxied`,
      'an agent behind the proxy',
      'tasks.servers and no tasks.families or tasks.files',
    )
  }
  const isGiven = tasks.servers !== undefined || tasks.folders !== undefined
  if (tasks.forms === undefined && (!isGiven || (tasks.families ?? tasks.files) !== undefined)) {
    throw new ConfigError('tasks.forms', undefined, 'a list of at least 1')
  }
  if (gate.of > repeats) throw new ConfigError('gate.of', gate.of, `at most repeats (${repeats})`)
  if (gate.solved > gate.of) throw new ConfigError('gate.solved', gate.solved, `at most gate.of (${gate.of})`)
  if (forkRepeats > repeats) throw new ConfigError('forkRepeats', forkRepeats, `at most repeats (${repeats})`)
  const config = { ...parsed.data, gate }
  requireWork(config)
  return config
}

/**
 * The tasks of a module: its default export, one or a list.
 *
 * @throws RecordError where the module does not load
 * @throws ConfigError where it exports no task
 */
export async function loadTasks(path: string): Promise<readonly TaskFamily[]> {
  const place = await stat(path).catch(() => undefined)
  if (place?.isFile() !== true) {
    const found = place === undefined ? 'missing' : place.isDirectory() ? 'a folder' : 'no plain file'
    throw new RecordError(path, undefined, found, A_TASK_FILE, { code: 'task-unreadable' })
  }
  const found = await readModule(path, A_TASK_FILE)
  const parsed = z
    .array(taskFamily)
    .min(1)
    .safeParse(Array.isArray(found) ? found : [found])
  if (parsed.success) return parsed.data
  throw new ConfigError(`default export of ${path}`, found, 'a task (defineTask), or a list of tasks')
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw unreadable(path, `no JSON (${reasonOf(cause)})`, { cause })
  }
}

const A_TASK_FILE = 'a module whose default export is a task (defineTask), or a list of tasks'

async function readModule(path: string, expected?: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await withOwnPackage(() => import(pathToFileURL(path).href))
    return module.default
  } catch (cause) {
    throw unreadable(path, `a module that does not load (${reasonOf(cause)})`, { cause, expected })
  }
}

function unreadable(
  path: string,
  found: string,
  { cause, expected: wanted }: { readonly cause?: unknown; readonly expected?: string | undefined } = {},
): RecordError {
  const usual = path.endsWith('.json') ? 'a file with JSON in it' : 'a module that exports a configuration as default'
  const expected = wanted ?? usual
  return new RecordError(path, lineIn(path, cause), found, expected, { code: 'config-unreadable', cause })
}

/** Where in the reader's module it went wrong, as far as the trace says. */
function lineIn(path: string, cause: unknown): string | undefined {
  const stack = cause instanceof Error ? (cause.stack ?? '') : ''
  const [, line] = stack.split(path)[1]?.match(/^:(\d+)/) ?? []
  return line === undefined ? undefined : `line ${line}`
}

function reasonOf(error: unknown): string {
  // Whatever the reader's module threw: one line of it is enough to find the place.
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return line.replace(/ imported from .*/, '').slice(0, 200)
}
