import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { asJson, ConfigError, canonicalJson, DataError, type JsonValue } from '../../domain/index.js'
import type { ReadyServer } from './connection.js'
import { fillIn } from './secrets.js'
import type { ServerFamily, ServerTask, ToolServer } from './server-family.js'
import { type FolderState, readFolder } from './work-folder.js'

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
  /** What makes its tasks what they are, without keys and paths of this machine. */
  readonly identity: JsonValue
}

const WAIT_MS = 60_000

/** @throws ConfigError where a folder, a variable or a condition cannot be used */
export function prepareFamily(family: ServerFamily, at: ServerSurroundings): PreparedFamily {
  const { name, server, folder, tasks, callWaitMs: waitMs = WAIT_MS } = family
  refuseTwins(name, tasks)
  const starts = new Map(tasks.map((task) => [task, startOf(family, task, at)]))
  const isProcess = 'command' in server
  const { values, secrets } = isProcess
    ? fillIn(`server.env of ${name}`, server.env, at.env)
    : fillIn(`server.headers of ${name}`, server.headers, at.env)
  if (!isProcess) requireAddress(name, server.url)
  for (const task of tasks) requireFolder(family, task)
  return {
    family,
    secrets,
    waitMs,
    place: at.folder,
    startOf: (task) => starts.get(task) ?? {},
    serverIn: (place) => {
      const shared = { secrets, waitMs }
      if (!isProcess) return { kind: 'address', url: server.url, headers: values, ...shared }
      const args = (server.args ?? []).map((word) => placed(word, place))
      const env = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, placed(value, place)]))
      return {
        kind: 'process',
        command: server.command,
        args,
        env,
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

/** A server as an error names it. */
export function serverWords(server: ToolServer): string {
  return 'command' in server ? [server.command, ...(server.args ?? [])].join(' ') : server.url
}

const placed = (word: string, folder: string) => word.replaceAll('{folder}', folder)

function startOf(family: ServerFamily, task: ServerTask, at: ServerSurroundings): FolderState {
  const given = task.folder ?? family.folder
  if (given === undefined) return {}
  const path = resolve(at.folder, given)
  const setting = `folder of ${family.name}`
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
  if (!hasFolder && 'files' in task.score) {
    throw new ConfigError(`score of ${family.name}/${task.name}`, 'files', 'a command, since the task has no folder')
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
