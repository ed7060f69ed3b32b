import { count, counted, percent, type Usage, usd } from '../../domain/index.js'
import { escalationBasis } from '../live/words.js'
import { type Style, shareCell, styleFor, type TerminalOptions, table, valueCell, wrapText } from '../terminal/index.js'
import { listed, REASON_WORDS } from '../words.js'
import type { LoopFinding, SystemSessions, TracesDocument } from './document.js'

type Look = TerminalOptions & Style

/** What recorded sessions say, as text. */
export function renderTraces(document: TracesDocument, options: TerminalOptions): string {
  const look = { ...options, ...styleFor(options) }
  const { systems } = document
  const parts = [
    headLines(document, look),
    section('How the sessions ended', endLines(document, look), look),
    section('How far, and in circles', loopLines(systems, look), look),
    section(
      'What went wrong, step by step',
      systems.flatMap((own) => failureLines(own, look)),
      look,
    ),
    section('When to move a run up', escalationLines(document, look), look),
    section('Cost', costLines(systems, look), look),
    section('What the judge says', judgedLines(document, look), look),
    section(
      'What this cannot say',
      document.cannotSay.map((words) => item(words, look)),
      look,
    ),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function section(title: string, lines: readonly string[], { bold }: Look): string[] {
  return lines.length === 0 ? [] : [bold(title), ...lines]
}

function item(words: string, { columns }: Look): string {
  return wrapText(`  - ${words}`, columns, '    ')
}

function headLines({ record, systems }: TracesDocument, look: Look): string[] {
  const files = record.files.map(({ name, format, sessions, leftOut }) => {
    const left = leftOut === 0 ? '' : `; left out as you asked: ${counted(leftOut, 'broken place')}`
    return item(`${name}: ${counted(sessions, 'session')}, ${FORMAT_WORDS[format]}${left}`, look)
  })
  const taken = Object.entries(record.redacted).map(([rule, number]) => `${rule} ${count(number)}`)
  const redaction = taken.length === 0 ? 'Redaction met nothing.' : `Taken out by redaction: ${taken.join(', ')}.`
  return [
    look.bold(
      `${record.name}: ${counted(record.sessions, 'session')} of ${counted(systems.length, 'system')}, ${counted(record.tasks, 'task')}`,
    ),
    ...files,
    item(redaction, look),
  ]
}

const FORMAT_WORDS = {
  otel: 'OpenTelemetry GenAI spans',
  langfuse: 'Langfuse export',
  langsmith: 'LangSmith export',
  inspect: 'Inspect log',
  atif: 'ATIF trajectories',
} as const

const END_COLUMNS = [
  { title: 'system' },
  { title: 'solved', isNumber: true },
  { title: 'failed', isNumber: true },
  { title: 'limit', isNumber: true, leaveOutAs: 1 },
  { title: 'void', isNumber: true, leaveOutAs: 2 },
  { title: 'unknown', isNumber: true },
  { title: 'success where known' },
]

function endLines({ systems, level }: TracesDocument, look: Look): string[] {
  const rows = systems.map(({ system, ends, success }) => [
    system,
    ...[ends.solved, ends.failed, ends.limit, ends.void, ends.unknown].map((number) => count(number)),
    shareCell(success),
  ])
  const reasons = systems.flatMap(({ system, success }) =>
    success.kind === 'undetermined'
      ? [item(`${system}: cannot tell success: ${REASON_WORDS[success.reason]}.`, look)]
      : [],
  )
  const legend = `Intervals at ${percent(level)}, clustered by task. Unknown sessions are counted and are no failures.`
  return [
    ...table(END_COLUMNS, rows, { ...look, indent: 2 }),
    look.dim(wrapText(`  ${legend}`, look.columns, '  ')),
    ...reasons,
  ]
}

function escalationLines({ escalations = [], systems }: TracesDocument, look: Look): string[] {
  if (escalations.length === 0) return []
  const isMarked = systems.every(({ calls }) => calls.told !== undefined || calls.made === 0)
  const unmarked = isMarked ? '' : ' Where a record has no mark for failed calls, repeated ones count alone.'
  return [
    ...escalations.map(({ words }) => item(words.join(' '), look)),
    look.dim(wrapText(`  ${escalationBasis(escalations)}${unmarked}`, look.columns, '  ')),
  ]
}

const LOOP_COLUMNS = [
  { title: 'system' },
  { title: 'steps, median', isNumber: true },
  { title: 'longest', isNumber: true, leaveOutAs: 2 },
  { title: 'tool calls', isNumber: true, leaveOutAs: 1 },
  { title: 'failed calls', isNumber: true },
  { title: 'looped' },
]

function loopLines(systems: readonly SystemSessions[], look: Look): string[] {
  const rows = systems.map(({ system, steps, calls, loops }) => [
    system,
    count(steps.median),
    count(steps.longest),
    count(calls.made),
    calls.told === undefined ? 'not told' : `${count(calls.told.errors)} of ${count(calls.told.calls)}`,
    loops.told === 0 ? 'not told' : shareCell(loops.share),
  ])
  return [
    ...table(LOOP_COLUMNS, rows, { ...look, indent: 2 }),
    ...systems.flatMap(({ system, loops }) => survivalLine(system, loops, look)),
  ]
}

/** Who is still going without circles: survival on the clock of steps, which needs no result. */
function survivalLine(system: string, { bySteps, told, looped }: LoopFinding, look: Look): string[] {
  if (told === 0) return []
  if (looped === 0) return [item(`${system}: none of ${counted(told, 'session')} began to loop.`, look)]
  const points = bySteps.filter(({ share }, index) => share > 0 && share !== bySteps[index - 1]?.share)
  const words = points.map(
    ({ steps, share, low, high }) => `step ${count(steps)} ${percent(share)} (${percent(low)} to ${percent(high)})`,
  )
  return [
    item(`${system}: had begun to loop by ${listed(words)}; ${count(looped)} of ${counted(told, 'session')}.`, look),
  ]
}

function failureLines({ system, failureModes, ends }: SystemSessions, look: Look): string[] {
  if (failureModes !== undefined) return failureModes.words.map((words) => item(words, look))
  if (ends.unknown === 0) return []
  return [item(`${system}: not told, since no session has a known end.`, look)]
}

const COST_COLUMNS = [
  { title: 'system' },
  { title: 'sessions with a cost', isNumber: true, leaveOutAs: 1 },
  { title: 'a session', isNumber: true },
  { title: 'together', isNumber: true, leaveOutAs: 2 },
  { title: 'a finished job' },
]

function costLines(systems: readonly SystemSessions[], look: Look): string[] {
  const rows = systems.map(({ system, sessions, cost }) => [
    system,
    `${count(cost.sessions)} of ${count(sessions)}`,
    cost.meanUsd === undefined ? 'unknown' : usd(cost.meanUsd),
    cost.totalUsd === undefined ? 'unknown' : usd(cost.totalUsd),
    valueCell(cost.perFinishedJobUsd, usd),
  ])
  const notes = systems.flatMap(({ system, tokens }) =>
    tokens === undefined
      ? []
      : [item(`${system}: ${tokenWords(tokens.use)} in ${counted(tokens.sessions, 'session')}.`, look)],
  )
  const priced = systems.flatMap(({ system, cost }) =>
    cost.priced === 0 ? [] : [item(`${system}: by your price in ${counted(cost.priced, 'session')}.`, look)],
  )
  return [...table(COST_COLUMNS, rows, { ...look, indent: 2 }), ...notes, ...priced]
}

function tokenWords({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens }: Usage): string {
  const cached = [
    ...(cacheReadTokens === undefined ? [] : [`${count(cacheReadTokens)} from a cache`]),
    ...(cacheWriteTokens === undefined ? [] : [`${count(cacheWriteTokens)} written to one`]),
  ]
  const thought = reasoningTokens === undefined ? '' : ` (${count(reasoningTokens)} of reasoning)`
  return [
    ...(inputTokens === undefined
      ? []
      : [`${count(inputTokens)} tokens read${cached.length === 0 ? '' : ` (${listed(cached)})`}`]),
    ...(outputTokens === undefined ? [] : [`${count(outputTokens)} written${thought}`]),
  ].join(', ')
}

/** A judge is heard only with its measured errors; until they are measured the page says how many results are missing. */
function judgedLines({ judged = [] }: TracesDocument, look: Look): string[] {
  return judged.flatMap(({ system, judged: number, unclear, audit, missing, corrected, predictionPowered }) => {
    const { successes, failures } = audit
    const audited = `it was right on ${count(successes.right)} of ${count(successes.trials)} known successes and on ${count(failures.right)} of ${count(failures.trials)} known failures`
    const told = `${system}: ${counted(number, 'session')} judged${unclear === 0 ? '' : `, ${count(unclear)} more not clear to it`}; ${audited}.`
    const needs = [
      ...(missing.successes > 0 ? [`${count(missing.successes)} successes`] : []),
      ...(missing.failures > 0 ? [`${count(missing.failures)} failures`] : []),
    ]
    if (needs.length > 0)
      return [item(`${told} Before it can be corrected, ${listed(needs)} more have to be known.`, look)]
    const powered =
      predictionPowered === undefined ? '' : ` By the sessions that readers drew: ${shareCell(predictionPowered)}.`
    return [item(`${told} Success, corrected for that: ${shareCell(corrected)}.${powered}`, look)]
  })
}
