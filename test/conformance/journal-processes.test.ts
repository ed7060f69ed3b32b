import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Journal } from '../../src/domain/index.js'
import { openJournal } from '../../src/journal/index.js'
import { createRandom } from '../../src/math/index.js'
import { depotPlan } from '../support/depot-study.js'
import { anOwnerNamed, claimed, ownFolder } from '../support/journal-bench.js'
import { aContent, aTrial, trialsInOrder } from '../support/journal-events.js'
import { startChild } from '../support/journal-processes.js'

const TRIALS = 120
const KILLS = 6

async function begun(trials: readonly ReturnType<typeof aTrial>[]): Promise<string> {
  const path = join(ownFolder(), 'study.journal')
  const journal = openJournal({ path, plan: depotPlan() })
  journal.addTrials(trials)
  await journal.close()
  return path
}

test('two processes that take the trials of one journal at once run each of them once', async () => {
  const path = await begun(trialsInOrder(TRIALS))
  const children = await Promise.all([startChild(path, 'claim'), startChild(path, 'claim')])
  for (const child of children) child.proceed()
  await Promise.all(children.map(({ hasSaid }) => hasSaid(1)))
  for (const child of children) child.proceed()
  await Promise.all(children.map(({ gone }) => gone))
  const shares = children.map(({ said }) => said)
  expect(shares.flat().toSorted()).toEqual(
    trialsInOrder(TRIALS)
      .map(({ id }) => id)
      .toSorted(),
  )
  for (const share of shares) expect(share.length).toBeGreaterThan(0)
  const journal = openJournal({ path })
  const records = journal.trials()
  expect(records.every(({ status, attempts }) => status === 'ended' && attempts === 1)).toBe(true)
  expect(records.map(({ launchIndex }) => launchIndex).toSorted((a = 0, b = 0) => a - b)).toEqual(
    records.map((_, place) => place),
  )
  for (const { trial } of records) expect(journal.allEvents(trial.id)).toHaveLength(1)
  await journal.close()
})

test(`a process killed ${KILLS} times in the middle of writing loses nothing that was committed and leaves nothing half`, async () => {
  const path = await begun([aTrial('only')])
  const random = createRandom(7)
  let committed = 0
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const child = await startChild(path, 'write')
    child.proceed()
    await child.hasSaid(3)
    await delay(random.next() * 60)
    child.process.kill('SIGKILL')
    await child.gone
    const journal = openJournal({ path, owner: { ...anOwnerNamed('reader'), host: 'test-host' } })
    const last = Number(child.said.at(-1))
    committed = expectWhole(journal, { least: last + 1, attempts: kill })
    expect(committed).toBeLessThanOrEqual(last + 2)
    await journal.close()
  }
  const journal = openJournal({ path })
  expect(claimed(journal, anOwnerNamed('next'))).toMatchObject({ attempt: KILLS + 1, launchIndex: 0 })
  await journal.close()
})

/** Turns of three events each, none missing, none half, each with its content and its cost. Gives their number. */
function expectWhole(journal: Journal, { least, attempts }: { least: number; attempts: number }): number {
  const events = journal.allEvents('only')
  const turns = events.length / 3
  expect(Number.isInteger(turns)).toBe(true)
  expect(turns).toBeGreaterThanOrEqual(least)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place))
  expect(events.map(({ body }) => ('step' in body ? body.step : -1))).toEqual(
    events.map((_, seq) => Math.floor(seq / 3)),
  )
  for (const { body } of events) {
    if (body.kind !== 'model-answered') continue
    const value = `${body.step} ${'text '.repeat(body.step % 2_000)}`
    expect(body.messageHash).toBe(aContent(value).hash)
    expect(journal.content(body.messageHash)).toBe(value)
  }
  expect(journal.totals()).toMatchObject({ waiting: 1, running: 0, ended: 0 })
  expect(journal.totals().spentUsd).toBeCloseTo(turns * 0.001, 9)
  expect(journal.trial('only')?.attempts).toBe(attempts)
  return turns
}
