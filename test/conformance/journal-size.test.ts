import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Answer, Content, EventBody, Journal } from '../../src/domain/index.js'
import { openJournal, readTrajectory } from '../../src/journal/index.js'
import { scriptedModel } from '../../src/models/index.js'
import { runTrial } from '../../src/run/index.js'
import { depotPlan, stillClock } from '../support/depot-study.js'
import { depotSample, openDepot } from '../support/depot-world.js'
import { anOwnerNamed, claimed, closing, ownFolder } from '../support/journal-bench.js'
import { aTrial } from '../support/journal-events.js'

/** Bytes of a step's own texts; everything else is what the record adds. */
const TEXT_BYTES = 400
const SIZES = [2_500, 5_000] as const

/** Long runs in one commit each: how often a record is synchronised changes nothing about its size. */
function gathered(journal: Journal): { readonly asJournal: Journal; flush(): Promise<void> } {
  const events: EventBody[] = []
  const contents: Content[] = []
  let lease: Parameters<Journal['append']>[0] | undefined
  const flush = async () => {
    if (lease === undefined) return
    for (let from = 0; from < events.length; from += 5_000) {
      await journal.append(lease, events.slice(from, from + 5_000), contents.splice(0))
    }
    await journal.end(lease)
  }
  const asJournal = Object.create(journal, {
    append: {
      value: async (held: typeof lease, more: readonly EventBody[], values: readonly Content[] = []) => {
        lease = held
        events.push(...more)
        contents.push(...values)
      },
    },
    end: { value: async () => undefined },
  })
  return { asJournal, flush }
}

/** Runs a trial of so many steps through the real runner, each with its own text, call and result. */
async function recordOf(steps: number): Promise<{ readonly path: string; readonly journal: Journal }> {
  const path = join(ownFolder(), 'study.journal')
  const journal = openJournal({ path, plan: depotPlan() })
  journal.addTrials([aTrial('long')])
  const lease = claimed(journal, anOwnerNamed('first'))
  const answers = Array.from({ length: steps }, (_, step): Answer => {
    const call = { id: `call-${step}`, name: 'find_parcel', arguments: { parcel: `none-${step}` } }
    return { text: `${step} `.padEnd(TEXT_BYTES / 2, 'thought '), calls: [call], stop: 'calls' }
  })
  const { asJournal, flush } = gathered(journal)
  await runTrial(
    lease,
    {
      sample: depotSample(),
      open: openDepot,
      candidate: { system: { model: 'script' }, provenance: { kind: 'unknown' }, model: scriptedModel(answers) },
      limits: { steps },
      links: [],
      prefix: [],
      prefixEvents: [],
    },
    {
      journal: asJournal,
      clock: stillClock(),
      retry: { times: 0, firstWaitMs: 1, longestWaitMs: 1 },
      signal: new AbortController().signal,
      stepDone: () => undefined,
    },
  )
  await flush()
  await journal.close()
  return { path, journal: closing(openJournal({ path })) }
}

test('the file of a long trial grows with its steps and not with their square, because each message is stored once', async () => {
  const bytes: number[] = []
  for (const steps of SIZES) {
    const { path, journal } = await recordOf(steps)
    expect(readTrajectory(journal, 'long').steps).toHaveLength(steps)
    const asked = journal.events('long').flatMap(({ body }) => (body.kind === 'model-asked' ? [body] : []))
    expect(asked).toHaveLength(steps)
    // The result of the step before; its answer stands in `model-answered`, and the opening in the first ask.
    expect(Math.max(...asked.slice(1).map(({ added }) => added.length))).toBe(1)
    bytes.push(statSync(path).size)
  }
  const [short = 0, long = 0] = bytes
  expect(long / short).toBeGreaterThan(1.9)
  expect(long / short).toBeLessThan(2.1)
  expect(long / SIZES[1]).toBeLessThan(4 * TEXT_BYTES)
})
