import { expect, test } from 'vitest'
import type { OutcomeRow } from '../domain/index.js'
import { createRandom } from '../math/index.js'
import { checkNull } from './null-check.js'

const OPTIONS = { reference: 'strong', level: 0.95, seed: 3 }

/** Twenty narrow and twenty long tasks of six trials each, solved so often by each system. */
function table(rates: Readonly<Record<string, { readonly narrow: number; readonly long: number }>>): OutcomeRow[] {
  const random = createRandom(20_261_126)
  return Object.entries(rates).flatMap(([system, rate]) =>
    (['narrow', 'long'] as const).flatMap((stratum) =>
      Array.from({ length: 120 }, (_, n): OutcomeRow => {
        const isSolved = random.next() < rate[stratum]
        const [task, repeat] = [`${stratum}-${Math.floor(n / 6)}`, n % 6]
        return { system, task, stratum, repeat, outcome: { kind: isSolved ? 'solved' : 'failed' } }
      }),
    ),
  )
}

const rows = table({
  strong: { narrow: 0.8, long: 0.8 },
  twin: { narrow: 0.8, long: 0.8 },
  weak: { narrow: 0.8, long: 0.3 },
})

test('a system against itself covers zero about as often as it says', () => {
  const { selves } = checkNull(rows, OPTIONS)
  expect(selves.map(({ system, quantity, tasks }) => [system, quantity, tasks])).toEqual([
    ['strong', 'shadow', 40],
    ['twin', 'shadow', 40],
    ['weak', 'shadow', 40],
  ])
  for (const { covered = 0 } of selves) expect(covered).toBeGreaterThan(0.85)
})

test('exchanged labels tell the system that falls behind on long work from the one that does not', () => {
  const { swaps } = checkNull(rows, OPTIONS)
  const [twin, weak] = ['twin', 'weak'].map((name) => swaps.find(({ system }) => system === name))
  expect(twin?.p).toBeGreaterThan(0.05)
  expect(weak?.p).toBe(0.001)
  expect(weak?.observed).toBeGreaterThan(0.3)
})

test('a table without sides or repeats is told what it cannot say', () => {
  const bare = rows.flatMap(({ stratum: _, ...row }) => (row.repeat === 0 ? [row] : []))
  const { selves, swaps, cannotSay } = checkNull(bare, OPTIONS)
  expect(selves.map(({ covered, tasks }) => [covered, tasks])).toEqual([
    [undefined, 0],
    [undefined, 0],
    [undefined, 0],
  ])
  expect(swaps.map(({ quantity }) => quantity)).toEqual(['difference', 'difference'])
  expect(cannotSay.at(-1)).toContain('strong, twin, weak')
})

test('a reference that the table lacks is named with those it has', () => {
  expect(() => checkNull(rows, { ...OPTIONS, reference: 'none' })).toThrow(
    'reference is none; expected one of strong, twin, weak',
  )
})
