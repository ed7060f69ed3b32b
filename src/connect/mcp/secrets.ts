import { ConfigError } from '../../domain/index.js'

/** Values from the environment put in for their names, and what must never be shown. */
export interface Filled {
  readonly values: Readonly<Record<string, string>>
  /** All values: a header or a variable of a server's own may be a key. */
  readonly secrets: readonly string[]
  /** What the environment put in: kept out of the record too, whatever a server answers. */
  readonly unrecorded: readonly string[]
}

/** Shorter values are words such as `true`, whose hiding would only blur a message. */
const SHORTEST_SECRET = 6

/**
 * Puts the environment in for each `${NAME}`.
 *
 * @param path of the setting, for errors
 * @throws ConfigError where a variable is not set
 */
export function fillIn(
  path: string,
  given: Readonly<Record<string, string>> | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Filled {
  const taken: string[] = []
  const values = Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => {
        const found = env[variable]
        if (found === undefined || found === '') {
          throw new ConfigError(`${path}.${name}`, `\${${variable}}`, `${variable} to be set in the environment`)
        }
        taken.push(found)
        return found
      }),
    ]),
  )
  const secrets = Object.values(values).flatMap((value) => [value, value.replace(/^(Bearer|Basic) /i, '')])
  const worthHiding = (given: readonly string[]) => given.filter(({ length }) => length >= SHORTEST_SECRET)
  return { values, secrets: worthHiding(secrets), unrecorded: worthHiding(taken) }
}

/** A text in which no secret is left. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: a secret may be part of another.
  const ordered = secrets.toSorted((a, b) => b.length - a.length)
  return ordered.reduce((so, secret) => so.replaceAll(secret, '[hidden]'), text)
}

/** One short line of a text in which no secret is left. */
export function shortLine(text: string, secrets: readonly string[], most = 200): string {
  return withoutSecrets(text, secrets)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(-most)
}
