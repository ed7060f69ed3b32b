import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configTemplate } from '../config/index.js'
import { ConfigError } from '../domain/index.js'
import type { Io } from './io.js'
import { drawSeed } from './private-seed.js'

/** Writes the commented configuration that `plan` and `probe` read. */
export function init(io: Io, options: { readonly force?: boolean }): void {
  const path = join(io.cwd, 'leadline.config.ts')
  if (existsSync(path) && options.force !== true) {
    throw new ConfigError('leadline.config.ts', 'there already', 'no such file, or --force to overwrite it')
  }
  writeFileSync(path, configTemplate(drawSeed()))
  io.out('Wrote leadline.config.ts. Next: `leadline plan` shows what it would run, `leadline probe` runs it.\n')
}
