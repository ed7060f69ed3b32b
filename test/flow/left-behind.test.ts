import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { openMemoryJournal } from '../../src/journal/index.js'
import { runDepot, smallPlan } from '../support/depot-run.js'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** A study under a signal that outlives it; only its journal is looked at, and only weakly. */
async function studyUnder(signal: AbortSignal): Promise<WeakRef<object>> {
  const journal = openMemoryJournal()
  expect(await runDepot(journal, smallPlan(), { signal })).toEqual({ kind: 'complete' })
  await journal.close()
  return new WeakRef(journal)
}

test('a study that is over leaves nothing on the signal that could have stopped it', async () => {
  const { signal } = new AbortController()
  const journals = [await studyUnder(signal), await studyUnder(signal), await studyUnder(signal)]
  for (let turn = 0; turn < 20 && journals.some((journal) => journal.deref() !== undefined); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    collect()
  }
  expect(journals.map((journal) => journal.deref())).toEqual([undefined, undefined, undefined])
  expect(signal.aborted).toBe(false)
})
