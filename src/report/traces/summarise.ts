import { DISTRESS_LIMIT } from '../../behaviour/index.js'
import { type EscalationFinding, type OutcomeRow, RELEASE, type Usage } from '../../domain/index.js'
import { estimateCostPerFinishedJob, estimateSuccess, incidenceCurve } from '../../estimate/index.js'
import { findEscalations } from '../../route/index.js'
import { judgedSuccess, labelledFacts, type SessionFacts } from '../../sessions/index.js'
import { failureModes } from '../../shadow/index.js'
import type { RecordEnd } from '../../wire/index.js'
import { versionsOf } from '../from-study.js'
import type { LoopFinding, SystemSessions, TracesDocument } from './document.js'
import { tracesCannotSay } from './limits.js'

type Labelled = ReturnType<typeof labelledFacts>[number]

/**
 * What sessions say: how they ended, how far they got, who looped and when, what failed, what it cost.
 *
 * @param record name of the file and what its end says
 */
export function summariseSessions(
  facts: readonly SessionFacts[],
  record: { readonly name: string; readonly end: RecordEnd },
  options: { readonly level: number; readonly createdAt: string },
): TracesDocument {
  const { level, createdAt } = options
  const labelled = labelledFacts(facts)
  const bySystem = Map.groupBy(labelled, ({ row }) => row.system)
  const escalations = sessionEscalations(labelled, level)
  const systems = [...bySystem]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([system, own]) => systemOf(system, own, level))
  const judged = judgedSuccess(facts, { level })
  return {
    schemaVersion: 1,
    kind: 'traces',
    createdAt,
    versions: versionsOf(RELEASE),
    record: {
      name: record.name,
      sessions: facts.length,
      tasks: new Set(facts.map(({ trial }) => trial.task)).size,
      files: record.end.files,
      redacted: record.end.redacted,
    },
    level,
    systems,
    ...(escalations.length > 0 && { escalations }),
    ...(judged.length > 0 && { judged }),
    cannotSay: tracesCannotSay(systems, { shared: sharedTasks([...bySystem.values()]), untold: untoldIn(labelled) }),
  }
}

/** When a session should be moved up, by system and kind of work, from those whose end and calls are told. */
function sessionEscalations(labelled: readonly Labelled[], level: number): EscalationFinding[] {
  const runs = labelled.flatMap(({ facts: { distress }, row }) =>
    distress === undefined ? [] : [{ scope: row.family ?? 'all work', row, distress }],
  )
  return findEscalations(runs, { level, fixedThreshold: DISTRESS_LIMIT, readsProgress: false })
}

/** Sessions whose end is known and whose calls are not. */
function untoldIn(labelled: readonly Labelled[]): number {
  const known = labelled.filter(({ row }) => ['solved', 'failed', 'censored'].includes(row.outcome.kind))
  return known.filter(({ facts }) => facts.distress === undefined).length
}

/** Tasks that more than one system has tried. */
function sharedTasks(bySystem: readonly (readonly Labelled[])[]): number {
  const counts = new Map<string, number>()
  for (const own of bySystem) {
    for (const task of new Set(own.map(({ row }) => row.task))) counts.set(task, (counts.get(task) ?? 0) + 1)
  }
  return [...counts.values()].filter((systems) => systems > 1).length
}

function systemOf(system: string, own: readonly Labelled[], level: number): SystemSessions {
  const rows = own.map(({ row }) => row)
  const facts = own.map((entry) => entry.facts)
  const lengths = facts.map(({ steps }) => steps).sort((a, b) => a - b)
  const modes = failureModes(rows, system, { level })
  const tokens = tokensOf(facts)
  return {
    system,
    sessions: own.length,
    tasks: new Set(rows.map(({ task }) => task)).size,
    ends: endsOf(rows),
    success: estimateSuccess(rows, { level }),
    steps: { median: lengths[(lengths.length - 1) >> 1] ?? 0, longest: lengths.at(-1) ?? 0 },
    calls: callsOf(facts),
    loops: loopsOf(own, level),
    ...(modes !== undefined && { failureModes: modes }),
    cost: costOf(own, level),
    ...(tokens !== undefined && { tokens }),
  }
}

