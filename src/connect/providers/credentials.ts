import { ConfigError } from '../../domain/index.js'
import type { ModelSpec, OpenContext } from './open-model.js'
import type { Place } from './place.js'
import type { Vendor } from './vendors.js'

/**
 * What the environment holds of what the vendor needs.
 *
 * @throws ConfigError that names a variable that is missing where the vendor is to be asked
 */
export function credentialsOf(
  spec: ModelSpec,
  { vendor }: Place,
  context: OpenContext,
): Readonly<Record<string, string>> {
  const { env, purpose } = context
  if (spec.keyVariable !== undefined) {
    const key = found(env, spec.keyVariable)
    if (key === undefined && purpose === 'run')
      throw new ConfigError(spec.keyVariable, undefined, 'a key in the environment')
    // Whatever the variable is called here, the package knows it by its usual name.
    const name = vendor?.needs[0]?.[0] ?? spec.keyVariable
    return { ...others(env, vendor, name), ...(key !== undefined && { [name]: key }) }
  }
  if (vendor === undefined) return {}
  const present = pick(env, [...vendor.needs.flat(), ...(EXTRA[vendor.name] ?? [])])
  if (purpose === 'run' && missingFor(vendor, env, spec) !== undefined) {
    const missing = missingFor(vendor, env, spec) ?? ''
    const all = vendor.needs.flat().length > 1 ? ` (${needsWords(vendor)})` : ''
    throw new ConfigError(missing, undefined, `the key for ${vendor.name} in the environment${all}`)
  }
  return present
}

/** Taken along where they are set. */
const EXTRA: Readonly<Record<string, readonly string[]>> = { bedrock: ['AWS_SESSION_TOKEN'] }

/** What else a vendor needs beside the key of another name. */
function others(env: OpenContext['env'], vendor: Vendor | undefined, key: string): Readonly<Record<string, string>> {
  return pick(
    env,
    (vendor?.needs[0] ?? []).filter((name) => name !== key),
  )
}

/** The first variable that keeps a vendor from being asked; undefined where it can be. */
function missingFor(
  vendor: Vendor,
  env: OpenContext['env'],
  { baseUrl }: Pick<ModelSpec, 'baseUrl'>,
): string | undefined {
  const gaps = vendor.needs.map((names) => {
    // A resource only says what the address would be.
    return names.filter(
      (name) => found(env, name) === undefined && !(baseUrl !== undefined && /_RESOURCE_NAME$/.test(name)),
    )
  })
  return gaps.toSorted((a, b) => a.length - b.length)[0]?.[0]
}

/** Sets of variables in words: `A and B, or C`. */
export function needsWords({ needs }: Pick<Vendor, 'needs'>): string {
  return needs.map((names) => names.join(' and ')).join(', or ')
}

/** Whether the environment holds all that a vendor needs. */
export function isReady(vendor: Vendor, env: OpenContext['env']): boolean {
  return vendor.needs.some((names) => names.every((name) => found(env, name) !== undefined))
}

function pick(env: OpenContext['env'], names: readonly string[]): Readonly<Record<string, string>> {
  const entries = names.flatMap((name): [string, string][] => {
    const value = found(env, name)
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(entries)
}

/** The value of a variable; undefined where it is empty. */
export function found(env: OpenContext['env'], name: string): string | undefined {
  const value = env[name]?.trim()
  return value === undefined || value === '' ? undefined : value
}

/** Regions, projects, profiles and the like are no secrets, and hiding them would spoil what is said. */
export function secretsAmong(credentials: Readonly<Record<string, string>>): string[] {
  return Object.entries(credentials).flatMap(([name, value]) =>
    /REGION|PROJECT|LOCATION|RESOURCE|PROFILE|ROLE_ARN|_FILE$|_URI$/.test(name) ? [] : [value],
  )
}

/** @throws ConfigError where a header names a variable that is not set */
export function headersOf(
  { headers = {} }: ModelSpec,
  { env, purpose }: OpenContext,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (typeof value === 'string') return [name, value]
      const text = found(env, value.env)
      if (text === undefined && purpose === 'run')
        throw new ConfigError(value.env, undefined, `the value of the header ${name}`)
      return [name, text ?? '']
    }),
  )
}
