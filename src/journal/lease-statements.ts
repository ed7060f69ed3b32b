import type { Connection } from './connection.js'

/** An attempt whose lease is open. */
export interface OpenAttempt {
  readonly trial: number
  readonly n: number
}

/** A process that has not closed the journal, or died before it could. */
export interface OpenProcess {
  readonly no: number
  readonly id: string
  readonly pid: number
  readonly start_marker: string
}

/** The statements behind leases, prepared once for each connection. */
export type LeaseStatements = ReturnType<typeof prepareLeaseStatements>

/** Prepares every statement once for one connection. */
export function prepareLeaseStatements({ prepare }: Connection) {
  return {
    addProcess: prepare(`INSERT INTO process (id, pid, host, start_marker, is_open) VALUES (?, ?, ?, ?, 1)
      ON CONFLICT (id) DO UPDATE SET is_open = 1 RETURNING no`),
    openProcesses: prepare('SELECT no, id, pid, start_marker FROM process WHERE is_open = 1 AND host = ?'),
    closeProcess: prepare('UPDATE process SET is_open = 0 WHERE no = ?'),
    isAnyWaiting: prepare("SELECT 1 FROM trial WHERE status = 'waiting' LIMIT 1"),
    isAnyExpired: prepare('SELECT 1 FROM attempt WHERE lease_until IS NOT NULL AND lease_until < ? LIMIT 1'),
    expired: prepare('SELECT trial, n FROM attempt WHERE lease_until IS NOT NULL AND lease_until < ?'),
    heldBy: prepare('SELECT trial, n FROM attempt WHERE lease_until IS NOT NULL AND process = ?'),
    take: prepare(`UPDATE trial SET status = 'running', attempts = attempts + 1,
        launch_index = coalesce(launch_index, (SELECT coalesce(max(launch_index) + 1, 0) FROM trial))
      WHERE no = (SELECT no FROM trial WHERE status = 'waiting' ORDER BY launch_order, no LIMIT 1) RETURNING *`),
    retake: prepare(`UPDATE trial SET status = 'running', attempts = attempts + 1
      WHERE id = ? AND status = 'ended' AND launch_index IS NOT NULL RETURNING *`),
    addAttempt: prepare('INSERT INTO attempt VALUES (?, ?, ?, ?, 0, 0)'),
    renew: prepare('UPDATE attempt SET lease_until = ? WHERE process = ? AND lease_until IS NOT NULL'),
    abandon: prepare(`UPDATE attempt SET lease_until = NULL, spent = spent + reserved, reserved = 0
      WHERE trial = ? AND n = ?`),
    closeAttempt: prepare('UPDATE attempt SET lease_until = NULL, reserved = 0 WHERE trial = ? AND n = ?'),
    move: prepare('UPDATE trial SET status = ? WHERE no = ?'),
    status: prepare('SELECT status, attempts FROM trial WHERE no = ?'),
    nextSeq: prepare('SELECT coalesce(max(seq) + 1, 0) AS next FROM event WHERE trial = ?'),
    committed: prepare('SELECT spent, reserved FROM tally'),
    setReserved: prepare('UPDATE attempt SET reserved = ? WHERE trial = ? AND n = ?'),
    settle: prepare('UPDATE attempt SET spent = spent + ?, reserved = 0 WHERE trial = ? AND n = ?'),
    find: prepare(`SELECT trial.no, attempt.process, attempt.reserved
      FROM trial JOIN attempt ON attempt.trial = trial.no AND attempt.n = trial.attempts
      WHERE trial.id = ? AND attempt.n = ? AND attempt.lease_until IS NOT NULL`),
  }
}
