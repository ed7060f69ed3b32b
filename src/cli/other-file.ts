import { statSync } from 'node:fs'
import { ConfigError } from '../domain/index.js'

/**
 * Refuses to write over what is read, under whatever name: `--force` is meant for what was written before.
 *
 * @throws ConfigError where `out` is one of the sources, also through a link
 */
export function requireOtherFile(out: string, sources: readonly string[]): void {
  const own = identityOf(out)
  if (own === undefined || !sources.some((source) => identityOf(source) === own)) return
  throw new ConfigError('--out', out, 'another file than what is read')
}

function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return found === undefined ? undefined : `${found.dev}:${found.ino}`
}
