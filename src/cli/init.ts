import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configTemplate, ownTaskConfig, ownTaskTemplate } from '../config/index.js'
import { ConfigError } from '../domain/index.js'
import type { Io } from './io.js'
import { drawSeed } from './private-seed.js'

const CONFIG = 'leadline.config.ts'
const TASK = 'task.ts'

/** Writes the commented configuration that `plan` and `probe` read, and where it is wanted a task to put tools in. */
export function init(io: Io, options: { readonly force?: boolean; readonly task?: boolean }): void {
  const files =
    options.task === true
      ? { [TASK]: ownTaskTemplate(), [CONFIG]: ownTaskConfig(drawSeed()) }
      : { [CONFIG]: configTemplate(drawSeed()) }
  for (const name of Object.keys(files)) {
    if (!existsSync(join(io.cwd, name)) || options.force === true) continue
    throw new ConfigError(name, 'there already', 'no such file, or --force to overwrite it')
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(io.cwd, name), text)
  io.out(options.task === true ? WITH_TASK : ALONE)
}

const ALONE = `Wrote ${CONFIG}. Next: \`leadline plan\` shows what it would run, \`leadline probe\` runs it.\n`
const WITH_TASK = `Wrote ${TASK} and ${CONFIG}. Next: \`leadline check task ${TASK}\` says whether the task is ready; then name your model in ${CONFIG}.\n`
