import type { Config, ModelFacts } from '../config/index.js'
import { createProxiedAgents } from '../connect/index.js'
import {
  type Candidate,
  ConfigError,
  type Intervention,
  InvariantError,
  type Price,
  type System,
  systemLabel,
} from '../domain/index.js'
import { interventionNamed } from '../probe/index.js'
import { loadBuiltIn, loadZoo } from './built-in.js'
import { type ConfigPlace, familiesOf, isShared } from './configured-families.js'
import type { Io } from './io.js'
import { answerWaitMs, factsOf, knownOf, networkOf, type Opening, openNamed, type StatedModel } from './named-model.js'
import { plannedProbe } from './planned-probe.js'
import { isEmbedded, POLICY, requirePrices, ZOO } from './prices.js'
import { behindProxy, OUTSIDE } from './proxied-systems.js'
import { ratesFor } from './rates.js'
import { agentStudyOf, withAgent } from './setup-agents.js'
import type { StudySetup, StudySource } from './study-setup.js'
import { probesOf, TIERS } from './tiers.js'

const CONCURRENCY = 8

/** What a configuration says about the reading of a record: no model is needed for it. */
export async function readingOf(config: Config, at: ConfigPlace): Promise<StudySource> {
  const { control } = config
  return {
    title: config.name,
    isInstrumentCheck: config.systems.every(({ model }) => isEmbedded(model)),
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
  const facts = await factsOf(config, at.folder)
  const opening = { purpose, network: networkOf(at.io, config.network ?? {}, at.folder), facts }
  const proxied = createProxiedAgents(at.io.env)
  const agents = agentStudyOf(at.io, config)
  const candidates = await Promise.all(
    config.systems.map(async (entry) => {
      const { answerSeconds = config.answerSeconds } = entry
      const candidate = withAgent(await candidateOf(at.io, { ...entry, answerSeconds }, opening), entry, agents)
      return behindProxy(candidate, entry, { proxied, folder: at.folder })
    }),
  )
  if (purpose === 'run') requirePrices(config, facts)
  // What runs on this machine has no account that would say how many; a server that is reset serves one trial at a time.
  const isHere = candidates.some(({ account, agent }) => account === undefined || agent !== undefined)
  const usual = isHere ? CONCURRENCY : undefined
  const { concurrency = isShared(config) ? 1 : usual } = config
  const { name, seed = 1, repeats, forkRepeats, gate, level, margin, budgetUsd } = config
  const labels = candidates.map(({ system }) => systemLabel(system))
  return {
    ...reading,
    candidates,
    ...(concurrency !== undefined && { concurrency }),
    rateOf: ratesFor(config),
    close: agents === undefined ? proxied.close : agents.close,
    design: {
      name,
      seed,
      systems: candidates.map(({ system, provenance, openTrial }) => {
        return { system, provenance, ...(openTrial !== undefined && { isRunWhole: true }) }
      }),
      reference: referenceOf(config, candidates),
      families,
      ...(agents !== undefined && { samples: agents.samples }),
      forms: config.tasks.forms ?? [],
      probes: probes.map((probe) => plannedProbe(probe, reading.interventionNamed(probe.intervention), labels)),
      repeats,
      forkRepeats,
      gate,
      limits: { ...limitsOf(config), ...(agents !== undefined && { seconds: agents.limitSeconds }) },
      level,
      margin,
      ...(budgetUsd !== undefined && { budgetUsd }),
    },
  }
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

/** One system of a configuration, opened. */
export async function candidateOf(
  io: Io,
  entry: Entry,
  opening: Opening & { readonly facts: ModelFacts },
): Promise<Candidate> {
  const found = await modelOf(io, entry, opening)
  const { host, agent, settings, date, provenance, maxOutputTokens, answerSeconds } = entry
  const { price = found.price, contextTokens = found.contextTokens } = entry
  const system: System = {
    ...found.system,
    ...(host !== undefined && { host }),
    ...(agent !== undefined && { agent: typeof agent === 'string' ? agent : agent.name }),
    ...(settings !== undefined && { settings }),
    ...(date !== undefined && { date }),
  }
  return {
    system,
    model: found.model,
    provenance,
    ...(price !== undefined && { price }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(answerSeconds !== undefined && { answerWaitMs: answerWaitMs(answerSeconds) }),
    ...(found.account !== undefined && { account: found.account }),
  }
}

type Entry = Config['systems'][number]
type Found = Pick<Candidate, 'system' | 'model' | 'price' | 'contextTokens' | 'account'>

async function modelOf(io: Io, entry: Entry, opening: Opening & { readonly facts: ModelFacts }): Promise<Found> {
  if (entry.proxied !== undefined) return { system: { model: entry.model }, model: OUTSIDE }
  if (entry.adapter !== undefined) return { system: { model: entry.model }, model: entry.adapter }
  if (entry.model.startsWith(POLICY)) return policyNamed(entry.model.slice(POLICY.length))
  if (entry.model.startsWith(ZOO)) return networkNamed(entry.model.slice(ZOO.length))
  const { system, model, account } = await openNamed(io, entry.model, opening, statedOf(entry))
  // Whoever stands between has prices and lengths of its own.
  const known = entry.baseUrl === undefined ? knownOf(opening.facts, entry.model, entry.maxOutputTokens) : {}
  return { ...known, system, model, account }
}

/** What an entry states of how its model is asked. */
function statedOf(entry: Entry): StatedModel {
  const { baseUrl, protocol, keyVariable, headers, temperature, reasoning, toolChoice } = entry
  const { maxOutputTokens, options, answerSeconds, stream } = entry
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(protocol !== undefined && { protocol }),
    ...(keyVariable !== undefined && { keyVariable }),
    ...(headers !== undefined && { headers }),
    answerSeconds,
    settings: {
      ...(temperature !== undefined && { temperature }),
      ...(reasoning !== undefined && { reasoning }),
      ...(toolChoice !== undefined && { toolChoice }),
      ...(maxOutputTokens !== undefined && { maxOutputTokens }),
      ...(options !== undefined && { options }),
      ...(stream !== undefined && { stream }),
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

const FREE: Price = { inputUsdPerMillion: 0, outputUsdPerMillion: 0 }

/** @throws ConfigError where the zoo has no model of that name */
async function networkNamed(name: string): Promise<Found> {
  const { openZoo, ZOO_CONTROLS, ZOO_NAMES } = await loadZoo()
  if (![...ZOO_NAMES, ...ZOO_CONTROLS].includes(name)) {
    throw new ConfigError('systems.model', `${ZOO}${name}`, ZOO_NAMES.map((known) => `${ZOO}${known}`).join(', '))
  }
  const [found] = await openZoo([name])
  if (found === undefined) throw new InvariantError(`the zoo opened nothing for ${name}`)
  return { system: { model: name }, model: found.model, price: FREE }
}

async function policyNamed(name: string): Promise<Found> {
  const policies = Object.values((await loadBuiltIn()).harbourPolicies)
  const policy = policies.find((entry) => entry.name === name)
  if (policy === undefined) {
    throw new ConfigError('systems.model', `policy:${name}`, policies.map((entry) => `policy:${entry.name}`).join(', '))
  }
  return { system: { model: policy.name }, model: policy.model, price: FREE }
}