function endsOf(rows: readonly OutcomeRow[]): SystemSessions['ends'] {
  const of = (kind: OutcomeRow['outcome']['kind']) => rows.filter(({ outcome }) => outcome.kind === kind).length
  return { solved: of('solved'), failed: of('failed'), limit: of('censored'), void: of('void'), unknown: of('unknown') }
}

function callsOf(facts: readonly SessionFacts[]): SystemSessions['calls'] {
  const total = (field: keyof SessionFacts['calls']) => facts.reduce((sum, { calls }) => sum + calls[field], 0)
  const [made, marked] = [total('made'), total('marked')]
  return { made, ...(marked > 0 && { told: { calls: marked, errors: total('errors') } }) }
}

function loopsOf(own: readonly Labelled[], level: number): LoopFinding {
  const told = own.filter(({ facts }) => facts.loop.kind !== 'untold')
  const rows = told.map(({ facts, row }): OutcomeRow => {
    const outcome = { kind: facts.loop.kind === 'looped' ? 'solved' : 'failed' } as const
    return { system: row.system, task: row.task, repeat: row.repeat, outcome }
  })
  const looped = told.filter(({ facts }) => facts.loop.kind === 'looped').length
  return { told: told.length, looped, share: estimateSuccess(rows, { level }), bySteps: loopCurve(told, level) }
}

/** Steps at which the share that had begun to loop is read. */
const MARKS = [5, 10, 20, 40, 80, 160, 320, 640, 1280]

function loopCurve(told: readonly Labelled[], level: number): LoopFinding['bySteps'] {
  const curve = incidenceCurve(
    told.map(({ facts: { loop, steps }, row }) => {
      const isLooped = loop.kind === 'looped'
      const exposure = Math.max(1, isLooped ? loop.atStep + 1 : steps)
      return { exposure, cause: isLooped ? 'loops' : 'ended', cluster: row.task }
    }),
    { level, causes: ['loops'] },
  )
  const longest = curve.at(-1)?.exposure ?? 0
  return [...MARKS.filter((steps) => steps < longest), longest].flatMap((steps) => {
    const [share] = curve.findLast(({ exposure }) => exposure <= steps)?.shares ?? []
    const atRisk = curve.find(({ exposure }) => exposure >= steps)?.atRisk ?? 0
    return share === undefined ? [] : [{ steps, atRisk, share: share.share, low: share.low, high: share.high }]
  })
}

function costOf(own: readonly Labelled[], level: number): SystemSessions['cost'] {
  const rows = own.map(({ row }) => row)
  const costs = rows.flatMap(({ costUsd }) => costUsd ?? [])
  const totalUsd = costs.reduce((sum, cost) => sum + cost, 0)
  return {
    sessions: costs.length,
    priced: own.filter(({ facts }) => facts.isPriced === true).length,
    ...(costs.length > 0 && { totalUsd, meanUsd: totalUsd / costs.length }),
    perFinishedJobUsd: estimateCostPerFinishedJob(rows, { level }),
  }
}

const TOKEN_FIELDS = ['inputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'outputTokens', 'reasoningTokens'] as const

function tokensOf(facts: readonly SessionFacts[]): SystemSessions['tokens'] {
  const uses = facts.flatMap(({ tokens }) => tokens ?? [])
  if (uses.length === 0) return undefined
  const total = (field: (typeof TOKEN_FIELDS)[number]) => {
    const known = uses.flatMap((use) => use[field] ?? [])
    return known.length === 0 ? [] : [[field, known.reduce((sum, value) => sum + value, 0)] as const]
  }
  const use: Usage = Object.fromEntries(TOKEN_FIELDS.flatMap(total))
  return { sessions: uses.length, use }
}
