import fc from 'fast-check'
import type { Constraint, Environment, Sample, WorldCall } from 'leadline'
import { describe, expect, test } from 'vitest'
import { shortestLength } from '../../test/support/blind-search.js'
import { harbourFamilies } from './families.js'
import { generate } from './making/generate.js'
import { VARIANTS } from './making/variants.js'
import type { HarbourState } from './state.js'

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
    const world = middle(family, sample)
    const constraints: Constraint[] = [
      ...['move', 'load', 'manifest', 'buy_pass'].map((tool): Constraint => ({ kind: 'tool-unavailable', tool })),
      ...(world.disturbances?.() ?? [])
        .filter(({ isSolvable }) => isSolvable)
        // A long sample has a hundred crates that can be moved.
        .filter((_, index) => size < 200 || index % 8 === 0)
        .map(({ id }): Constraint => ({ kind: 'disturbed', disturbance: id })),
      ...(world.goalVariants?.() ?? []).map(({ id }): Constraint => ({ kind: 'goal-changed', variant: id })),
    ]
    const fork = world.snapshot()
    for (const constraint of constraints) {
      world.restore(fork)
      const solution = world.solve?.([constraint])
      if (solution?.kind === 'infeasible' && constraint.kind === 'tool-unavailable') continue
      if (solution?.kind !== 'calls') throw new Error(`no solution under ${JSON.stringify(constraint)}`)
      if (constraint.kind === 'disturbed') world.disturb?.(constraint.disturbance)
      if (constraint.kind === 'goal-changed') world.changeGoal?.(constraint.variant)
      await run(world, solution.calls)
      expect(world.score()).toMatchObject({ isSolved: true })
    }
  })

  test('has no solution without the only tool that unloads, and one without any of the others', () => {
    const world = middle(family, sample)
    const without = (tool: string) => world.solve?.([{ kind: 'tool-unavailable', tool }]).kind
    expect(without('unload')).toBe('infeasible')
    expect(['move', 'tow', 'load', 'winch_aboard', 'manifest', 'buy_pass'].map(without)).not.toContain('infeasible')
  })
})

function middle(family: (typeof harbourFamilies)[number], sample: Sample): Environment {
  const world = family.open(sample, 'chance')
  const solution = world.solve?.([])
  if (solution?.kind === 'calls') for (const call of solution.calls.slice(0, 3)) void world.call(call)
  return world
}

/** Berths, crates and locks as they are named, whether or not a sample has them. */
const BERTHS = 'Alder Birch Cedar Drift Elm Fern Gorse Hazel Iris Juniper Kelp Larch Maple Nettle'.split(' ')

const anyCall = fc.record({
  name: fc.constantFrom(
    ...'look chart manifest find_crate move tow load winch_aboard unload'.split(' '),
    ...'buy_pass reset_crane inspect request_permit nonsense toString'.split(' '),
  ),
  arguments: fc.oneof(
    fc.record({ to: fc.constantFrom(...BERTHS) }),
    fc.record({ crate: fc.integer({ min: 100, max: 115 }).map((n) => `C-${n}`) }),
    fc.record({ page: fc.integer({ min: -1, max: 4 }) }),
    fc.record({ lock: fc.constantFrom('Red', 'Blue', 'Pink') }),
    fc.record({ berth: fc.constantFrom(...BERTHS) }),
    fc.constant({}),
    fc.dictionary(fc.string(), fc.string()),
  ),
})

/** Calls that mostly can be made, so that the state really changes. */
function likelyCall(world: Environment, draw: number): WorldCall {
  const state = world.snapshot() as { vessel: string; crates: { id: string; at: string }[] }
  const berths = [...new Set(BERTHS)]
  const here = state.crates.find(({ at }) => at === state.vessel) ?? state.crates[0]
  const crate = state.crates.find(({ at }) => at === 'aboard') ?? here
  const choices: WorldCall[] = [
    ...berths.map((to) => ({ name: 'move', arguments: { to } })),
    ...['load', 'unload', 'inspect', 'unload', 'load'].map((name) => ({ name, arguments: { crate: crate?.id ?? '' } })),
    { name: 'reset_crane', arguments: {} },
    { name: 'request_permit', arguments: { berth: state.vessel } },
    { name: 'buy_pass', arguments: { lock: 'Red' } },
  ]
  return choices[draw % choices.length] ?? { name: 'look', arguments: {} }
}

const anyHarbour = fc.record({
  family: fc.constantFrom(...harbourFamilies),
  size: fc.constantFrom(6, 10, 60),
  seed: fc.nat(50),
})

test('random calls never throw, lose a crate or leave a state that a snapshot does not carry', () => {
  fc.assert(
    fc.property(
      anyHarbour,
      fc.array(fc.oneof(anyCall, fc.nat(1_000)), { maxLength: 60 }),
      ({ family, size, seed }, calls) => {
        const sample = sampleFor(family, size, seed)
        const [world, other] = [family.open(sample, 'a'), family.open(sample, 'b')]
        const crates = world.checkpoints().map(({ id }) => id)
        for (const [place, drawn] of calls.entries()) {
          if (place === Math.floor(calls.length / 2)) other.restore(JSON.parse(JSON.stringify(other.snapshot())))
          const call = typeof drawn === 'number' ? likelyCall(world, drawn) : drawn
          expect(world.call(call)).toEqual(other.call(call))
        }
        expect(world.checkpoints().map(({ id }) => id)).toEqual(crates)
        const { lifts, passes } = world.snapshot() as { lifts: number; passes: Record<string, number> }
        expect(Math.min(lifts, ...Object.values(passes))).toBeGreaterThanOrEqual(0)
      },
    ),
    { numRuns: 150 },
  )
})

test('from every state that calls, closures and new orders lead to, the solver and the disturbances agree', () => {
  fc.assert(
    fc.property(anyHarbour, fc.array(fc.nat(1_000), { maxLength: 40 }), ({ family, size, seed }, draws) => {
      const world = family.open(sampleFor(family, size, seed), 'a')
      for (const draw of draws) {
        const closing = world.disturbances?.().filter(({ isSolvable }) => isSolvable) ?? []
        const goal = world.goalVariants?.()[0]
        if (draw % 13 === 0 && closing.length > 0) world.disturb?.(closing[draw % closing.length]?.id ?? '')
        else if (draw % 17 === 0 && goal !== undefined) world.changeGoal?.(goal.id)
        else void world.call(likelyCall(world, draw))
      }
      for (const { id, isSolvable } of world.disturbances?.() ?? []) {
        expect(world.solve?.([{ kind: 'disturbed', disturbance: id }]).kind === 'calls', id).toBe(isSolvable)
      }
      const solution = world.solve?.([])
      if (solution?.kind === 'calls') {
        for (const call of solution.calls) expect(world.call(call)).toMatchObject({ isError: false })
        expect(world.score()).toMatchObject({ isSolved: true })
        return
      }
      // Only where a channel was closed may a current carry the vessel away for good.
      const state = world.snapshot() as unknown as HarbourState
      expect(state.closed.length).toBeGreaterThan(0)
      if (size > 10) return
      const variant = VARIANTS.find(({ name }) => name === family.name)
      if (variant === undefined) throw new Error(`no variant ${family.name}`)
      expect(shortestLength(state, generate(variant, size, seed).layout, 300)).toBe(undefined)
    }),
    { numRuns: 120 },
  )
})
