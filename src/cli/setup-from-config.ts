import type { Config } from '../config/index.js'
import {
  type Candidate,
  ConfigError,
  type Intervention,
  type Onset,
  type PlannedProbe,
  type Price,
  type System,
  type TaskFamily,
} from '../domain/index.js'
import { interventionNamed } from '../probe/index.js'
import { loadBuiltIn } from './built-in.js'
import type { Io } from './io.js'
import { POLICY, requirePrices } from './prices.js'
import { modelNamed } from './setup-for-model.js'
import type { StudySetup, StudySource } from './study-setup.js'
import { probesOf, TIERS, TRIGGER } from './tiers.js'

const CONCURRENCY = 8

/** What a configuration says about the reading of a record: no model is needed for it. */
export async function readingOf(config: Config): Promise<StudySource> {
  const { control } = config
  return {
    title: config.name,
    isInstrumentCheck: config.systems.every(({ model }) => model.startsWith(POLICY)),
    requiredSuccess: config.requiredSuccess,
    ...(control !== undefined && { control }),
    families: await familiesOf(config),
    interventionNamed: namedAmong(config.interventions ?? []),
  }
}

/** A study from a configuration. */
export async function setupFromConfig(io: Io, config: Config, purpose: 'plan' | 'run'): Promise<StudySetup> {
  const reading = await readingOf(config)
  const { families } = reading
  const probes = config.probes ?? probesOf(TIERS.decision)
  const candidates = await Promise.all(config.systems.map((entry) => candidateOf(io, entry, purpose)))
  if (purpose === 'run') requirePrices(config)
  const { name, seed, reference, repeats, forkRepeats, gate, level, margin, budgetUsd } = config
  return {
    ...reading,
    candidates,
    concurrency: config.concurrency ?? CONCURRENCY,
    design: {
      name,
      seed,
      systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
      reference,
      families,
      forms: config.tasks.forms,
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

/** What a forecast supposes of a probe that has an onset in place of a trigger. */
const SUPPOSED_TRIGGER = 0.5

function plannedProbe(probe: NonNullable<Config['probes']>[number], intervention: Intervention): PlannedProbe {
  const { onset, target, trigger = onset === undefined ? TRIGGER : SUPPOSED_TRIGGER } = probe
  return {
    intervention: probe.intervention,
    trigger,
    dose: { ...doseOf(probe, intervention), ...(target !== undefined && { target }) },
    ...(onset !== undefined && { onset: onsetOf(onset) }),
  }
}

function onsetOf(onset: NonNullable<NonNullable<Config['probes']>[number]['onset']>): Onset {
  if (!('call' in onset)) return onset
  return onset.tool === undefined ? { call: onset.call } : { call: onset.call, tool: onset.tool }
}

/** The dose of an intervention with what the study changes of it. */
function doseOf({ intervention, dose = {} }: NonNullable<Config['probes']>[number], { dose: own }: Intervention) {
  const known = Object.keys(own)
  for (const [name, value] of Object.entries(dose)) {
    if (!known.includes(name)) {
      const expected = known.length === 0 ? 'no dose' : `one of ${known.join(', ')}`
      throw new ConfigError(`dose of ${intervention}`, name, expected)
    }
    if (typeof value !== typeof own[name]) {
      throw new ConfigError(`dose of ${intervention}, ${name}`, value, `a ${typeof own[name]}`)
    }
  }
  return { ...own, ...dose }
}

async function familiesOf({ tasks }: Config): Promise<readonly TaskFamily[]> {
  const { harbourFamilies } = await loadBuiltIn()
  return (tasks.families ?? harbourFamilies).map((entry) => {
    if (typeof entry !== 'string') return entry
    const family = harbourFamilies.find(({ name }) => name === entry)
    const known = harbourFamilies.map(({ name }) => name).join(', ')
    if (family === undefined) throw new ConfigError('tasks.families', entry, `one of ${known}`)
    return family
  })
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

async function candidateOf(io: Io, entry: Config['systems'][number], purpose: 'plan' | 'run'): Promise<Candidate> {
  const found = await modelOf(io, entry, purpose)
  const { host, agent, settings, date, price = found.price, provenance, maxOutputTokens } = entry
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
    ...(price !== undefined && { price: price satisfies Price }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
  }
}

async function modelOf(
  io: Io,
  entry: Config['systems'][number],
  purpose: 'plan' | 'run',
): Promise<Pick<Candidate, 'system' | 'model' | 'price'>> {
  if (entry.adapter !== undefined) return { system: { model: entry.model }, model: entry.adapter }
  if (entry.model.startsWith(POLICY)) return policyNamed(entry.model.slice(POLICY.length))
  return modelNamed(io, entry.model, { ...entry, purpose })
}

async function policyNamed(name: string): Promise<Pick<Candidate, 'system' | 'model' | 'price'>> {
  const policies = Object.values((await loadBuiltIn()).harbourPolicies)
  const policy = policies.find((entry) => entry.name === name)
  if (policy === undefined) {
    throw new ConfigError('systems.model', `policy:${name}`, policies.map((entry) => `policy:${entry.name}`).join(', '))
  }
  const price: Price = { inputUsdPerMillion: 0, outputUsdPerMillion: 0 }
  return { system: { model: policy.name }, model: policy.model, price }
}
