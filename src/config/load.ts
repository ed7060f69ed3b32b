import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { z } from 'zod'
import { ConfigError } from '../domain/index.js'
import { type Config, type ConfigInput, configSchema } from './schema.js'

/** Gives a configuration back as it is; lets an editor check and complete it. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}

/**
 * Reads a configuration: a module with a default export (`.ts`, `.mjs`, `.js`) or JSON.
 *
 * @throws ConfigError that names the first problem and says how many more there are
 */
export async function loadConfig(path: string): Promise<Config> {
  return parseConfig(path.endsWith('.json') ? await readJson(path) : await readModule(path))
}

/** @throws ConfigError with the path of the first problem */
export function parseConfig(value: unknown): Config {
  const parsed = configSchema.safeParse(value)
  if (!parsed.success) throw asConfigError(parsed.error, value)
  const { gate, repeats, forkRepeats } = parsed.data
  if (gate.of > repeats) throw new ConfigError('gate.of', gate.of, `at most repeats (${repeats})`)
  if (gate.solved > gate.of) throw new ConfigError('gate.solved', gate.solved, `at most gate.of (${gate.of})`)
  if (forkRepeats > repeats) throw new ConfigError('forkRepeats', forkRepeats, `at most repeats (${repeats})`)
  return parsed.data
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(path, reasonOf(error), 'a file with JSON in it')
  }
}

async function readModule(path: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(path).href)
    return module.default
  } catch (error) {
    throw new ConfigError(path, reasonOf(error), 'a module that loads and exports a configuration as default')
  }
}

function asConfigError({ issues }: z.ZodError, value: unknown): ConfigError {
  const [first] = issues
  const more =
    issues.length > 1 ? ` (and ${issues.length - 1} more ${issues.length === 2 ? 'problem' : 'problems'})` : ''
  if (first === undefined) return new ConfigError('configuration', value, 'a configuration')
  const path = pathText(first.path)
  if (first.code === 'unrecognized_keys') {
    const at = path === '' ? '' : `${path}.`
    const expected = path === '' ? `one of ${Object.keys(configSchema.shape).join(', ')}` : 'no such setting'
    return new ConfigError(`${at}${first.keys[0]}`, 'unknown', expected + more)
  }
  return new ConfigError(
    path === '' ? 'configuration' : path,
    valueAt(value, first.path),
    first.message.toLowerCase() + more,
  )
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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
