import type { z } from 'zod'

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
      const choices = issue.errors.flatMap(([first]) => (first === undefined ? [] : [expectedWords(first)]))
      return [...new Set(choices)].join(' or ')
    }
    default:
      return issue.message
  }
}

function leastWords(origin: string, minimum: number | bigint, isInclusive: boolean): string {
  if (origin === 'string') return 'a text that is not empty'
  if (origin === 'array') return `a list of at least ${minimum}`
  return `a number ${isInclusive ? 'from' : 'above'} ${minimum}`
}
