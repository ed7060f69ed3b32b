import type { Config, ModelFacts } from '../config/index.js'
import { isInstalled, isReady, VENDORS, type Vendor } from '../connect/index.js'
import { ConfigError, counted, systemLabel } from '../domain/index.js'
import { DEFAULT_CONFIG } from './default-config.js'
import { type FoundServer, findServers, serverAddress } from './found.js'
import { GateNotMet, type Io } from './io.js'
import { testModel } from './model-test.js'
import { type ModelEntry, type ModelsDocument, renderModels, type VendorEntry } from './models-document.js'
import { factsOf, networkOf, type Opening } from './named-model.js'
import { isEmbedded } from './prices.js'
import { configAt, findConfig, reachFromHere, withAnswerSeconds } from './setup.js'
import { candidateOf } from './setup-from-config.js'

/** Options of `leadline models`. */
interface ModelsOptions {
  /** Undefined looks for the usual one, and goes without where there is none. */
  readonly config?: string
  readonly model?: readonly string[]
  readonly server?: readonly string[]
  readonly test?: boolean
  readonly prices?: string
  readonly answerSeconds?: number
  readonly proxy?: string
  readonly ca?: string
  readonly json?: boolean
}

/** What is configured and found, and with `--test` whether it answers. */
export async function models(io: Io, options: ModelsOptions): Promise<void> {
  const { config, folder } = (await configOf(io, options)) ?? { folder: io.cwd }
  const here = reachFromHere(io, options)
  const network = networkOf(io, { ...config?.network, ...here }, folder)
  const facts = await factsOf({ prices: config?.prices, ...here }, folder)
  const named = (options.server ?? []).map(serverAddress)
  const servers = await findServers(named, network.fetch)
  const entries = withAnswerSeconds(entriesOf(config, options, servers), options.answerSeconds)
  const opening = { purpose: 'run', network, facts } as const
  const systems: ModelEntry[] = []
  // One after another: a test of several at once would measure how they get in each other's way.
  for (const entry of entries) systems.push(await lookAt(io, entry, opening, options.test === true))
  const document: ModelsDocument = {
    schemaVersion: 1,
    kind: 'models',
    createdAt: io.now(),
    systems,
    vendors: VENDORS.map((vendor) => vendorEntry(vendor, io.env)),
    servers,
    facts: { date: facts.date, hash: facts.hash, models: facts.rows.length },
    ...(network.proxy !== undefined && { proxy: network.proxy }),
  }
  io.out(options.json === true ? `${JSON.stringify(document, undefined, 2)}\n` : renderModels(document, io))
  await network.close()
  requireServers(named, servers)
  requireAnswers(systems)
}

/** @throws ConfigError where a server that was named lists no models */
function requireServers(named: readonly string[], servers: readonly FoundServer[]): void {
  const silent = named.find((address) => !servers.some(({ url }) => url === address))
  if (silent === undefined) return
  throw new ConfigError('--server', silent, `a server that lists its models at ${silent}/models`)
}

/** @throws GateNotMet where a model that was to be tried did not answer */
function requireAnswers(systems: readonly ModelEntry[]): void {
  const tried = systems.filter(({ test }) => test !== undefined)
  const silent = tried.filter(({ test }) => test?.kind === 'failed')
  if (silent.length > 0) throw new GateNotMet(`${silent.length} of ${counted(tried.length, 'model')} did not answer`)
}

async function configOf(io: Io, { config = DEFAULT_CONFIG }: ModelsOptions) {
  const isUsual = config === DEFAULT_CONFIG
  return isUsual && findConfig(io, config) === undefined ? undefined : configAt(io, config)
}

type Entry = Config['systems'][number]

/** Configured systems and named ones; without either, the first model of each server that was found. */
function entriesOf(
  config: Config | undefined,
  { model = [] }: ModelsOptions,
  servers: readonly FoundServer[],
): Entry[] {
  const unknown = { kind: 'unknown' } as const
  const named = model.map((name): Entry => ({ model: name, provenance: unknown }))
  const configured = config?.systems ?? []
  const entries = [...configured.map((entry) => ({ answerSeconds: config?.answerSeconds, ...entry })), ...named]
  if (entries.length > 0) return entries
  return servers.flatMap(({ url, models: [first] }): Entry[] => {
    return first === undefined ? [] : [{ model: `${url}#${first}`, provenance: unknown }]
  })
}

async function lookAt(
  io: Io,
  entry: Entry,
  opening: Opening & { readonly facts: ModelFacts },
  isTested: boolean,
): Promise<ModelEntry> {
  const source = sourceOf(entry, opening.facts)
  const price = entry.price ?? (source === undefined ? undefined : opening.facts.find(entry.model)?.price)
  const known = {
    name: entry.model,
    provenance: entry.provenance,
    ...(price !== undefined && { price }),
    ...(price !== undefined && source !== undefined && { priceSource: source }),
  }
  try {
    const candidate = await candidateOf(io, entry, opening)
    const { contextTokens, system } = candidate
    // An embedded model knows nothing but its world.
    const isAsked = isTested && !isEmbedded(entry.model)
    return {
      ...known,
      label: systemLabel(system),
      ...(contextTokens !== undefined && { contextTokens }),
      ...(isAsked && { test: await testModel(candidate.model, candidate.price, io.signal) }),
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { ...known, missing: error.message, ...(isTested && { test: { kind: 'failed', message: error.message } }) }
  }
}

function sourceOf(entry: Entry, facts: ModelFacts): ModelEntry['priceSource'] {
  if (entry.price !== undefined) return 'stated'
  // Whoever stands between has prices of its own.
  const found = entry.baseUrl === undefined ? facts.find(entry.model) : undefined
  return found === undefined ? undefined : { source: found.source, date: found.date }
}

function vendorEntry(vendor: Vendor, env: Io['env']): VendorEntry {
  return {
    name: vendor.name,
    title: vendor.title,
    isReady: isReady(vendor, env),
    needs: vendor.needs.map((names) => names.map((name) => ({ name, isSet: (env[name] ?? '').trim() !== '' }))),
    ...(!isInstalled(vendor.package) && { install: `@ai-sdk/${vendor.package}` }),
  }
}
