import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../domain/index.js'
import { type DistressedRun, findEscalations } from './escalations.js'

const OPTIONS = { level: 0.95, fixedThreshold: 6, readsProgress: true }

/** Runs of one system, each a task of its own; its distress rises to `most(run)` in the middle step of five. */
function runs(
  count: number,
  kind: 'solved' | 'failed' | 'censored' | 'void',
  most: (run: number) => number,
): DistressedRun[] {
  const outcomes: Record<string, Outcome> = {
    solved: { kind: 'solved' },
    failed: { kind: 'failed' },
    censored: { kind: 'censored', limit: 'steps' },
    void: { kind: 'void', cause: 'environment' },
  }
  return Array.from({ length: count }, (_, run) => ({
    scope: 'narrow',
    row: { system: 'small', task: `${kind}-${run}`, repeat: 0, outcome: outcomes[kind] ?? { kind: 'unknown' } },
    distress: [0, 1, most(run), 1, 0],
  }))
}

describe('a run is moved up', () => {
  test('above the worst moments of nearly all successful runs, and the failing ones are told apart', () => {
    const [found] = findEscalations(
      [
        ...runs(99, 'solved', (run) => run),
        ...runs(15, 'failed', (run) => run * 20),
        ...runs(5, 'censored', () => 200),
      ],
      OPTIONS,
    )
    // Rank ceil(100 x 0.95) = 95 of 99: the 95th of 1, 1, 2, 3 ... is 94.
    expect(found).toMatchObject({
      method: 'conformal-maximum',
      threshold: 94,
      solved: 99,
      solvedMovedUp: 4,
      unsolved: 20,
    })
    // Failing runs at 100, 120 ... 280, and those that met a limit.
    expect(found).toMatchObject({ caughtRuns: 15, stepsBeforeEnd: 2 })
    expect(found?.caught).toMatchObject({ kind: 'determined', value: 0.75, samples: 20, level: 0.95 })
    expect(found?.words.join(' ')).toContain('at most 5% of runs that succeed would be escalated on average')
    expect(found?.words.join(' ')).toMatch(
      /Of 20 runs that failed or met a limit 15 would have been, 75% \(.*\), in the middle 2 steps before the end\./,
    )
  })

  test('by a fixed rule where fewer than sixty runs succeeded, and the words promise nothing', () => {
    const [found] = findEscalations([...runs(59, 'solved', () => 7), ...runs(2, 'failed', () => 3)], OPTIONS)
    expect(found).toMatchObject({ method: 'fixed-rule', threshold: 6, solvedMovedUp: 59, caughtRuns: 0 })
    expect(found).not.toHaveProperty('stepsBeforeEnd')
    expect(found?.words[0]).toContain('a fixed rule')
    expect(found?.words[0]).toContain('there are 59, so the share escalated in vain is not promised')
  })

  test('by what counts: void and unknown runs are no evidence', () => {
    expect(
      findEscalations(
        runs(5, 'void', () => 9),
        OPTIONS,
      ),
    ).toEqual([])
    const [found] = findEscalations([...runs(60, 'solved', () => 0), ...runs(5, 'void', () => 9)], OPTIONS)
    expect(found).toMatchObject({ solved: 60, unsolved: 0, caught: { kind: 'undetermined', reason: 'no-data' } })
    expect(found?.words[1]).toBe('No run failed, so nothing can be said of those that do.')
  })

  test('for each system and scope on its own', () => {
    const other = runs(60, 'solved', () => 2).map((run) => ({
      ...run,
      scope: 'long',
      row: { ...run.row, system: 'big' },
    }))
    const found = findEscalations([...runs(60, 'solved', () => 1), ...other], OPTIONS)
    expect(found.map(({ scope, system, threshold }) => [scope, system, threshold])).toEqual([
      ['narrow', 'small', 1],
      ['long', 'big', 2],
    ])
  })
})
