import { ConfigError } from '../../domain/index.js'
import { asObject } from '../place.js'
import { listOf, wordOf } from '../traces/values.js'
import { REDACTION_RULES, type RedactionRule } from './redact.js'

/**
 * The rules of a redaction file: the user's own first, then those built in but for the ones named in `without`.
 *
 * @param value the parsed file: `{ "rules": [{ "name": "customer", "pattern": "C-\\d{6}", "flags": "i" }], "without": ["e-mail"] }`
 * @throws ConfigError with the path of what cannot be used
 */
export function readRedactionRules(value: unknown, file: string): RedactionRule[] {
  const object = asObject(value)
  if (object === undefined) throw new ConfigError(file, value, 'an object with rules')
  const stray = Object.keys(object).find((name) => name !== 'rules' && name !== 'without')
  if (stray !== undefined) throw new ConfigError(file, stray, 'rules or without')
  const own = listOf(object.rules).map((entry, index) => ruleOf(entry, `${file} rules[${index}]`))
  const names = REDACTION_RULES.map(({ name }) => name)
  const without = listOf(object.without).map((name) => {
    if (typeof name === 'string' && names.includes(name)) return name
    throw new ConfigError(`${file} without`, name, `some of ${names.join(', ')}`)
  })
  return [...own, ...REDACTION_RULES.filter(({ name }) => !without.includes(name))]
}

function ruleOf(value: unknown, path: string): RedactionRule {
  const rule = asObject(value)
  const [name, pattern] = [wordOf(rule?.name), wordOf(rule?.pattern)]
  if (rule === undefined || name === undefined || pattern === undefined) {
    throw new ConfigError(path, value, 'a rule with name and pattern')
  }
  if (!/^[\w -]{1,40}$/.test(name)) throw new ConfigError(`${path}.name`, name, 'at most 40 letters, digits and blanks')
  const flags = typeof rule.flags === 'string' ? rule.flags.replaceAll(/[gd]/g, '') : ''
  const compiled = compile(pattern, `${flags}dg`, path)
  if (new RegExp(pattern, flags).test(''))
    throw new ConfigError(`${path}.pattern`, pattern, 'a pattern that does not match nothing')
  return { name, pattern: compiled }
}

function compile(pattern: string, flags: string, path: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new ConfigError(`${path}.pattern`, pattern, `a regular expression (${error.message})`)
  }
}
