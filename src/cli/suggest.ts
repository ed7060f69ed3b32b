import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { ConfigError, RELEASE } from '../domain/index.js'
import { readSessionFile } from '../import/index.js'
import { interventions } from '../probe/index.js'
import { renderJson, renderSuggestion, versionsOf } from '../report/index.js'
import { type Suggestion, suggestFrom } from '../sessions/index.js'
import type { Io } from './io.js'
import { requireOtherFile } from './other-file.js'

/** Options of `leadline suggest`. */
interface SuggestOptions {
  readonly out: string
  readonly force?: boolean
  readonly json?: boolean
}

/** Turns recorded sessions into a proposal for tasks and probes of one's own, as a file to edit. */
export async function suggest(io: Io, path: string, options: SuggestOptions): Promise<void> {
  const out = resolve(io.cwd, options.out)
  if (existsSync(out) && options.force !== true) {
    throw new ConfigError('--out', out, 'a file that is not there yet, or --force')
  }
  const record = resolve(io.cwd, path)
  requireOtherFile(out, [record])
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
  const text = renderJson(suggestion)
  writeFileSync(`${out}.part`, text, { mode: 0o600 })
  renameSync(`${out}.part`, out)
  io.out(options.json === true ? text : renderSuggestion(suggestion, io))
  io.err(`Proposal to edit: ${out}\n`)
}
