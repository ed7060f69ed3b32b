import { RecordError, type SessionStep } from '../../domain/index.js'
import { asObject, badValue, type Place } from '../place.js'
import type { SessionDraft } from './draft.js'
import { SUCCESS_NAMES, sessionCall } from './nodes.js'
import {
  amountIn,
  argumentsIn,
  type Fields,
  firstOf,
  listOf,
  sumCost,
  sumTokens,
  textIn,
  timeIn,
  tokensIn,
  tokenUse,
  wordOf,
} from './values.js'

/** Versions of the trajectory format that have been seen. */
const KNOWN_MINOR = 8
const EXPECTED = `ATIF-v1.0 to ATIF-v1.${KNOWN_MINOR}`

/** True for a document that names the trajectory format. */
export function isAtif(value: unknown): boolean {
  const object = asObject(value)
  return object !== undefined && Array.isArray(object.steps) && /^ATIF/i.test(String(object.schema_version ?? ''))
}

/**
 * The session of one ATIF trajectory. Its sub-agents make no steps; their tokens and cost count.
 *
 * @throws RecordError where the version is unknown, or a step is not of the form
 */
export function readAtif(value: unknown, place: Place): SessionDraft {
  const root = asObject(value)
  if (root === undefined) throw badValue(place, value, 'an ATIF trajectory')
  checkVersion(root.schema_version, place)
  const id = wordOf(firstOf(root, 'session_id', 'trajectory_id'))
  if (id === undefined) throw badValue(at(place, 'session_id'), root.session_id, 'the name of the session')
  const entries = stepFields(root.steps, place)
  const { steps, loose } = foldSteps(entries, place)
  const own = entries.filter(({ source }) => source === 'agent').map(({ metrics }) => asObject(metrics))
  const uses = own.map(tokensOf)
  const finals = asObject(root.final_metrics) ?? {}
  const others = listOf(root.subagent_trajectories).map((entry, index) =>
    readAtif(entry, at(place, `subagent_trajectories[${index}]`)),
  )
  const tokens = sumTokens([sumTokens(uses) ?? finalTokens(finals), ...others.map((other) => other.tokens)])
  const ownCost = sumCost(own.map((metrics) => amountIn(metrics?.cost_usd))) ?? amountIn(finals.total_cost_usd)
  const costUsd = sumCost([ownCost, ...others.map((other) => other.costUsd)])
  const task = wordOf(firstOf(asObject(root.extra) ?? {}, 'task', 'task_id', 'task_name', 'instance_id'))
  return {
    id,
    format: 'atif',
    system: systemOf(root, entries),
    task: task ?? id,
    ...timesOf(entries),
    steps:
      loose.length === 0
        ? steps
        : steps.map((step, index) => (index === 0 ? { ...step, operator: [...loose, ...step.operator] } : step)),
    claim: 'unknown',
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
    scores: scoresOf(root),
    successNames: SUCCESS_NAMES,
  }
}

function at({ file, at: path }: Place, inner: string): Place {
  return { file, at: path === '' ? inner : `${path} ${inner}` }
}

function checkVersion(version: unknown, place: Place): void {
  const minor = /^(?:ATIF-)?v?1\.(\d+)$/i.exec(String(version ?? ''))?.[1]
  if (minor !== undefined && Number(minor) <= KNOWN_MINOR) return
  const found = version === undefined ? 'missing' : JSON.stringify(version)
  throw new RecordError(place.file, at(place, 'schema_version').at, found, EXPECTED, { code: 'version-unknown' })
}

function stepFields(value: unknown, place: Place): Fields[] {
  if (!Array.isArray(value)) throw badValue(at(place, 'steps'), value, 'a list of steps')
  return value.map((entry: unknown, index) => {
    const step = asObject(entry)
    const source = step?.source
    if (step === undefined || (source !== 'system' && source !== 'user' && source !== 'agent')) {
      throw badValue(at(place, `steps[${index}].source`), source, 'system, user or agent')
    }
    return step
  })
}

