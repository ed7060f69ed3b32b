import {
  type CanaryReading,
  ConfigError,
  type Decision,
  type DecisionCell,
  type GateWord,
  type LiveBelief,
  type LiveCell,
  type LiveDrift,
  type LiveFinding,
  type OutcomeRow,
  type ServedSession,
  successOf,
  type TrustStanding,
} from '../../domain/index.js'
import { estimateSuccess, type TrialCounts } from '../../estimate/index.js'
import { betaQuantile } from '../../math/index.js'
import { watchDrift } from '../drift/e-detector.js'
import { type Belief, chanceBelow, DEFAULT_BELIEF, reviewTrust, startBelief, weighBelief } from '../economics/belief.js'
import { estimateLabelledSuccess, labelWeight } from '../economics/feedback.js'
import { canaryFindings } from './canaries.js'
import { cohortOf, feedbackOf } from './cohorts.js'
import { findingWords } from './finding-words.js'
import { cellWords } from './words.js'

/** What a decision is followed with. */
export interface LiveRecord {
  /** The runs that the decision rests on. */
  readonly rows: readonly OutcomeRow[]
  /** Scope of a run, as the decision was made with. */
  readonly scopeOf: (row: OutcomeRow) => string
  /** Sessions served since, in the order in which those without a time count. */
  readonly sessions: readonly ServedSession[]
  /** Sessions that the decision says nothing of, by reason. */
  readonly excluded?: Readonly<Record<string, number>>
  /** Daily comparisons of answers to fixed prompts, in order. */
  readonly canaries?: readonly CanaryReading[]
}

/** How a decision is followed. */
export interface FollowOptions {
  /** The moment up to which is counted, in the seconds of the sessions; the last moment in them where left out. */
  readonly asOf?: number
  /** How a moment is written. */
  readonly writeMoment?: (seconds: number) => string
  /** Sessions between two false alarms, on average, at least; 5,000 where left out. */
  readonly averageRunLength?: number
  /** Days between two false alarms of the canaries, where each is held against fresh answers; 1,000 where left out. */
  readonly canaryRunLength?: number
}

/** Sessions between two false alarms where nothing else is said. */
const RUN_LENGTH = 5_000
const CANARY_RUN_LENGTH = 1_000
/** Level of the interval whose lower end is a 90 % bound. */
const BOUND_LEVEL = 0.8
const BELIEF_LEVEL = 0.9

const WORDS: Readonly<Record<DecisionCell['fit'], GateWord>> = {
  fit: 'TRUST',
  'not-fit': 'DO NOT TRUST',
  undecided: 'UNDECIDED',
}

/**
 * Follows a decision through the sessions served since: what is believed now, whether TRUST is kept, withdrawn or frozen,
 * and whether an alarm sounded. Sessions may withdraw TRUST and never grant it.
 *
 * @throws ConfigError where `asOf` lies before a moment of the sessions, or a run length is none
 * @source statistics specification 7.4 and 7.5
 */
export function followDecision(decision: Decision, record: LiveRecord, options: FollowOptions = {}): LiveFinding {
  const now = momentOf(record.sessions, options)
  const canaries = canaryFindings(record.canaries ?? [], options.canaryRunLength ?? CANARY_RUN_LENGTH)
  const scopes = [...new Set(decision.cells.map(({ scope }) => scope))]
  const inScope = (scope: string) => record.sessions.filter((session) => session.scope === scope)
  const cohorts = new Map(scopes.map((scope) => [scope, cohortOf(scope, inScope(scope), now)]))
  const cells = decision.cells.flatMap((cell) => {
    const own = inScope(cell.scope).filter(({ system }) => system === cell.system)
    if (own.length === 0 && WORDS[cell.fit] !== 'TRUST') return []
    const rows = record.rows.filter((row) => row.system === cell.system && record.scopeOf(row) === cell.scope)
    const canary = canaries.find(({ system }) => system === cell.system)
    const isMature = cohorts.get(cell.scope)?.isMature ?? (() => true)
    return liveCell(
      cell,
      { own, rows, isMature, level: decision.level, ...(canary !== undefined && { canary }) },
      options,
    )
  })
  const delays = scopes.flatMap((scope) => (inScope(scope).length === 0 ? [] : (cohorts.get(scope)?.delay ?? [])))
  const { excluded = {} } = record
  return {
    ...(now !== undefined && { asOf: (options.writeMoment ?? String)(now) }),
    requiredSuccess: decision.requiredSuccess,
    halfLife: DEFAULT_BELIEF.halfLife,
    cells,
    delays,
    canaries,
    excluded,
    words: findingWords(cells, record.sessions.length),
  }
}

function momentOf(sessions: readonly ServedSession[], { asOf }: FollowOptions): number | undefined {
  const moments = sessions.flatMap(({ beganAt, endedAt, knownAt }) => [beganAt, endedAt, knownAt])
  const known = moments.filter((moment) => moment !== undefined)
  if (known.length === 0) return undefined
  const last = known.reduce((latest, moment) => Math.max(latest, moment))
  if (asOf !== undefined && asOf < last)
    throw new ConfigError('asOf', asOf, `a moment not before the last one, ${last}`)
  return asOf ?? last
}

