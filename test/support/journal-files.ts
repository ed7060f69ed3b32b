import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { RecordError } from '../../src/domain/index.js'
import { openJournal } from '../../src/journal/index.js'
import { depotPlan } from './depot-study.js'
import { anOwnerNamed, claimed, ownFolder } from './journal-bench.js'
import { ALL_EVENTS, aContent, trialsInOrder } from './journal-events.js'

/** Size of a page of the database. */
export const PAGE_BYTES = 4_096

/** A closed journal with twenty trials that have ended, each with all kinds of events and two contents. */
export async function aWrittenFile(): Promise<string> {
  const path = join(ownFolder(), 'study.journal')
  const journal = openJournal({ path, plan: depotPlan() })
  const owner = anOwnerNamed('writer')
  journal.addTrials(trialsInOrder(20))
  for (let trial = 0; trial < 20; trial += 1) {
    const lease = claimed(journal, owner)
    await journal.append(lease, ALL_EVENTS, [aContent(`${trial} ${'text '.repeat(600)}`), aContent({ trial })])
    await journal.end(lease)
  }
  await journal.close()
  return path
}

/** Everything that lies in the folder of a file, with its bytes. */
export function bytesAround(path: string): Readonly<Record<string, string>> {
  const folder = dirname(path)
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const file = join(folder, name)
      return [name, statSync(file).isFile() ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'folder']
    }),
  )
}

/** Opens a journal and reads everything in it; gives what that throws. */
export async function whatReadingThrows(path: string): Promise<RecordError | undefined> {
  try {
    const journal = openJournal({ path })
    try {
      for (const { trial } of journal.trials()) {
        journal.allEvents(trial.id)
      }
    } finally {
      await journal.close()
    }
    return undefined
  } catch (error) {
    return error as RecordError
  }
}
