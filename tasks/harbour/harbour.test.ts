import fc from 'fast-check'
import type { Constraint, Environment, Sample, WorldCall } from 'leadline'
import { describe, expect, test } from 'vitest'
import { harbourFamilies } from './families.js'

const SIZES = [10, 60, 200, 600] as const
const forms = harbourFamilies.flatMap((family) =>
  SIZES.map((size) => ({ name: `${family.name} ${size}`, family, size })),
)

function sampleFor(family: (typeof harbourFamilies)[number], size: number, seed = 1): Sample {
  return family.makeSample({ stratum: size < 30 ? 'narrow' : 'long', size, seed })
}

async function run(world: Environment, calls: readonly WorldCall[]): Promise<void> {
  for (const call of calls) {
    const result = await world.call(call)
    expect(result.isError, `${JSON.stringify(call)}: ${result.text}`).toBe(false)
  }
}

describe.each(forms)('$name', ({ family, size }) => {
  const sample = sampleFor(family, size)

  test('has about the wanted length, and a reference within 10 % of its lower bound', () => {
    expect(sample.reference.calls).toBeGreaterThan(size * 0.75)
    expect(sample.reference.calls).toBeLessThan(size * 1.3)
    expect(sample.reference.atLeast).toBeGreaterThanOrEqual(0.9 * sample.reference.calls)
  })

  test('is solved by its reference solution, and its checkpoints add up to the reference length', async () => {
    const world = family.open(sample, 'chance')
    const solution = world.solve?.([])
    if (solution?.kind !== 'calls') throw new Error('no solution')
    expect(solution.calls).toHaveLength(sample.reference.calls)
    await run(world, solution.calls)
    expect(world.score()).toMatchObject({ value: 1, isSolved: true })
    const effort = world.checkpoints().reduce((sum, checkpoint) => sum + checkpoint.effort, 0)
    expect(effort).toBeCloseTo(sample.reference.calls, 6)
  })

  test('is solved under every constraint for which a solution is given, from the middle of the work', async () => {
    const constraints: Constraint[] = [
      { kind: 'tool-unavailable', tool: 'move' },
      { kind: 'tool-unavailable', tool: 'load' },
      { kind: 'tool-unavailable', tool: 'manifest' },
      { kind: 'tool-unavailable', tool: 'buy_pass' },
      ...(middle(family, sample).disturbances?.() ?? [])
        .filter(({ isSolvable }) => isSolvable)
        // A long sample has dozens of channels that can close; each fourth of them takes a second already.
        .filter((_, index) => size < 600 || index % 4 === 0)
        .map(({ id }): Constraint => ({ kind: 'disturbed', disturbance: id })),
      ...(middle(family, sample).goalVariants?.() ?? []).map(
        ({ id }): Constraint => ({ kind: 'goal-changed', variant: id }),
      ),
    ]
    for (const constraint of constraints) {
      const world = middle(family, sample)
      const solution = world.solve?.([constraint])
      if (solution?.kind !== 'calls') throw new Error(`no solution under ${JSON.stringify(constraint)}`)
      if (constraint.kind === 'disturbed') world.disturb?.(constraint.disturbance)
      if (constraint.kind === 'goal-changed') world.changeGoal?.(constraint.variant)
      await run(world, solution.calls)
      expect(world.score().isSolved).toBe(true)
    }
  })

  test('has no solution without the only tool that unloads', () => {
    expect(middle(family, sample).solve?.([{ kind: 'tool-unavailable', tool: 'unload' }])).toMatchObject({
      kind: 'infeasible',
    })
  })
})

function middle(family: (typeof harbourFamilies)[number], sample: Sample): Environment {
  const world = family.open(sample, 'chance')
  const solution = world.solve?.([])
  if (solution?.kind === 'calls') for (const call of solution.calls.slice(0, 3)) void world.call(call)
  return world
}

test('a search of small samples finds nothing below the lower bound, and a reference at most 10 % above its best', () => {
  for (const family of harbourFamilies) {
    const sample = sampleFor(family, 8, 3)
    const shortest = searchShortest(family.open(sample, 'c'), sample.reference.calls) ?? 0
    expect(shortest, family.name).toBeGreaterThanOrEqual(sample.reference.atLeast)
    expect(sample.reference.calls, family.name).toBeLessThanOrEqual(Math.ceil(shortest * 1.1))
  }
})

