import { type Outcome, RecordError, type System } from '../domain/index.js'
import type { ReadTable, TableEntry, TableNote } from './entry.js'
import { amountOf, numberOf, repeatOf, textOf } from './fields.js'
import { asObject, badValue, fieldOf, type Place } from './place.js'

type Json = Readonly<Record<string, unknown>>

/** A tau2 simulation with what its table row leaves out. */
export interface Tau2Simulation {
  readonly place: Place
  readonly entry: TableEntry
  /** The reason as the file gives it. */
  readonly termination: string
  /** As in the file; see `readTau2Turns`. */
  readonly messages: readonly unknown[]
}

/** What a tau2 result file holds. */
interface Tau2File extends ReadTable {
  readonly simulations: readonly Tau2Simulation[]
}

const DOMAINS = ['airline', 'retail', 'telecom', 'mock']

/** Ends that say nothing about the agent; tau2 itself leaves them out of its metrics. */
const VOID_ENDS: Readonly<Record<string, Outcome>> = {
  infrastructure_error: { kind: 'void', cause: 'environment' },
  unexpected_error: { kind: 'void', cause: 'environment' },
  user_error: { kind: 'void', cause: 'simulated-user' },
}

const LIMIT_ENDS: Readonly<Record<string, Outcome>> = {
  max_steps: { kind: 'censored', limit: 'steps' },
  timeout: { kind: 'censored', limit: 'time' },
  context_window_exceeded: { kind: 'censored', limit: 'tokens' },
}

const ORDINARY_ENDS = ['user_stop', 'agent_stop', 'too_many_errors', 'agent_error']

/**
 * Reads a tau2 result file: one trial a simulation; family = domain, task = domain/task id, repeat = trial.
 *
 * @param value the parsed JSON document
 * @param options.label name of the system, where the model in the file does not tell it
 * @throws RecordError with the path within the document, such as `simulations[3].reward_info.reward`
 */
export function readTau2(value: unknown, file: string, options: { readonly label?: string } = {}): Tau2File {
  const document = asObject(value) ?? {}
  const list = fieldOf(document, 'simulations')
  if (!Array.isArray(list)) throw badValue({ file, at: 'simulations' }, list, 'a list of simulations')
  if (list.length === 0) throw new RecordError(file, 'simulations', 'empty', 'at least one simulation')
  const info = objectAt(document, 'info', { file, at: '' })
  const system: System = options.label === undefined ? systemOf(info, file) : { model: options.label }
  const family = domainOf(info, file)
  const simulations = list.map((entry: unknown, index) => {
    const place = { file, at: `simulations[${index}]` }
    const simulation = asObject(entry)
    if (simulation === undefined) throw badValue(place, entry, 'an object')
    return simulationOf(simulation, place, { system, family })
  })
  return { entries: simulations.map(({ entry }) => entry), notes: notesOf(simulations, file), simulations }
}

function simulationOf(
  simulation: Json,
  place: Place,
  context: { readonly system: System; readonly family: string },
): Tau2Simulation {
  const at = (path: string): Place => ({ file: place.file, at: `${place.at}.${path}` })
  const id = requiredText(simulation, 'task_id', place)
  const termination = requiredText(simulation, 'termination_reason', place)
  const repeat = repeatOf(fieldOf(simulation, 'trial'), at('trial'))
  const messages = fieldOf(simulation, 'messages') ?? []
  if (!Array.isArray(messages)) throw badValue(at('messages'), messages, 'a list of messages')
  const costUsd = agentCost(fieldOf(simulation, 'agent_cost'), messages, at('agent_cost'))
  const seconds = amountOf(fieldOf(simulation, 'duration'), at('duration'), 'seconds')
  const entry: TableEntry = {
    place,
    system: context.system,
    ...(repeat !== undefined && { repeat }),
    trial: {
      task: `${context.family}/${id}`,
      family: context.family,
      ...outcomeOf(simulation, termination, at),
      ...(costUsd !== undefined && { costUsd }),
      ...(seconds !== undefined && { seconds }),
    },
  }
  return { place, entry, termination, messages }
}

