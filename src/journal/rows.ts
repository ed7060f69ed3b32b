import type { PlannedTrial, ProbeCoordinates, TrialRecord } from '../domain/index.js'

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
  const { id, pairId, systemId, sampleId, repeat, arm, probe, parent, order, expects } = trial
  const probeText = probe === undefined ? null : JSON.stringify(probe)
  const origin = parent === undefined ? [null, null] : [parent.trialId, parent.step]
  return [id, pairId, systemId, sampleId, repeat, arm, probeText, ...origin, order, expects]
}

/** Adds a trial unless it is there. */
export const INSERT_TRIAL = `
  INSERT OR IGNORE INTO trial
    (id, pair, system, sample, repeat, arm, probe, parent, parent_step, launch_order, expects, status, attempts)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)`

/** The trial as it was planned. */
export function trialOf(row: TrialRow): PlannedTrial {
  const probe: ProbeCoordinates | undefined = row.probe === null ? undefined : JSON.parse(row.probe)
  return {
    id: row.id,
    pairId: row.pair,
    systemId: row.system,
    sampleId: row.sample,
    repeat: row.repeat,
    arm: row.arm,
    ...(probe !== undefined && { probe }),
    ...(row.parent !== null && { parent: { trialId: row.parent, step: row.parent_step ?? 0 } }),
    order: row.launch_order,
    expects: row.expects,
  }
}

/** Where the trial stands. */
export function recordOf(row: TrialRow & { readonly spent: number }): TrialRecord {
  return {
    trial: trialOf(row),
    status: row.status,
    ...(row.launch_index !== null && { launchIndex: row.launch_index }),
    attempts: row.attempts,
    costUsd: row.spent / NANO,
  }
}
