import { expect, test } from 'vitest'
import type { Journal } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { interventionNamed, runUntilSettled, type SettledCell, type StopRule } from '../../src/probe/index.js'
import { smallPlan } from '../support/depot-run.js'
import { anOwner, depotCandidates, depotFamily, stillClock } from '../support/depot-study.js'

const LAUNCHES = 12

/** Asks for one more launch at a time, until there are enough. */
function oneByOne(sampleId: string): StopRule {
  return {
    orderOf: () => Array.from({ length: LAUNCHES }, (_, repeat) => ({ sampleId, repeat })),
    next: (cells: readonly SettledCell[]) =>
      cells.flatMap(({ systemId, scope, launches }) =>
        launches.length < LAUNCHES ? [{ systemId, scope, more: 1 }] : [],
      ),
  }
}

test('a study in batches waits for nothing between them, and reads no trial twice', async () => {
  const plan = smallPlan({ repeats: LAUNCHES, gate: { solved: 0, of: 1 } })
  const inner = openMemoryJournal()
  const reads: string[] = []
  const journal: Journal = new Proxy(inner, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...given: readonly unknown[]) => {
        if (name === 'events') reads.push(String(given[0]))
        return Reflect.apply(value, target, given)
      }
    },
  })
  const waits: number[] = []
  const clock = stillClock()
  const end = await runUntilSettled(
    {
      plan,
      journal,
      candidates: depotCandidates().slice(0, 1),
      familyNamed: () => depotFamily,
      interventionNamed,
      owner: anOwner,
      // More places than there is work for, as at the end of every batch.
      concurrency: 8,
      clock: {
        ...clock,
        wait: (ms, signal) => {
          waits.push(ms)
          return clock.wait(ms, signal)
        },
      },
    },
    oneByOne(plan.samples[0]?.id ?? ''),
  )
  expect(end).toEqual({ kind: 'complete' })
  expect(inner.totals().ended).toBe(LAUNCHES)
  expect(waits).toEqual([])
  expect(reads).toHaveLength(LAUNCHES)
  expect(new Set(reads).size).toBe(LAUNCHES)
})
