import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { asJson, ConfigError, canonicalJson, DataError, type JsonValue } from '../../domain/index.js'
import { fillIn, type ReadyServer } from '../mcp/index.js'
import { plainEnvironment } from '../processes/index.js'
import type { UserCommand } from './command.js'
import type { ServerFamily, ServerTask, ToolServer } from './server-family.js'
import { type FolderState, readFolder, textIn } from './work-folder.js'

/** Where a family is described, and what it may read there. */
export interface ServerSurroundings {
  /** Relative paths begin here. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A family with its folders read and the environment put in. */
export interface PreparedFamily {
  readonly family: ServerFamily
  /** What the folder of a task holds in the beginning; nothing where it has none. */
  readonly startOf: (task: ServerTask) => FolderState
  readonly serverIn: (folder: string) => ReadyServer
  readonly secrets: readonly string[]
  readonly waitMs: number
  /** Where commands are started that have no work folder. */
  readonly place: string
  /** A command of the user's as it is started in a folder. */
  readonly commandIn: (words: readonly string[], folder: string) => UserCommand
  /** What makes its tasks what they are, without keys and paths of this machine. */
  readonly identity: JsonValue
}

const WAIT_MS = 60_000

/** @throws ConfigError where a folder, a variable or a condition cannot be used */
export function prepareFamily(described: ServerFamily, at: ServerSurroundings): PreparedFamily {
  const family = { ...described, tasks: described.tasks.map((task) => withChecks(described, task, at)) }
  const { name, server, folder, tasks, callWaitMs: waitMs = WAIT_MS } = family
  refuseTwins(name, tasks)
  const starts = new Map(tasks.map((task) => [task, startOf(family, task, at)]))
  const isProcess = 'command' in server
  const { values, secrets, unrecorded } = isProcess
    ? fillIn(`server.env of ${name}`, server.env, at.env)
    : fillIn(`server.headers of ${name}`, server.headers, at.env)
  const own = fillIn(`environment of ${name}`, family.environment, at.env)
  // A placeholder beside it changes a value: what the environment put in is hidden by itself, too.
  const hidden = [...secrets, ...unrecorded, ...own.secrets, ...own.unrecorded]
  if (!isProcess) requireAddress(name, server.url)
  for (const task of tasks) requireFolder(family, task)
  return {
    family,
    secrets: hidden,
    waitMs,
    place: at.folder,
    commandIn: (words, place) => {
      const where = { folder: place, config: at.folder }
      const environment = { ...commandEnvironment(at.env), ...placedValues(own.values, where) }
      return { words: words.map((word) => placed(word, where)), folder: place, waitMs, environment, secrets: hidden }
    },
    startOf: (task) => starts.get(task) ?? {},
    serverIn: (place) => {
      const shared = { secrets, unrecorded, waitMs }
      if (!isProcess) return { kind: 'address', url: server.url, headers: values, ...shared }
      const where = { folder: place, config: at.folder }
      const args = (server.args ?? []).map((word) => placed(word, where))
      return {
        kind: 'process',
        command: placed(server.command, where),
        args,
        env: placedValues(values, where),
        folder: folder === undefined ? at.folder : place,
        ...shared,
      }
    },
    identity: asJson([
      isProcess ? [server.command, ...(server.args ?? [])] : [server.url],
      ...tasks.map((task) => [asJson(task), starts.get(task) ?? {}]),
    ]),
  }
}

/** Keys of models have no business with what judges or resets. */
function commandEnvironment(env: ServerSurroundings['env']): Record<string, string> {
  return { ...plainEnvironment(env), ...(env.HOME !== undefined && { HOME: env.HOME }) }
}

/** A server as an error names it. */
export function serverWords(server: ToolServer): string {
  return 'command' in server ? [server.command, ...(server.args ?? [])].join(' ') : server.url
}

function placedValues(
  values: Readonly<Record<string, string>>,
  where: { readonly folder: string; readonly config: string },
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, placed(value, where)]))
}

/** `{folder}` is the copied work folder, `{config}` where the family is described. */
function placed(word: string, { folder, config }: { readonly folder: string; readonly config: string }): string {
  return word.replaceAll('{folder}', folder).replaceAll('{config}', config)
}

/** A task whose expected folder is spelt out as conditions on files. */
function withChecks(family: ServerFamily, task: ServerTask, at: ServerSurroundings): ServerTask {
  if (!('expected' in task.score)) return task
  const { expected } = task.score
  const setting = `score.expected of ${family.name}/${task.name}`
  const state = stateAt(setting, expected, at)
  const files = Object.keys(state).flatMap((path) => {
    const equals = textIn(state, path)
    return equals === undefined ? [] : [{ path, equals }]
  })
  if (files.length === 0) throw new ConfigError(setting, expected, 'a folder with at least one text file in it')
  return { ...task, score: { files } }
}

function startOf(family: ServerFamily, task: ServerTask, at: ServerSurroundings): FolderState {
  const given = task.folder ?? family.folder
  return given === undefined ? {} : stateAt(`folder of ${family.name}`, given, at)
}

function stateAt(setting: string, given: string, at: ServerSurroundings): FolderState {
  const path = resolve(at.folder, given)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ConfigError(setting, given, `a folder (looked for at ${path})`)
  }
  try {
    return readFolder(path)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new ConfigError(setting, given, error.message)
  }
}

function refuseTwins(family: string, tasks: readonly ServerTask[]): void {
  const names = tasks.map(({ name }) => name)
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin !== undefined) throw new ConfigError(`tasks of ${family}`, twin, 'each name only once')
}

/** Conditions on files need a folder to hold them against. */
function requireFolder(family: ServerFamily, task: ServerTask): void {
  const hasFolder = (task.folder ?? family.folder) !== undefined
  if (!hasFolder && !('command' in task.score)) {
    throw new ConfigError(
      `score of ${family.name}/${task.name}`,
      'one of files',
      'a command, since the task has no folder',
    )
  }
  if (hasFolder && family.reset !== undefined) {
    throw new ConfigError(`reset of ${family.name}`, canonicalJson(asJson(family.reset)), 'either a folder or a reset')
  }
  if (hasFolder && 'url' in family.server) {
    const expected = 'a server that is started by a command, so that it works in the copy'
    throw new ConfigError(`folder of ${family.name}`, family.folder, expected)
  }
  if (hasFolder && family.folder === undefined) {
    throw new ConfigError(`folder of ${family.name}`, undefined, 'one for all tasks, which a task may replace')
  }
}

function requireAddress(name: string, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    throw new ConfigError(`server.url of ${name}`, url, 'http://host/path or https://host/path')
  }
  if (parsed.username === '' && parsed.password === '') return
  throw new ConfigError(
    `server.url of ${name}`,
    `${parsed.protocol}//...@${parsed.host}`,
    'an address without user and password',
  )
}
