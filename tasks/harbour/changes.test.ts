import type { Environment } from 'leadline'
import { expect, test } from 'vitest'
import { harbourFamilies } from './families.js'

/** Goals that replace the present one. */
const replacements = (world: Environment) => (world.goalVariants?.() ?? []).filter(({ kind }) => kind === undefined)

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
  const withVariants = worlds.filter((world) => replacements(world).length > 0)
  expect(withVariants.length / worlds.length).toBeGreaterThanOrEqual(0.9)
  for (const world of withVariants) {
    const [fork, now] = [world.snapshot(), lengthOf(world)]
    const reached = () => world.checkpoints().filter(({ isReached }) => isReached).length
    const before = reached()
    for (const { id, novelty } of replacements(world)) {
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
    const variants = replacements(world)
    if (variants.length > 0) expect(Math.max(...variants.map(({ novelty }) => novelty))).toBeGreaterThan(0.5)
  }
})

test('one thing can be asked for besides, otherwise or no longer, and counts so', async () => {
  const [world] = forks(60, 1)
  if (world === undefined) throw new Error('no world')
  const fork = world.snapshot()
  const share = async () => (await world.score()).value
  const before = await share()
  for (const [kind, change] of [
    ['added', -1],
    ['revised', 0],
    ['withdrawn', 1],
  ] as const) {
    const variant = world.goalVariants?.().find((entry) => entry.kind === kind)
    if (variant === undefined) throw new Error(`nothing ${kind}`)
    world.changeGoal?.(variant.id)
    expect(Math.sign((await share()) - before), kind).toBe(change)
    expect(world.solve?.([]).kind).toBe('calls')
    world.restore(fork)
  }
})

test('a crate under another number is the same sub-goal, and only the new number is known', () => {
  const [world] = forks(60, 1)
  const renaming = world?.disturbances?.().find(({ kind }) => kind === 'item-renamed')
  if (world === undefined || renaming === undefined) throw new Error('nothing to rename')
  const ids = world.checkpoints().map(({ id }) => id)
  world.disturb?.(renaming.id)
  const [, before = '', now = ''] = renaming.id.split(' ')
  expect(world.checkpoints().map(({ id }) => id)).toEqual(ids)
  expect(world.call({ name: 'find_crate', arguments: { crate: before } })).toMatchObject({ isError: true })
  expect(world.call({ name: 'find_crate', arguments: { crate: now } })).toMatchObject({ isError: false })
})

test('the tool that may come later sails over open water only, and is not offered before', () => {
  const [world] = forks(60, 1)
  const later = world?.laterTools?.().map(({ name }) => name)
  expect(later).toEqual(['sail_to'])
  expect(world?.tools.map(({ name }) => name)).not.toContain('sail_to')
  const chart = world?.call({ name: 'chart', arguments: {} })
  const [, berth = ''] = chart !== undefined && 'text' in chart ? (/- (\S+) \(open\)/.exec(chart.text) ?? []) : []
  expect(world?.call({ name: 'sail_to', arguments: { to: berth } })).toEqual({
    text: `Moved to ${berth}.`,
    isError: false,
  })
  expect(world?.call({ name: 'sail_to', arguments: { to: 'Nowhere' } })).toMatchObject({ isError: true })
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
