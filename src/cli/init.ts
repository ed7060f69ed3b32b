import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { agentTemplate, configTemplate, ownTaskConfig, ownTaskTemplate } from '../config/index.js'
import { ConfigError } from '../domain/index.js'
import type { Io } from './io.js'
import { drawSeed } from './private-seed.js'

const CONFIG = 'leadline.config.ts'
const TASK = 'task.ts'

/** What is written beside the configuration; alone where left out. */
interface InitOptions {
  readonly force?: boolean
  /** A task to put tools in. */
  readonly task?: boolean
  /** Work for an agent, and a script that judges it. */
  readonly agent?: boolean
}

/** Writes the commented configuration that `plan` and `probe` read, and what is wanted beside it. */
export function init(io: Io, options: InitOptions): void {
  if (options.task === true && options.agent === true) {
    throw new ConfigError('--agent', 'given with --task', 'one of the two: an agent brings its own tools')
  }
  const { files, next } = startOf(options)
  for (const name of Object.keys(files)) {
    if (!existsSync(join(io.cwd, name)) || options.force === true) continue
    throw new ConfigError(name, 'there already', 'no such file, or --force to overwrite it')
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(io.cwd, name)), { recursive: true })
    writeFileSync(join(io.cwd, name), text)
  }
  io.out(`Wrote ${new Intl.ListFormat('en-GB').format(Object.keys(files))}. ${next}\n`)
}

function startOf({ task, agent }: InitOptions): {
  readonly files: Readonly<Record<string, string>>
  readonly next: string
} {
  if (task === true) {
    const next = `Next: \`leadline check task ${TASK}\` says whether the task is ready; then name your model in ${CONFIG}.`
    return { files: { [TASK]: ownTaskTemplate(), [CONFIG]: ownTaskConfig(drawSeed()) }, next }
  }
  if (agent === true) {
    const next = `Say in ${CONFIG} how your agent is started and which model it asks; \`leadline probe\` then runs it.`
    return { files: agentTemplate(drawSeed()), next }
  }
  const next = 'Next: `leadline plan` shows what it would run, `leadline probe` runs it.'
  return { files: { [CONFIG]: configTemplate(drawSeed()) }, next }
}
