import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Journal, Lease, Owner } from '../../src/domain/index.js'
import { type JournalOptions, openJournal, openMemoryJournal } from '../../src/journal/index.js'
import { depotPlan } from './depot-study.js'

/** A store under test, begun and open. */
export interface JournalBench {
  readonly journal: Journal
  /** The store as another process sees it; the same handle where a store has but one. */
  readonly other: Journal
}

/** Begins an empty store. */
export type OpenBench = (options: JournalOptions) => JournalBench

/** Opens a journal that is closed when the test is over. */
export function closing(journal: Journal): Journal {
  onTestFinished(() => journal.close())
  return journal
}

/** A folder that goes when the test is over. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A journal in a file, open twice. */
export function openFileBench(options: JournalOptions): JournalBench {
  const path = join(ownFolder(), 'study.journal')
  const journal = closing(openJournal({ path, plan: depotPlan(), ...options }))
  return { journal, other: closing(openJournal({ path, ...options })) }
}

/** A journal in memory: nobody else can open it, so the other process shares its handle. */
export function openMemoryBench(options: JournalOptions): JournalBench {
  const journal = closing(openMemoryJournal(options))
  return { journal, other: journal }
}

/** A process that lives as long as the test. */
export function anOwnerNamed(processId: string): Owner {
  return { processId, pid: process.pid, host: 'test-host' }
}

/** A process that has ended. */
export function aDeadOwner(processId: string): Owner {
  const { pid } = spawnSync(process.execPath, ['--version'])
  return { processId, pid, host: 'test-host' }
}

/** Time that passes when it is told to, in milliseconds. */
export function aClock(startMs = 1_700_000_000_000) {
  let nowMs = startMs
  return {
    now: () => nowMs,
    monotonic: () => nowMs - startMs + 0.25,
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

/** A lease that there must be. */
export function claimed(journal: Journal, owner: Owner): Lease {
  const lease = journal.claim(owner)
  if (lease === undefined) throw new Error('nothing to claim')
  return lease
}
