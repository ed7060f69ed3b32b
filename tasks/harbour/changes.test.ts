import type { Environment } from 'leadline'
import { expect, test } from 'vitest'
import { harbourFamilies } from './families.js'

/** Worlds a third of the way into the work. */
function forks(size: number, seeds: number): Environment[] {
  return harbourFamilies.flatMap((family) =>
    Array.from({ length: seeds }, (_, seed) => {
      const sample = family.makeSample({ stratum: size < 30 ? 'narrow' : 'long', size, seed })
      const world = family.open(sample, 'chance')
      const solution = world.solve?.([])
      if (solution?.kind !== 'calls') throw new Error('no solution')
      for (const call of solution.calls.slice(0, Math.floor(size / 3))) void world.call(call)
      return world
    }),
  )
}

const lengthOf = (world: Environment) => {
  const solution = world.solve?.([])
  return solution?.kind === 'calls' ? solution.calls.length : Number.NaN
}

test.each([10, 60, 200])('at size %i the operator can ask for something else of comparable length', (size) => {
  const worlds = forks(size, size > 100 ? 2 : 8)
  const withVariants = worlds.filter((world) => (world.goalVariants?.() ?? []).length > 0)
  expect(withVariants.length / worlds.length).toBeGreaterThanOrEqual(0.9)
  for (const world of withVariants) {
    const [fork, now] = [world.snapshot(), lengthOf(world)]
    const reached = () => world.checkpoints().filter(({ isReached }) => isReached).length
    const before = reached()
    for (const { id, novelty } of world.goalVariants?.() ?? []) {
      world.changeGoal?.(id)
      expect(novelty).toBeGreaterThan(0)
      expect(reached()).toBe(before)
      expect(lengthOf(world) / now).toBeGreaterThanOrEqual(0.8)
      expect(lengthOf(world) / now).toBeLessThanOrEqual(1.3)
      world.restore(fork)
    }
  }
})

test('at size 60 most of what is left is asked for elsewhere', () => {
  for (const world of forks(60, 4)) {
    const variants = world.goalVariants?.() ?? []
    if (variants.length > 0) expect(Math.max(...variants.map(({ novelty }) => novelty))).toBeGreaterThan(0.5)
  }
})

test('changes that the world does not declare are refused', () => {
  const [world] = forks(10, 1)
  expect(() => world?.disturb?.('close Here>There')).toThrow("disturbance is 'close Here>There'; expected one of")
  expect(() => world?.disturb?.('shift C-999 Elm')).toThrow("disturbance is 'shift C-999 Elm'; expected one of")
  expect(() => world?.disturb?.('flood')).toThrow("disturbance is 'flood'; expected one of")
  expect(() => world?.changeGoal?.('all Nowhere')).toThrow("goal variant is 'all Nowhere'; expected one of")
})

test('whoever learns of a closed channel only on the way there can still finish', async () => {
  let met = 0
  for (const world of forks(20, 12)) {
    const [fork, plan] = [world.snapshot(), world.solve?.([])]
    if (plan?.kind !== 'calls') throw new Error('no solution')
    const closings = (world.disturbances?.() ?? []).filter(
      ({ kind, isSolvable }) => kind === 'route-blocked' && isSolvable,
    )
    for (const { id } of closings) {
      world.restore(fork)
      world.disturb?.(id)
      for (const call of plan.calls) {
        if (!(await world.call(call)).isError) continue
        met += 1
        expect(world.solve?.([]).kind, id).toBe('calls')
        break
      }
    }
  }
  expect(met).toBeGreaterThan(100)
})
