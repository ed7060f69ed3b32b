import type { LimitKind, System, Usage } from '../../domain/index.js'
import { asObject, badValue, type Place } from '../place.js'
import { chatTurns } from './chat-turns.js'
import type { SessionDraft } from './draft.js'
import { inspectNodes, inspectTokens } from './inspect-events.js'
import { stepsOf } from './node-steps.js'
import { SUCCESS_NAMES, type TraceNode } from './nodes.js'
import { amountIn, type Fields, firstOf, listOf, sumCost, sumTokens, wordOf } from './values.js'

/** What a log says of all its samples. */
export interface InspectHeader {
  readonly evalId: string
  readonly task: string
  readonly system: System
}

const LIMITS: Readonly<Record<string, LimitKind>> = {
  message: 'steps',
  turn: 'steps',
  token: 'tokens',
  context: 'tokens',
  time: 'time',
  working: 'time',
  cost: 'cost',
}

/** Newest version of a log whose samples are known; the archive form ignores the number, as its own readers do. */
const NEWEST = 2

/**
 * What a log says of its run, from its header or, where a crash left none, from the start of its journal.
 *
 * @param strict refuses a version that is newer than any that is known
 * @throws RecordError where it is neither
 */
export function readInspectHeader(
  value: unknown,
  place: Place,
  options: { readonly strict?: boolean } = {},
): InspectHeader {
  const header = asObject(value)
  const run = asObject(header?.eval)
  if (header === undefined || run === undefined)
    throw badValue({ ...place, at: `${place.at} eval`.trim() }, header?.eval, 'what was evaluated')
  const version = amountIn(header.version) ?? 1
  if (options.strict === true && version > NEWEST) {
    throw badValue({ ...place, at: `${place.at} version`.trim() }, header.version, `a version up to ${NEWEST}`)
  }
  const settings = Object.entries(asObject(run.model_generate_config) ?? {})
    .filter(([, setting]) => typeof setting === 'string' || typeof setting === 'number')
    .map(([name, setting]) => `${name} ${setting}`)
  const host = wordOf(run.model_base_url)
  return {
    evalId: wordOf(firstOf(run, 'eval_id', 'run_id')) ?? place.file,
    task: wordOf(firstOf(run, 'task', 'task_id')) ?? 'unnamed task',
    system: {
      model: wordOf(run.model) ?? 'unnamed model',
      ...(host !== undefined && { host }),
      ...(settings.length > 0 && { settings: settings.join(', ') }),
    },
  }
}

/**
 * The session of one sample of an Inspect log.
 *
 * @throws RecordError where it has no id
 */
export function readInspectSample(value: unknown, header: InspectHeader, place: Place): SessionDraft {
  const sample = asObject(value)
  const name = wordOf(sample?.id)
  if (sample === undefined || name === undefined)
    throw badValue({ ...place, at: `${place.at} id`.trim() }, sample?.id, 'a sample with an id')
  const limit = LIMITS[wordOf(firstOf(asObject(sample.limit) ?? {}, 'type')) ?? '']
  const isBroken = [sample.error, sample.invalidation].some((entry) => entry !== undefined && entry !== null)
  const { tokens, costUsd } = usageOf(asObject(sample.model_usage) ?? {})
  const seconds = amountIn(firstOf(sample, 'working_time', 'total_time'))
  const startedAt = wordOf(sample.started_at)
  const names = Object.keys(asObject(sample.scores) ?? {})
  const [only] = names
  return {
    id: `${header.evalId}/${name}/${wordOf(sample.epoch) ?? 1}`,
    format: 'inspect',
    system: header.system,
    task: `${header.task}/${name}`,
    family: header.task,
    ...(startedAt !== undefined && { startedAt }),
    ...(seconds !== undefined && { seconds }),
    steps: stepsIn(sample),
    ...(limit !== undefined && { limit }),
    ...(isBroken && { broken: 'environment' as const }),
    claim: 'unknown',
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
    scores: scoresOf(asObject(sample.scores) ?? {}),
    successNames: names.length === 1 && only !== undefined ? [only] : SUCCESS_NAMES,
  }
}

/** Events say what happened; without any (a log that was slimmed down) the conversation does. */
function stepsIn(sample: Fields): SessionDraft['steps'] {
  const { asks, tools } = inspectNodes(sample)
  if (asks.length + tools.length > 0) return stepsOf(asks, tools)
  const turns = chatTurns(listOf(sample.messages))
  return stepsOf(
    turns.flatMap((turn, index): TraceNode[] => {
      if (turn.role !== 'assistant') return []
      const inputs = turns.slice(0, index)
      return [{ id: String(index), session: '', kind: 'model', startMs: index, ask: { inputs, outputs: [turn] } }]
    }),
    turns.flatMap((turn, index) =>
      turn.results.flatMap(({ id, text, isError = false }): TraceNode[] => {
        if (id === undefined) return []
        return [
          { id: `${index}`, session: '', kind: 'tool', startMs: index, call: { id, name: '', result: text, isError } },
        ]
      }),
    ),
  )
}

/** Input tokens exclude those of a cache here, so that they are added. */
function usageOf(usage: Fields): { tokens: Usage | undefined; costUsd: number | undefined } {
  const models = Object.values(usage).flatMap((entry): Fields[] => {
    const own = asObject(entry)
    return own === undefined ? [] : [own]
  })
  return {
    tokens: sumTokens(models.map(inspectTokens)),
    costUsd: sumCost(models.map(({ total_cost }) => amountIn(total_cost))),
  }
}

/** A score of several values is several scores. */
function scoresOf(scores: Fields): SessionDraft['scores'] {
  return Object.fromEntries(
    Object.entries(scores).flatMap(([name, entry]): [string, string | number | boolean][] => {
      const value = asObject(entry)?.value
      const parts = asObject(value)
      if (parts !== undefined) return Object.entries(parts).flatMap(([part, own]) => scalar(`${name}/${part}`, own))
      return scalar(name, value)
    }),
  )
}

function scalar(name: string, value: unknown): [string, string | number | boolean][] {
  if (typeof value === 'number' && !Number.isFinite(value)) return []
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : []
}