/** Shortest solution by trying every writing call from every reachable state. */
function searchShortest(world: Environment, limit: number): number | undefined {
  const start = world.snapshot()
  const seen = new Set([JSON.stringify(start)])
  let frontier = [start]
  for (let depth = 0; depth <= limit; depth += 1) {
    const next: typeof frontier = []
    for (const state of frontier) {
      world.restore(state)
      if (world.score().isSolved) return depth
      for (const call of writingCalls(state)) {
        world.restore(state)
        void world.call(call)
        const reached = world.snapshot()
        const key = JSON.stringify(reached)
        if (seen.has(key)) continue
        seen.add(key)
        next.push(reached)
      }
    }
    frontier = next
  }
  return undefined
}

const ALL_BERTHS = [
  'Alder',
  'Birch',
  'Cedar',
  'Drift',
  'Elm',
  'Fern',
  'Gorse',
  'Hazel',
  'Iris',
  'Juniper',
  'Kelp',
  'Larch',
  'Maple',
  'Nettle',
]

function writingCalls(state: unknown): WorldCall[] {
  const { crates, vessel } = state as { vessel: string; crates: { id: string; at: string; bound: string }[] }
  const here = crates.filter(({ at }) => at === vessel)
  const bounds = [...new Set(crates.map(({ bound }) => bound))]
  return [
    ...ALL_BERTHS.map((to) => ({ name: 'move', arguments: { to } })),
    ...here.flatMap(({ id }) => ['load', 'inspect'].map((name) => ({ name, arguments: { crate: id } }))),
    ...crates.flatMap(({ id, at }) => (at === 'aboard' ? [{ name: 'unload', arguments: { crate: id } }] : [])),
    ...['Red', 'Blue'].map((lock) => ({ name: 'buy_pass', arguments: { lock } })),
    ...bounds.map((berth) => ({ name: 'request_permit', arguments: { berth } })),
    { name: 'reset_crane', arguments: {} },
  ]
}

const anyCall = fc.record({
  name: fc.constantFrom(
    'look',
    'chart',
    'manifest',
    'find_crate',
    'move',
    'tow',
    'load',
    'winch_aboard',
    'unload',
    'buy_pass',
    'reset_crane',
    'inspect',
    'request_permit',
    'nonsense',
  ),
  arguments: fc.oneof(
    fc.record({ to: fc.constantFrom(...ALL_BERTHS) }),
    fc.record({ crate: fc.integer({ min: 100, max: 115 }).map((n) => `C-${n}`) }),
    fc.record({ page: fc.integer({ min: -1, max: 4 }) }),
    fc.record({ lock: fc.constantFrom('Red', 'Blue', 'Pink') }),
    fc.record({ berth: fc.constantFrom(...ALL_BERTHS) }),
    fc.constant({}),
    fc.dictionary(fc.string(), fc.string()),
  ),
})

test('random calls never throw, lose a crate or leave a state that a snapshot does not carry', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: harbourFamilies.length - 1 }),
      fc.nat(50),
      fc.array(anyCall, { maxLength: 60 }),
      (index, seed, calls) => {
        const family = harbourFamilies[index]
        if (family === undefined) return
        const sample = sampleFor(family, 60, seed)
        const [world, other] = [family.open(sample, 'a'), family.open(sample, 'b')]
        const crates = world.checkpoints().map(({ id }) => id)
        for (const [place, call] of calls.entries()) {
          if (place === Math.floor(calls.length / 2)) other.restore(JSON.parse(JSON.stringify(other.snapshot())))
          expect(world.call(call)).toEqual(other.call(call))
        }
        expect(world.checkpoints().map(({ id }) => id)).toEqual(crates)
        const { lifts, passes } = world.snapshot() as { lifts: number; passes: Record<string, number> }
        expect(Math.min(lifts, ...Object.values(passes))).toBeGreaterThanOrEqual(0)
        const solution = world.solve?.([])
        if (solution?.kind !== 'calls') throw new Error('no solution from a reachable state')
        for (const call of solution.calls) void world.call(call)
        expect(world.score().isSolved).toBe(true)
      },
    ),
    { numRuns: 150 },
  )
})
