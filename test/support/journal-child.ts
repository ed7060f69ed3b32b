import { createInterface } from 'node:readline'
import type { Journal, Owner } from '../../src/domain/index.js'
import { openJournal, readTrajectory } from '../../src/journal/index.js'
import { aContent } from './journal-events.js'

/**
 * A process that works on a journal, for tests that need real ones: `node journal-child.ts <path> <verb>`. It says
 * `open` on its standard output when it has opened the journal and begins when it reads a line; who claims waits for
 * another line after its first trial, so that all of several processes get one.
 */
const [, , path = '', verb = ''] = process.argv
const owner: Owner = { processId: `child-${process.pid}`, pid: process.pid, host: 'test-host' }
const journal = openJournal({ path })
say('open')
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
await lines.next()
if (verb === 'claim') await claimAll(journal)
else if (verb === 'write') await writeForEver(journal)
else readOnce(journal)
await journal.close()
process.exit()

/** Runs every trial that it can get: an event, and the end. */
async function claimAll(store: Journal): Promise<void> {
  for (let nth = 0; ; nth += 1) {
    if (nth === 1) await lines.next()
    const lease = store.claim(owner)
    if (lease === undefined) return
    await store.append(lease, [{ kind: 'attempt-started', owner: owner.processId }])
    await store.end(lease)
    say(lease.trial.id)
  }
}

/** Appends turns of three events and a content, and says the number of each turn that is committed. */
async function writeForEver(store: Journal): Promise<never> {
  const lease = store.claim(owner)
  if (lease === undefined) throw new Error('nothing to claim')
  const first = store.allEvents(lease.trial.id).length / 3
  for (let turn = first; ; turn += 1) {
    const { hash, value } = aContent(`${turn} ${'text '.repeat(turn % 2_000)}`)
    await store.append(
      lease,
      [
        { kind: 'model-asked', step: turn, added: [], toolsHash: 'tools' },
        { kind: 'model-answered', step: turn, messageHash: hash, stop: 'calls', latencyMs: 0, costUsd: 0.001 },
        { kind: 'checkpoint-reached', step: turn, id: `${turn}`, progress: turn },
      ],
      [{ hash, value }],
    )
    say(`${turn}`)
  }
}

/** Reads the first trial event by event, then folded, and says the number of its events and of its steps. */
function readOnce(store: Journal): void {
  const id = store.trials()[0]?.trial.id ?? ''
  let events = 0
  for (const { counts } of store.eachEvent(id)) if (counts) events += 1
  say(`${events} ${readTrajectory(store, id).steps.length}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