function foldSteps(entries: readonly Fields[], place: Place): { steps: SessionStep[]; loose: string[] } {
  const steps: SessionStep[] = []
  let said: string[] = []
  entries.forEach((entry, index) => {
    const text = textIn(entry.message) ?? ''
    if (entry.source === 'user') said.push(text)
    if (entry.source !== 'agent') return
    const tokens = tokensOf(asObject(entry.metrics))
    const costUsd = amountIn(asObject(entry.metrics)?.cost_usd)
    const reasoning = wordOf(entry.reasoning_content)
    steps.push({
      index: steps.length,
      operator: said,
      text,
      ...(reasoning !== undefined && { reasoning }),
      calls: callsOf(entry, at(place, `steps[${index}]`)),
      ...(tokens !== undefined && { tokens }),
      ...(costUsd !== undefined && { costUsd }),
    })
    said = []
  })
  return { steps, loose: steps.length === 0 ? said : [] }
}

/** The format has no mark for failed calls; recorders that need one keep it in `extra`. */
function callsOf(step: Fields, place: Place): SessionStep['calls'] {
  const results = listOf(asObject(step.observation)?.results).flatMap((entry): Fields[] => {
    const result = asObject(entry)
    return result === undefined ? [] : [result]
  })
  const calls = listOf(step.tool_calls)
  return calls.map((value, index) => {
    const call = asObject(value)
    const name = wordOf(call?.function_name)
    if (call === undefined || name === undefined)
      throw badValue(at(place, `tool_calls[${index}]`), value, 'a call with function_name')
    const id = wordOf(call.tool_call_id) ?? `call-${index}`
    const named = results.find((result) => result.source_call_id === id)
    const only =
      calls.length === 1 && results.length === 1 && results[0]?.source_call_id === undefined ? results[0] : undefined
    const result = named ?? only
    const mark = firstOf(asObject(result?.extra) ?? {}, 'is_error', 'isError')
    return sessionCall({
      id,
      name,
      arguments: argumentsIn(call.arguments),
      result: result === undefined ? undefined : (textIn(result.content) ?? ''),
      isError: typeof mark === 'boolean' ? mark : undefined,
    })
  })
}

/** Prompt tokens include the cached ones here. */
function tokensOf(metrics: Fields | undefined): SessionStep['tokens'] {
  return tokenUse({
    inputTokens: tokensIn(metrics?.prompt_tokens),
    cacheReadTokens: tokensIn(metrics?.cached_tokens),
    cacheWriteTokens: undefined,
    outputTokens: tokensIn(metrics?.completion_tokens),
    reasoningTokens: undefined,
  })
}

function finalTokens(finals: Fields): SessionStep['tokens'] {
  return tokensOf({
    prompt_tokens: finals.total_prompt_tokens,
    cached_tokens: finals.total_cached_tokens,
    completion_tokens: finals.total_completion_tokens,
  })
}

function systemOf(root: Fields, entries: readonly Fields[]): SessionDraft['system'] {
  const agent = asObject(root.agent) ?? {}
  const named = [
    ...new Set(entries.flatMap(({ source, model_name }) => (source === 'agent' ? (wordOf(model_name) ?? []) : []))),
  ].sort()
  const model = named.length > 0 ? named.join(' + ') : wordOf(firstOf(agent, 'model_name'))
  const loop = [wordOf(agent.name), wordOf(agent.version)].filter((part) => part !== undefined).join(' ')
  return { model: model ?? 'unnamed model', ...(loop !== '' && { agent: loop }) }
}

function timesOf(entries: readonly Fields[]): Pick<SessionDraft, 'startedAt' | 'seconds'> {
  const times = entries.flatMap(({ timestamp }) => timeIn(timestamp) ?? [])
  const [first, last] = [Math.min(...times), Math.max(...times)]
  if (times.length === 0) return {}
  return { startedAt: new Date(first).toISOString(), ...(times.length > 1 && { seconds: (last - first) / 1000 }) }
}

/** The format has no place for a result: what a recorder keeps in `extra` under the name of one. */
function scoresOf(root: Fields): SessionDraft['scores'] {
  const held = { ...asObject(asObject(root.final_metrics)?.extra), ...asObject(root.extra) }
  return Object.fromEntries(
    Object.entries(held).flatMap(([name, value]): [string, string | number | boolean][] =>
      typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? [[name, value]] : [],
    ),
  )
}
