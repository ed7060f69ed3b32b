import { resolve } from 'node:path'
import { type Config, type ModelFacts, openFacts } from '../config/index.js'
import { createProxiedAgents, type ServerFamily, serverFamily, type TaskScore } from '../connect/index.js'
import {
  type Candidate,
  ConfigError,
  type Intervention,
  type Price,
  type System,
  systemLabel,
  type TaskFamily,
} from '../domain/index.js'
import { interventionNamed, lengthenTasks, widenTasks } from '../probe/index.js'
import { loadBuiltIn } from './built-in.js'
import type { Io } from './io.js'
import { knownOf, networkOf, type Opening, openNamed, type StatedModel } from './named-model.js'
import { plannedProbe } from './planned-probe.js'
import { POLICY, requirePrices } from './prices.js'
import { behindProxy, OUTSIDE } from './proxied-systems.js'
import type { StudySetup, StudySource } from './study-setup.js'
import { probesOf, TIERS } from './tiers.js'

const CONCURRENCY = 8

/** Where a configuration lies, and who reads it. */
interface ConfigPlace {
  readonly io: Io
  /** Relative paths in it begin here. */
  readonly folder: string
}

/** What a configuration says about the reading of a record: no model is needed for it. */
export async function readingOf(config: Config, at: ConfigPlace): Promise<StudySource> {
  const { control } = config
  return {
    title: config.name,
    isInstrumentCheck: config.systems.every(({ model }) => model.startsWith(POLICY)),
    requiredSuccess: config.requiredSuccess,
    ...(control !== undefined && { control }),
    families: await familiesOf(config, at),
    interventionNamed: namedAmong(config.interventions ?? []),
  }
}

/** A study from a configuration; one that states no seed is given its own by the caller. */
export async function setupFromConfig(at: ConfigPlace, config: Config, purpose: 'plan' | 'run'): Promise<StudySetup> {
  const reading = await readingOf(config, at)
  const { families } = reading
  const probes = config.probes ?? probesOf(TIERS.decision)
  const facts = await openFacts(config.prices === undefined ? undefined : resolve(at.io.cwd, config.prices))
  const opening = { purpose, network: networkOf(at.io, config.network), facts }
  const proxied = createProxiedAgents(at.io.env)
  const candidates = await Promise.all(
    config.systems.map(async (entry) => {
      return behindProxy(await candidateOf(at.io, entry, opening), entry, { proxied, folder: at.folder })
    }),
  )
  if (purpose === 'run') requirePrices(config, facts)
  const { name, seed = 1, repeats, forkRepeats, gate, level, margin, budgetUsd } = config
  return {
    ...reading,
    candidates,
    concurrency: config.concurrency ?? (isShared(config) ? 1 : CONCURRENCY),
    close: proxied.close,
    design: {
      name,
      seed,
      systems: candidates.map(({ system, provenance, openTrial }) => {
        return { system, provenance, ...(openTrial !== undefined && { isRunWhole: true }) }
      }),
      reference: referenceOf(config, candidates),
      families,
      forms: config.tasks.forms ?? [],
      probes: probes.map((probe) => plannedProbe(probe, reading.interventionNamed(probe.intervention))),
      repeats,
      forkRepeats,
      gate,
      limits: limitsOf(config),
      level,
      margin,
      ...(budgetUsd !== undefined && { budgetUsd }),
    },
  }
}

async function familiesOf({ tasks }: Config, at: ConfigPlace): Promise<readonly TaskFamily[]> {
  const { harbourFamilies } = await loadBuiltIn()
  const named = tasks.families ?? (tasks.servers === undefined ? harbourFamilies : [])
  const own = named.map((entry) => {
    if (typeof entry !== 'string') return entry
    const family = harbourFamilies.find(({ name }) => name === entry)
    const known = harbourFamilies.map(({ name }) => name).join(', ')
    if (family === undefined) throw new ConfigError('tasks.families', entry, `one of ${known}`)
    return family
  })
  const served: TaskFamily[] = []
  for (const described of tasks.servers ?? []) {
    served.push(await serverFamily(asFamily(described), { folder: at.folder, env: at.io.env }))
  }
  return [...own.map((family) => composed(family, tasks)), ...served]
}

function composed(family: TaskFamily, { inARow, sideBySide }: Config['tasks']): TaskFamily {
  const wide = sideBySide === undefined ? family : widenTasks(family, sideBySide)
  return inARow === undefined ? wide : lengthenTasks(wide, inARow)
}

type Described = NonNullable<Config['tasks']['servers']>[number]

