import { type PlannedTrial, RecordError, type RecordedProbe, type TrialRecord } from '../domain/index.js'

/** Money is kept in whole billionths of a dollar, so that sums are exact. */
export const NANO = 1e9

/** A row of table `trial`; the table is strict, so the types are the database's promise. */
export interface TrialRow {
  readonly no: number
  readonly id: string
  readonly pair: string
  readonly system: string
  readonly sample: string
  readonly repeat: number
  readonly arm: PlannedTrial['arm']
  readonly probe: string | null
  readonly parent: string | null
  readonly parent_step: number | null
  readonly launch_order: number
  readonly expects: PlannedTrial['expects']
  readonly status: TrialRecord['status']
  readonly launch_index: number | null
  readonly attempts: number
}

/** What is bound to `INSERT_TRIAL`. */
export function trialValues(trial: PlannedTrial): (string | number | null)[] {
  const { id, pairId, systemId, sampleId, repeat, arm, probe, parent, chainFrom, order, expects } = trial
  const probeText = probe === undefined ? null : JSON.stringify(probe)
  // A whole run has no parent, and its chain comes into place at a step of its own.
  const origin = parent === undefined ? [null, chainFrom ?? null] : [parent.trialId, parent.step]
  return [id, pairId, systemId, sampleId, repeat, arm, probeText, ...origin, order, expects]
}

/** Adds a trial unless it is there. */
export const INSERT_TRIAL = `
  INSERT OR IGNORE INTO trial
    (id, pair, system, sample, repeat, arm, probe, parent, parent_step, launch_order, expects, status, attempts)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)`

const WORDS = {
  arm: ['baseline', 'sham', 'varied'],
  expects: ['solution', 'infeasible'],
  status: ['waiting', 'running', 'ended'],
} as const

/**
 * The trial as it was planned.
 *
 * @param file named in errors
 * @throws RecordError where a column does not hold what was written
 */
export function trialOf(row: TrialRow, file: string): PlannedTrial {
  for (const column of ['arm', 'expects', 'status'] as const) {
    const words: readonly string[] = WORDS[column]
    if (!words.includes(row[column])) throw misread(row, file, [`with ${column} ${row[column]}`, words.join(' or ')])
  }
  const probe = probeOf(row, file)
  return {
    id: row.id,
    pairId: row.pair,
    systemId: row.system,
    sampleId: row.sample,
    repeat: row.repeat,
    arm: row.arm,
    ...(probe !== undefined && { probe }),
    ...(row.parent !== null && { parent: { trialId: row.parent, step: row.parent_step ?? 0 } }),
    ...(row.parent === null && row.parent_step !== null && { chainFrom: row.parent_step }),
    order: row.launch_order,
    expects: row.expects,
  }
}

function probeOf(row: TrialRow, file: string): RecordedProbe | undefined {
  if (row.probe === null) return undefined
  let probe: unknown
  try {
    probe = JSON.parse(row.probe)
  } catch {
    throw misread(row, file, ['with a probe that is not JSON', 'the probe as it was planned'])
  }
  if (isProbe(probe)) return probe
  throw misread(row, file, [`with the probe ${row.probe.slice(0, 60)}`, 'intervention and dose'])
}

function isProbe(value: unknown): value is RecordedProbe {
  if (typeof value !== 'object' || value === null) return false
  const { intervention, dose, trigger }: Readonly<Record<string, unknown>> = Object(value)
  return (
    typeof intervention === 'string' &&
    typeof dose === 'object' &&
    dose !== null &&
    ['number', 'undefined'].includes(typeof trigger)
  )
}

function misread({ id }: TrialRow, file: string, [found, expected]: readonly [string, string]): RecordError {
  return new RecordError(file, `trial ${id}`, found, expected)
}

/**
 * Where the trial stands.
 *
 * @throws RecordError as `trialOf`
 */
export function recordOf(row: TrialRow & { readonly spent: number }, file: string): TrialRecord {
  return {
    trial: trialOf(row, file),
    status: row.status,
    ...(row.launch_index !== null && { launchIndex: row.launch_index }),
    attempts: row.attempts,
    costUsd: row.spent / NANO,
  }
}
