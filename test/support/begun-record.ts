import { openJournal } from '../../src/journal/index.js'
import { aimingOf, runStudy } from '../../src/probe/index.js'
import { anOwner, depotCandidates, depotFamily, depotPlan, stillClock } from './depot-study.js'

/** Writes the record of a study of two systems, `steady` and `other`, that was stopped after a few steps. */
export async function beginRecord(path: string): Promise<void> {
  const plan = depotPlan({ probes: [] })
  const journal = openJournal({ path, plan, owner: anOwner })
  const stop = new AbortController()
  try {
    await runStudy({
      ...aimingOf(plan, journal, { families: [depotFamily] }),
      ...{ candidates: depotCandidates(), owner: anOwner, clock: stillClock(), concurrency: 1, signal: stop.signal },
      stepDone: () => stop.abort(new Error('interrupted')),
    })
  } finally {
    await journal.close()
  }
}
