import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Answer, asJson, type EventBody, type Message } from '../../src/domain/index.js'
import { openJournal } from '../../src/journal/index.js'
import { depotPlan } from '../support/depot-study.js'
import { anOwnerNamed, claimed, ownFolder } from '../support/journal-bench.js'
import { aContent, aTrial } from '../support/journal-events.js'
import { startChild } from '../support/journal-processes.js'

const STEPS = 75_000
const EVENTS_A_STEP = 4
/** Half of what the events alone take as objects; the folded steps, which a trajectory has to hold, fit in. */
const HEAP_MIB = 64
const BATCH = 1_000

const call = { id: 'call', name: 'look', arguments: {} }
const said: Message = { role: 'assistant', text: 'going on', calls: [call] }
const came: Message = { role: 'tool', callId: 'call', name: 'look', text: 'here', isError: false }
const contents = [aContent(asJson(said)), aContent(asJson(came)), aContent([])] as const
const [saidContent, cameContent, tools] = contents

function eventsOf(step: number): EventBody[] {
  const answered: Pick<Answer, 'stop' | 'usage'> = { stop: 'calls', usage: { inputTokens: 100, outputTokens: 10 } }
  return [
    { kind: 'model-asked', step, added: [cameContent.hash], toolsHash: tools.hash },
    { kind: 'model-answered', step, messageHash: saidContent.hash, latencyMs: 1.5, costUsd: 0.001, ...answered },
    { kind: 'tool-called', step, call },
    { kind: 'tool-returned', step, callId: 'call', messageHash: cameContent.hash, isError: false },
  ]
}

async function aLongTrial(): Promise<string> {
  const path = join(ownFolder(), 'study.journal')
  const journal = openJournal({ path, plan: depotPlan() })
  journal.addTrials([aTrial('long')])
  const lease = claimed(journal, anOwnerNamed('first'))
  for (let from = 0; from < STEPS; from += BATCH) {
    const events = Array.from({ length: BATCH }, (_, index) => eventsOf(from + index)).flat()
    await journal.append(lease, events, contents)
  }
  await journal.end(lease)
  await journal.close()
  return path
}

test('a trial of 300,000 events is read and folded in a process with a small heap', async () => {
  const child = await startChild(await aLongTrial(), 'read', [`--max-old-space-size=${HEAP_MIB}`])
  child.proceed()
  await child.gone
  expect(child.said).toEqual([`${STEPS * EVENTS_A_STEP} ${STEPS}`])
})
