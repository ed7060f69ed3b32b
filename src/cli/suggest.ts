import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { ConfigError, RELEASE, type Session } from '../domain/index.js'
import { readSessionFile } from '../import/index.js'
import { interventions } from '../probe/index.js'
import { renderJson, renderSuggestion, versionsOf } from '../report/index.js'
import { type Suggestion, suggestFrom } from '../sessions/index.js'
import type { Io } from './io.js'
import { requireOtherFile } from './other-file.js'
import { taskFilesOf } from './suggest-task.js'

/** Options of `leadline suggest`. */
export interface SuggestOptions {
  readonly out: string
  /** Where the proposal is also written as a module of tasks, with a configuration. */
  readonly task?: string
  readonly config: string
  readonly force?: boolean
  readonly json?: boolean
}

/** Turns recorded sessions into a proposal for tasks and probes of one's own, as files to edit. */
export async function suggest(io: Io, path: string, options: SuggestOptions): Promise<void> {
  const out = resolve(io.cwd, options.out)
  const record = resolve(io.cwd, path)
  const written = [['--out', out] as const, ...placesOf(io, options)]
  for (const [option, file] of written) {
    if (existsSync(file) && options.force !== true) {
      throw new ConfigError(option, file, 'a file that is not there yet, or --force')
    }
    requireOtherFile(file, [record])
  }
  const { sessions } = await readSessionFile(record)
  const suggestion: Suggestion = {
    schemaVersion: 1,
    kind: 'suggestion',
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    record: basename(path),
    sessions: sessions.length,
    ...suggestFrom(sessions, { known: interventions.map(({ name }) => name) }),
  }
  const files = filesOf(io, { suggestion, sessions }, options)
  for (const [file, text] of files) {
    writeFileSync(`${file}.part`, text, { mode: 0o600 })
    renameSync(`${file}.part`, file)
  }
  io.out(options.json === true ? renderJson(suggestion) : renderSuggestion(suggestion, io))
  io.err(`Proposal to edit: ${files.map(([file]) => file).join(', ')}\n`)
  if (options.task !== undefined)
    io.err(`Next: \`leadline check task ${options.task}\` names what is still to be written.\n`)
}

function placesOf(io: Io, { task, config }: SuggestOptions): (readonly [string, string])[] {
  if (task === undefined) return []
  if (!/\.m?ts$/.test(task)) throw new ConfigError('--task', task, 'the name of a TypeScript file, such as task.ts')
  const places = [
    ['--task', resolve(io.cwd, task)],
    ['--config', resolve(io.cwd, config)],
  ] as const
  if (places[0][1] === places[1][1]) throw new ConfigError('--config', config, 'another file than that of --task')
  return [...places]
}

function filesOf(
  io: Io,
  from: { readonly suggestion: Suggestion; readonly sessions: readonly Session[] },
  options: SuggestOptions,
): (readonly [string, string])[] {
  const { task, config } = options
  const proposal = [resolve(io.cwd, options.out), renderJson(from.suggestion)] as const
  if (task === undefined) return [proposal]
  const at = { task: resolve(io.cwd, task), config: resolve(io.cwd, config) }
  return [proposal, ...taskFilesOf(from, at)]
}
