import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from '../domain/index.js'
import { exampleTable } from '../import/index.js'
import type { Io } from './io.js'
import { RECORDED_REFERENCE } from './recorded.js'

/** Writes the recorded public table as a file, from a data folder or built from its public repository. */
export async function example(
  io: Io,
  path: string,
  options: { readonly json?: boolean; readonly force?: boolean },
): Promise<void> {
  const target = resolve(io.cwd, path)
  if (existsSync(target) && options.force !== true) {
    throw new ConfigError(path, 'there already', 'no such file, or --force to overwrite it')
  }
  const { LEADLINE_DATA: dataFolder, LEADLINE_EXAMPLE_URL: baseUrl } = io.env
  const table = await exampleTable({
    signal: io.signal,
    ...(dataFolder !== undefined && { dataFolder }),
    ...(baseUrl !== undefined && { baseUrl }),
  })
  writeFileSync(target, table.text)
  const rows = table.rows.length
  if (options.json === true) {
    io.out(`${JSON.stringify({ schemaVersion: 1, kind: 'example', path, rows, origin: table.origin })}\n`)
    return
  }
  io.out(
    `Wrote ${rows} rows to ${path}. Try:\n  leadline shadow ${path} --preset openhands --reference ${RECORDED_REFERENCE} \\\n    --stratum narrow=swe-bench --stratum long=gaia,commit0 --contrast other-work\n`,
  )
}