function asFamily(described: Described): ServerFamily {
  const { command, args, env, url = '', headers } = described.server
  return {
    ...described,
    server: command === undefined ? { url, headers } : { command, args, env },
    tasks: described.tasks.map(({ score, ...task }) => ({ ...task, score: asScore(score) })),
  }
}

function asScore({ files = [], expected, command }: Described['tasks'][number]['score']): TaskScore {
  if (command !== undefined) return { command }
  return expected === undefined ? { files } : { expected }
}

/** Trials that take turns at one server bring it back to their own state at each turn. */
function isShared({ tasks }: Config): boolean {
  return tasks.servers?.some(({ reset }) => reset !== undefined) === true
}

function namedAmong(own: readonly Intervention[]): (name: string) => Intervention {
  return (name) => own.find((intervention) => intervention.name === name) ?? interventionNamed(name)
}

function limitsOf({ limits }: Config): StudySetup['design']['limits'] {
  const { stepsPerReferenceCall, extraSteps, tokens, seconds, costUsd } = limits
  return {
    stepsPerReferenceCall,
    extraSteps,
    ...(tokens !== undefined && { tokens }),
    ...(seconds !== undefined && { seconds }),
    ...(costUsd !== undefined && { costUsd }),
  }
}

async function candidateOf(
  io: Io,
  entry: Entry,
  opening: Opening & { readonly facts: ModelFacts },
): Promise<Candidate> {
  const found = await modelOf(io, entry, opening)
  const { host, agent, settings, date, provenance, maxOutputTokens } = entry
  const { price = found.price, contextTokens = found.contextTokens } = entry
  const system: System = {
    ...found.system,
    ...(host !== undefined && { host }),
    ...(agent !== undefined && { agent }),
    ...(settings !== undefined && { settings }),
    ...(date !== undefined && { date }),
  }
  const { kind, source, date: stated } = provenance
  return {
    system,
    model: found.model,
    provenance: { kind, ...(source !== undefined && { source }), ...(stated !== undefined && { date: stated }) },
    ...(price !== undefined && { price }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(contextTokens !== undefined && { contextTokens }),
  }
}

type Entry = Config['systems'][number]
type Found = Pick<Candidate, 'system' | 'model' | 'price' | 'contextTokens'>

async function modelOf(io: Io, entry: Entry, opening: Opening & { readonly facts: ModelFacts }): Promise<Found> {
  if (entry.proxied !== undefined) return { system: { model: entry.model }, model: OUTSIDE }
  if (entry.adapter !== undefined) return { system: { model: entry.model }, model: entry.adapter }
  if (entry.model.startsWith(POLICY)) return policyNamed(entry.model.slice(POLICY.length))
  const { system, model } = await openNamed(io, entry.model, opening, statedOf(entry))
  // Whoever stands between has prices and lengths of its own.
  const known = entry.baseUrl === undefined ? knownOf(opening.facts, entry.model, entry.maxOutputTokens) : {}
  return { ...known, system, model }
}

/** What an entry states of how its model is asked. */
export function statedOf(entry: Entry): StatedModel {
  const { baseUrl, protocol, keyVariable, headers, temperature, reasoning, toolChoice, maxOutputTokens, options } =
    entry
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(protocol !== undefined && { protocol }),
    ...(keyVariable !== undefined && { keyVariable }),
    ...(headers !== undefined && { headers }),
    settings: {
      ...(temperature !== undefined && { temperature }),
      ...(reasoning !== undefined && { reasoning }),
      ...(toolChoice !== undefined && { toolChoice }),
      ...(maxOutputTokens !== undefined && { maxOutputTokens }),
      ...(options !== undefined && { options }),
    },
  }
}

/**
 * The label of the reference: given as such, or as the name under which one system alone is configured.
 */
function referenceOf({ reference, systems }: Config, candidates: readonly Candidate[]): string {
  const labels = candidates.map(({ system }) => systemLabel(system))
  const named = candidates.flatMap(({ system }, index) => {
    return system.model === reference || systems[index]?.model === reference ? [systemLabel(system)] : []
  })
  const [only] = named
  return !labels.includes(reference) && named.length === 1 && only !== undefined ? only : reference
}

async function policyNamed(name: string): Promise<Found> {
  const policies = Object.values((await loadBuiltIn()).harbourPolicies)
  const policy = policies.find((entry) => entry.name === name)
  if (policy === undefined) {
    throw new ConfigError('systems.model', `policy:${name}`, policies.map((entry) => `policy:${entry.name}`).join(', '))
  }
  const price: Price = { inputUsdPerMillion: 0, outputUsdPerMillion: 0 }
  return { system: { model: policy.name }, model: policy.model, price }
}
