import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError, counted, DataError } from '../domain/index.js'
import { readSessionFile } from '../import/index.js'
import { renderSheet, USUAL_QUESTION } from '../report/index.js'
import { drawSheet, LEAST_AUDITED } from '../sessions/index.js'
import type { Io } from './io.js'

/** Options of `leadline label page`. */
interface PageOptions {
  readonly out: string
  readonly sample: number
  readonly seed: number
  readonly all?: boolean
  readonly question?: string
}

/** Writes the page on which readers say how a random sample of sessions ended. */
export async function writeLabelPage(io: Io, path: string, options: PageOptions): Promise<void> {
  if (!/\.html?$/.test(options.out)) throw new ConfigError('--out', options.out, 'a path that ends in .html')
  const { sessions } = await readSessionFile(resolve(io.cwd, path))
  const among = options.all === true ? 'all' : 'unknown'
  const sheet = drawSheet(sessions, { size: options.sample, seed: options.seed, among })
  if (sheet.sessions.length === 0) {
    throw new DataError('nothing-to-label', `${path} has no session without a clear result; --all draws among all`)
  }
  const folder = new URL('../../web/', import.meta.url)
  const html = renderSheet(sheet, options.question ?? USUAL_QUESTION, {
    style: readFileSync(new URL('label.css', folder), 'utf8'),
    script: readFileSync(new URL('label.js', folder), 'utf8'),
  })
  const out = resolve(io.cwd, options.out)
  writeFileSync(`${out}.part`, html, { mode: 0o600 })
  renameSync(`${out}.part`, out)
  io.out(
    [
      `Page: ${out}`,
      `${counted(sheet.sessions.length, 'session')} drawn at random from ${sheet.from}. Two readers open it in a browser, each alone, and save their labels; then`,
      `  leadline label readers ${path} labels-one.json labels-two.json`,
      `A judge can be corrected from ${LEAST_AUDITED} known successes and ${LEAST_AUDITED} known failures on.`,
      '',
    ].join('\n'),
  )
}
