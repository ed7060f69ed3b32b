import { counted, usd } from '../../domain/index.js'
import type { RecordedTrial } from '../../probe/index.js'
import { styleFor, type TerminalOptions, table } from '../terminal/index.js'
import type { Standing } from './documents.js'

/** Where a trial stands, in one word: its outcome, or that it has none yet. */
export function standingOf({ record, trajectory }: RecordedTrial): Standing {
  if (record.status !== 'ended') return record.status
  // Ended without a judgement: its system was cancelled.
  if (trajectory === undefined || trajectory.outcome.kind === 'unknown') return 'cancelled'
  return trajectory.outcome.kind
}

const COLUMNS = [
  { title: 'trial' },
  { title: 'system' },
  { title: 'sample', leaveOutAs: 3 },
  { title: 'arm' },
  { title: 'outcome' },
  { title: 'why', leaveOutAs: 2 },
  { title: 'steps', isNumber: true },
  { title: 'cost', isNumber: true, leaveOutAs: 1 },
  { title: 'launches', isNumber: true, leaveOutAs: 4 },
]

/** The trials of a record, a line each; then how many there are of each outcome. */
export function renderTrialList(trials: readonly RecordedTrial[], options: TerminalOptions): string {
  const look = { ...options, ...styleFor(options), indent: 0 }
  const standings = new Map<string, number>()
  for (const trial of trials) standings.set(standingOf(trial), (standings.get(standingOf(trial)) ?? 0) + 1)
  const sums = [...standings].map(([standing, number]) => `${number} ${standing}`)
  const total = `${counted(trials.length, 'trial')}${sums.length === 0 ? '' : `: ${sums.join(', ')}`}`
  return `${[...table(COLUMNS, trials.map(rowOf), look), total].join('\n')}\n`
}

function rowOf(found: RecordedTrial): string[] {
  const { record, system, sample, intervention, trajectory } = found
  const { trial, attempts, costUsd } = record
  return [
    trial.id.slice(0, 8),
    system,
    `${sample.id} r${trial.repeat}`,
    intervention === undefined ? trial.arm : `${trial.arm}: ${intervention}`,
    standingOf(found),
    whyOf(found),
    trajectory === undefined ? '' : String(trajectory.steps.length),
    costUsd === 0 ? '' : usd(costUsd),
    attempts === 0 ? '' : String(trajectory?.attempts ?? attempts),
  ]
}

/** The limit or the cause of a void, or that a failure was claimed to be done; empty where there is nothing to say. */
export function whyOf({ record, trajectory }: RecordedTrial): string {
  if (record.status !== 'ended' || trajectory === undefined) return ''
  const { outcome, claim } = trajectory
  if (outcome.kind === 'void') return outcome.cause
  if (outcome.kind === 'censored') return `limit of ${outcome.limit}`
  return outcome.kind === 'failed' && claim === 'done' ? 'claimed done' : ''
}
