import type { z } from 'zod'
import { ConfigError } from '../domain/index.js'

type Issue = z.core.$ZodIssue

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
}

/** What would have been accepted, in the words of every other error. */
export function expectedWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return leastWords(issue.origin, issue.minimum, issue.inclusive !== false)
    case 'too_big':
      return `${TYPES[issue.origin] ?? 'a value'} ${issue.inclusive === false ? 'below' : 'up to'} ${issue.maximum}`
    case 'invalid_union': {
      // Where the schema has words of its own, they are better than those of its parts.
      if (issue.message.startsWith(OWN_WORDS)) return issue.message
      const choices = issue.errors.flatMap(([first]) => (first === undefined ? [] : [expectedWords(first)]))
      return [...new Set(choices)].join(' or ')
    }
    default:
      return issue.message
  }
}

/** How a schema begins that says itself what would do. */
const OWN_WORDS = 'one of '

function leastWords(origin: string, minimum: number | bigint, isInclusive: boolean): string {
  if (origin === 'string') return 'a text that is not empty'
  if (origin === 'array') return `a list of at least ${minimum}`
  return `a number ${isInclusive ? 'from' : 'above'} ${minimum}`
}

/**
 * The first problem of what was parsed, and how many more there are.
 *
 * @param value what was parsed
 * @param whole name of the whole, for a problem that has no place in it, and the fields that it may have
 */
export function firstProblem(
  { issues }: z.ZodError,
  value: unknown,
  whole: { readonly what: string; readonly known: readonly string[] },
): ConfigError {
  const [first] = issues
  const more =
    issues.length > 1 ? ` (and ${issues.length - 1} more ${issues.length === 2 ? 'problem' : 'problems'})` : ''
  if (first === undefined) return new ConfigError(whole.what, value, `a ${whole.what}`)
  const path = pathText(first.path)
  if (first.code === 'unrecognized_keys') {
    const at = path === '' ? '' : `${path}.`
    const expected = path === '' ? `one of ${whole.known.join(', ')}` : 'no such setting'
    return new ConfigError(`${at}${first.keys[0]}`, 'unknown', expected + more)
  }
  return new ConfigError(path === '' ? whole.what : path, valueAt(value, first.path), expectedWords(first) + more)
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value)
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null
}