function outcomeOf(
  simulation: Json,
  termination: string,
  at: (path: string) => Place,
): { readonly outcome: Outcome; readonly score?: number; readonly excluded?: string } {
  const end = fieldOf(VOID_ENDS, termination)
  if (end !== undefined) return { outcome: end, excluded: `ended by tau2 with ${termination}` }
  const judged = fieldOf(simulation, 'reward_info')
  const reward = judged === undefined || judged === null ? undefined : rewardOf(judged, at)
  const limit = fieldOf(LIMIT_ENDS, termination)
  if (limit !== undefined) return { outcome: limit }
  if (termination === 'too_many_errors' || termination === 'agent_error') return { outcome: { kind: 'failed' } }
  if (reward === undefined) return { outcome: { kind: 'unknown' } }
  if (reward === 1) return { outcome: { kind: 'solved' } }
  return reward === 0 ? { outcome: { kind: 'failed' } } : { outcome: { kind: 'failed' }, score: reward }
}

function rewardOf(judged: unknown, at: (path: string) => Place): number {
  const object = asObject(judged)
  if (object === undefined) throw badValue(at('reward_info'), judged, 'an object with a reward')
  const place = at('reward_info.reward')
  const rule = { expected: 'a number from 0 to 1', accepts: (x: number) => x >= 0 && x <= 1 }
  const value = fieldOf(object, 'reward')
  const reward = numberOf(value, place, rule)
  if (reward === undefined) throw badValue(place, value, rule.expected)
  return reward
}

/** tau2 writes 0 where it does not know the price of a model; an agent that used tokens did not cost nothing. */
function agentCost(value: unknown, messages: readonly unknown[], place: Place): number | undefined {
  const cost = amountOf(value, place, 'US dollars')
  return cost === 0 && messages.some(hasAgentTokens) ? undefined : cost
}

function hasAgentTokens(message: unknown): boolean {
  const object = asObject(message)
  const usage = asObject(object?.usage)
  return object?.role === 'assistant' && typeof usage?.completion_tokens === 'number' && usage.completion_tokens > 0
}

function systemOf(info: Json, file: string): System {
  const agent = objectAt(info, 'agent_info', { file, at: 'info' })
  const place = { file, at: 'info.agent_info' }
  const loop = textOf(fieldOf(agent, 'implementation'), place)
  const args = asObject(fieldOf(agent, 'llm_args')) ?? {}
  const settings = Object.entries(args).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return {
    model: requiredText(agent, 'llm', place),
    ...(loop !== undefined && { agent: loop }),
    ...(settings.length > 0 && { settings: settings.join(', ') }),
  }
}

function domainOf(info: Json, file: string): string {
  const environment = asObject(fieldOf(info, 'environment_info')) ?? {}
  const place = { file, at: 'info.environment_info.domain_name' }
  const named = textOf(fieldOf(environment, 'domain_name'), place)
  const domain = named ?? DOMAINS.find((known) => file.split(/[^a-z]+/).includes(known))
  if (domain === undefined) throw badValue(place, undefined, 'the name of the domain')
  return domain
}

function objectAt(parent: Json, name: string, place: Place): Json {
  const value = fieldOf(parent, name)
  const object = asObject(value)
  const at = place.at === '' ? name : `${place.at}.${name}`
  if (object === undefined) throw badValue({ file: place.file, at }, value, 'an object')
  return object
}

function requiredText(parent: Json, name: string, place: Place): string {
  const value = fieldOf(parent, name)
  const text = textOf(value, { file: place.file, at: `${place.at}.${name}` })
  if (text === undefined) throw badValue({ file: place.file, at: `${place.at}.${name}` }, value, 'text')
  return text
}

function notesOf(simulations: readonly Tau2Simulation[], file: string): TableNote[] {
  const notes: TableNote[] = []
  const free = simulations.filter(({ entry, messages }) => entry.trial.costUsd === undefined && messages.length > 0)
  if (free.length > 0) {
    const words = `${file}: no agent cost for ${free.length} of ${simulations.length} simulations (tau2 writes 0 where it does not know a price)`
    notes.push({ kind: 'cost-unknown', words })
  }
  const known = [...ORDINARY_ENDS, ...Object.keys(LIMIT_ENDS), ...Object.keys(VOID_ENDS)]
  const strange = new Set(simulations.map(({ termination }) => termination).filter((end) => !known.includes(end)))
  if (strange.size > 0) {
    const words = `${file}: ends that this release does not know, judged by their reward: ${[...strange].join(', ')}`
    notes.push({ kind: 'termination-unknown', words })
  }
  return notes
}