/** What one cell is made from. */
interface CellRecord {
  readonly own: readonly ServedSession[]
  readonly rows: readonly OutcomeRow[]
  readonly isMature: (session: ServedSession) => boolean
  readonly level: number
  readonly canary?: LiveFinding['canaries'][number]
}

function liveCell(cell: DecisionCell, record: CellRecord, options: FollowOptions): LiveCell {
  const { own, rows, isMature, level, canary } = record
  const { scope, system, requiredSuccess } = cell
  const before = WORDS[cell.fit]
  const mature = own.filter(isMature)
  const counted = inOrder(mature.filter(({ result }) => result !== undefined))
  const believed = believe(countsOf(rows), counted)
  const drift = driftOf(rows, counted, options)
  const review = reviewTrust(before, believed.belief, { low: requiredSuccess, high: requiredSuccess })
  const hasAlarm = drift?.alarmAfter !== undefined || canary?.alarmAfter !== undefined
  const standing = standingOf(before, review, hasAlarm)
  const found = {
    scope,
    system,
    before,
    now: standing === 'kept' || standing === 'not-held' ? before : ('UNDECIDED' as const),
    standing,
    sessions: {
      served: own.length,
      counted: counted.length,
      young: own.length - mature.length,
      open: mature.length - counted.length,
    },
    success: estimateLabelledSuccess(mature.map(feedbackOf), { level }),
    belief: shownBelief(believed, requiredSuccess),
    ...(drift !== undefined && { drift }),
  }
  const alarm = canary?.alarmAt
  return { ...found, words: cellWords(found, { requiredSuccess, ...(alarm !== undefined && { canaryAlarm: alarm }) }) }
}

function standingOf(before: GateWord, review: GateWord, hasAlarm: boolean): TrustStanding {
  if (before !== 'TRUST') return 'not-held'
  if (review !== 'TRUST') return 'withdrawn'
  return hasAlarm ? 'frozen' : 'kept'
}

/** By their beginning; those without a time stay as they stand in the table. */
function inOrder(sessions: readonly ServedSession[]): readonly ServedSession[] {
  return [...sessions].sort((a, b) => (a.beganAt ?? 0) - (b.beganAt ?? 0))
}

function countsOf(rows: readonly OutcomeRow[]): TrialCounts {
  const results = rows.flatMap((row) => successOf(row) ?? [])
  const successes = results.reduce((sum, result) => sum + result, 0)
  return { successes, failures: results.length - successes }
}

interface Believed {
  readonly belief: Belief
  readonly prior: Belief
}

/**
 * Belief after the sessions. Where only some are judged, each has its weight, scaled so that together they count for no
 * more than the effective number of sessions, (sum w)^2 / sum w^2.
 */
function believe(counts: TrialCounts, sessions: readonly ServedSession[]): Believed {
  const prior = startBelief(counts)
  const weights = sessions.map((session) => labelWeight(feedbackOf(session)))
  const [total, squares] = weights.reduce(([sum, square], weight) => [sum + weight, square + weight ** 2], [0, 0])
  const belief = sessions.reduce((before, { result = 0 }, index) => {
    return weighBelief(before, { result, weight: ((weights[index] ?? 1) * total) / squares })
  }, prior)
  return { belief, prior }
}

function shownBelief({ belief, prior }: Believed, requiredSuccess: number): LiveBelief {
  const [a, b] = [belief.successes + 1, belief.failures + 1]
  return {
    mean: a / (a + b),
    low: betaQuantile((1 - BELIEF_LEVEL) / 2, a, b),
    high: betaQuantile((1 + BELIEF_LEVEL) / 2, a, b),
    weight: belief.successes + belief.failures,
    fromDecision: prior.successes + prior.failures,
    chanceBelow: chanceBelow(belief, requiredSuccess),
  }
}

/**
 * Watches for a fall below the lower 90 % bound of the decision's runs, clustered by task. A session that stands for others
 * stakes in proportion: floor + w / max(w) (result - floor), which has the floor as its mean wherever the sessions that it
 * stands for have, so that the promise on false alarms holds under selection too.
 */
function driftOf(
  rows: readonly OutcomeRow[],
  sessions: readonly ServedSession[],
  options: FollowOptions,
): LiveDrift | undefined {
  const { averageRunLength = RUN_LENGTH, writeMoment = String } = options
  const baseline = estimateSuccess(rows, { level: BOUND_LEVEL, method: 'korn-graubard' })
  if (baseline.kind === 'undetermined' || baseline.low <= 0) return undefined
  const floor = baseline.low
  const weights = sessions.map((session) => labelWeight(feedbackOf(session)))
  const most = weights.reduce((largest, weight) => Math.max(largest, weight), 1)
  const stakes = sessions.map(({ result = 0 }, index) => floor + ((weights[index] ?? 1) / most) * (result - floor))
  const { evidence, alarmAfter } = watchDrift(stakes, { floor, averageRunLength })
  const alarmAt = alarmAfter === undefined ? undefined : sessions[alarmAfter - 1]?.beganAt
  return {
    floor,
    averageRunLength,
    evidence,
    ...(alarmAfter !== undefined && { alarmAfter }),
    ...(alarmAt !== undefined && { alarmAt: writeMoment(alarmAt) }),
  }
}
