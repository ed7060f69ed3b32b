import { ConfigError, STRATA } from '../domain/index.js'
import { type ColumnMap, TABLE_COLUMNS } from './columns.js'
import { asObject } from './place.js'

/**
 * A mapping from flags: `success=resolved`, `task=benchmark+instance`; strata as `narrow=swe-bench`,
 * `long=gaia,commit0`.
 *
 * @throws ConfigError where a flag is not of this form or names no canonical column
 */
export function columnMapFromFlags(flags: {
  readonly map?: readonly string[]
  readonly stratum?: readonly string[]
}): ColumnMap {
  const pairs = (flags.map ?? []).map((flag) => {
    const [name, value] = splitFlag(flag, '--map', 'a column and its source, such as success=resolved')
    const sources = value.split('+').map((source) => source.trim())
    return [name, sources.length === 1 ? value : sources] as const
  })
  const strata = (flags.stratum ?? []).map((flag) => {
    const [name, value] = splitFlag(flag, '--stratum', 'narrow or long and its families, such as long=gaia,commit0')
    return [name, value.split(',').map((family) => family.trim())] as const
  })
  if (strata.length === 0) return readColumnMap(Object.fromEntries(pairs), '--map')
  const sides = Object.fromEntries(strata)
  checkEach(sides, '--stratum', STRATA, NAMES)
  return { ...readColumnMap(Object.fromEntries(pairs), '--map'), strata: sides }
}

function splitFlag(flag: string, path: string, expected: string): readonly [string, string] {
  const cut = flag.indexOf('=')
  const [name, value] = [flag.slice(0, cut).trim(), flag.slice(cut + 1).trim()]
  if (cut < 1 || name === '' || value === '') throw new ConfigError(path, flag, expected)
  return [name, value]
}

/**
 * A mapping from parsed JSON, such as the content of a small file.
 *
 * @param path what to call it in errors
 * @throws ConfigError where a key or a value is not one of a mapping
 */
export function readColumnMap(value: unknown, path: string): ColumnMap {
  const map = asObject(value)
  if (map === undefined) throw new ConfigError(path, value, 'an object such as {"success": "resolved"}')
  const keys = [...TABLE_COLUMNS, 'constants', 'values', 'strata']
  const at = (key: string) => (path.startsWith('--') ? `${path} ${key}` : `${path}.${key}`)
  for (const [key, entry] of Object.entries(map)) {
    if (!keys.includes(key)) throw new ConfigError(path, key, `one of ${keys.join(', ')}`)
    if (key === 'constants') checkEach(entry, at(key), TABLE_COLUMNS, CONSTANT)
    else if (key === 'values') checkEach(entry, at(key), TABLE_COLUMNS, VALUE_MAP)
    else if (key === 'strata') checkEach(entry, at(key), STRATA, NAMES)
    else if (!isName(entry) && !isNames(entry)) throw new ConfigError(at(key), entry, 'a column, or a list of columns')
  }
  return map as ColumnMap
}

function checkEach(value: unknown, path: string, keys: readonly string[], { accepts, expected }: EntryRule): void {
  const object = asObject(value)
  if (object === undefined) throw new ConfigError(path, value, 'an object')
  for (const [key, entry] of Object.entries(object)) {
    if (!keys.includes(key)) throw new ConfigError(path, key, `one of ${keys.join(', ')}`)
    if (!accepts(entry)) throw new ConfigError(`${path}.${key}`, entry, expected)
  }
}

/** What the entries of an object may be. */
interface EntryRule {
  readonly accepts: (entry: unknown) => boolean
  readonly expected: string
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isNames = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isName)
const isConstant = (value: unknown): boolean => isName(value) || (typeof value === 'number' && Number.isFinite(value))
function isValueMap(value: unknown): boolean {
  const map = asObject(value)
  return map !== undefined && Object.values(map).every((entry) => entry === null || typeof entry !== 'object')
}

const CONSTANT: EntryRule = { accepts: isConstant, expected: 'text or a number' }
const VALUE_MAP: EntryRule = { accepts: isValueMap, expected: 'an object of values' }
const NAMES: EntryRule = { accepts: isNames, expected: 'a list of families' }
