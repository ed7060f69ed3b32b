import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Config, loadConfig } from '../config/index.js'
import { ConfigError } from '../domain/index.js'
import { DEFAULT_CONFIG, DEFAULT_FOLDER } from './default-config.js'
import type { Io } from './io.js'
import { privateSeed } from './private-seed.js'
import { untilSettled } from './settle.js'
import { setupForModels } from './setup-for-model.js'
import { setupFromConfig } from './setup-from-config.js'
import type { StudySetup } from './study-setup.js'
import { probesOf, type Tier, tierNamed } from './tiers.js'

/** Options that say which study is meant. */
export interface SetupOptions {
  readonly config: string
  /** Models on the harbour bank instead of a configured study. */
  readonly model?: readonly string[]
  readonly price?: readonly string[]
  readonly tier?: string
  readonly budget?: number
  readonly concurrency?: number
  /** File of prices of the reader's own. */
  readonly prices?: string
  /** Address of a proxy, before what the environment says. */
  readonly proxy?: string
  /** File of certificate authorities. */
  readonly ca?: string
  /** Longest wait for one answer, before what a configuration states. */
  readonly answerSeconds?: number
  /** Baselines in batches until it is settled who may be trusted, instead of a fixed plan. */
  readonly untilSettled?: boolean
  readonly tolerance?: number
  /** Where records go: a study without a seed has the one that is kept there. */
  readonly folder?: string
}

/**
 * Reads the study that a command is about.
 *
 * @param purpose a key that is missing matters only where the study is to be run
 * @throws ConfigError where there is no configuration or it cannot be used
 */
export async function loadSetup(io: Io, options: SetupOptions, purpose: 'plan' | 'run'): Promise<StudySetup> {
  checkNumbers(options)
  if (options.price !== undefined && options.model === undefined) {
    throw new ConfigError(
      '--price',
      options.price.join(' '),
      '--model beside it; a configuration states its own prices',
    )
  }
  const setup = await fixedSetup(io, options, purpose)
  if (options.untilSettled === true) return untilSettled(setup, options.tolerance ?? TOLERANCE)
  if (options.tolerance !== undefined)
    throw new ConfigError('--tolerance', options.tolerance, '--until-settled beside it')
  return setup
}

/** Width of the zone around the requirement in which either answer will do. */
const TOLERANCE = 0.1

async function fixedSetup(io: Io, options: SetupOptions, purpose: 'plan' | 'run'): Promise<StudySetup> {
  const tier = tierNamed(options.tier)
  if (options.model !== undefined) {
    return withPrivateSeed(io, options, await setupForModels(io, { ...options, tier, purpose }, options.model))
  }
  const { config, folder } = await configAt(io, options.config)
  const stated = withOptions(config, { ...options, ...reachFromHere(io, options) }, tier)
  const setup = await setupFromConfig({ io, folder }, stated, purpose)
  return config.seed === undefined ? withPrivateSeed(io, options, setup) : setup
}

function withPrivateSeed(io: Io, { folder = DEFAULT_FOLDER }: SetupOptions, setup: StudySetup): StudySetup {
  const { seed, keep } = privateSeed(io, folder)
  return { ...setup, design: { ...setup.design, seed }, keepSeed: keep }
}

/** Where a configuration lies, or undefined where there is none. */
export function findConfig(io: Io, name: string): string | undefined {
  const names = name === DEFAULT_CONFIG ? [name, name.replace(/ts$/, 'json')] : [name]
  return names.map((each) => resolve(io.cwd, each)).find((path) => existsSync(path))
}

/**
 * A configuration with the folder it lies in.
 *
 * @throws ConfigError where there is no such file or it cannot be used
 */
export async function configAt(io: Io, name: string): Promise<{ readonly config: Config; readonly folder: string }> {
  const path = findConfig(io, name)
  if (path === undefined) {
    throw new ConfigError('--config', name, 'a configuration file; `leadline init` writes one')
  }
  return { config: await loadConfig(path), folder: dirname(path) }
}

function checkNumbers({ budget, concurrency }: SetupOptions): void {
  if (budget !== undefined && !(budget > 0 && Number.isFinite(budget)))
    throw new ConfigError('--budget', String(budget), 'US dollars above 0')
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency > 0))
    throw new ConfigError('--concurrency', String(concurrency), 'a whole number from 1')
}

/** Files that options name are looked for from here, those that a configuration names from its own folder. */
export function reachFromHere(io: Io, { prices, proxy, ca }: Pick<SetupOptions, 'prices' | 'proxy' | 'ca'>) {
  return {
    ...(prices !== undefined && { prices: resolve(io.cwd, prices) }),
    ...(proxy !== undefined && { proxy }),
    ...(ca !== undefined && { ca: resolve(io.cwd, ca) }),
  }
}

/** Systems of which none is waited for longer than the option says. */
export function withAnswerSeconds(systems: Config['systems'], answerSeconds: number | undefined): Config['systems'] {
  return answerSeconds === undefined ? systems : systems.map((entry) => ({ ...entry, answerSeconds }))
}

function withOptions(config: Config, options: SetupOptions, tier: Tier | undefined): Config {
  const { budget, concurrency, prices, proxy, ca, answerSeconds } = options
  return {
    ...config,
    systems: withAnswerSeconds(config.systems, answerSeconds),
    ...(prices !== undefined && { prices }),
    network: { ...config.network, ...(proxy !== undefined && { proxy }), ...(ca !== undefined && { ca }) },
    ...(budget !== undefined && { budgetUsd: budget }),
    ...(concurrency !== undefined && { concurrency }),
    ...(tier !== undefined && {
      repeats: tier.repeats,
      forkRepeats: tier.forkRepeats,
      gate: tier.gate,
      tasks: { ...config.tasks, forms: config.tasks.forms?.map((form) => ({ ...form, samples: tier.samples })) },
      probes: config.probes?.slice(0, tier.probes) ?? probesOf(tier),
    }),
  }
}
