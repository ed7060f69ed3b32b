import { expect, test } from 'vitest'
import { aDepotScene, aStockroomScene } from '../../../test/support/depot-scene.js'
import type { Environment, Preparation, Scene } from '../../domain/index.js'
import { interventions } from './index.js'
import { playedWorld } from './played-world.js'

/** The same world, all of whose answers come later. */
function later(world: Environment): Environment {
  const call: Environment['call'] = async (asked) => world.call(asked)
  return { ...world, call, answersLater: true }
}

/** What an intervention found, without the functions in it. */
function found(preparation: Preparation): unknown {
  return preparation.kind === 'ready' ? preparation.constraint : preparation
}

test.each([
  ['depot', () => aDepotScene(), ['empty-success', 'false-success', 'stale-read', 'answer-truncated']],
  ['stockroom', () => aStockroomScene(), ['empty-success', 'false-success']],
] as const)(
  'in a %s that answers later a change is aimed at what it would be aimed at otherwise',
  async (_, scene, wanted) => {
    const aimed: string[] = []
    for (const intervention of interventions) {
      const { dose } = intervention
      const slow: Scene = scene()
      const environment = await playedWorld(later(slow.environment), slow.future)
      const preparation = intervention.prepare({ ...slow, dose, environment })
      // One that looks at more than the future, such as at what comes after a disturbance, cannot be aimed.
      if (preparation.kind === 'not-applicable') continue
      aimed.push(intervention.name)
      const expected = found(intervention.prepare({ ...scene(), dose }))
      expect([intervention.name, found(preparation)]).toEqual([intervention.name, expected])
    }
    expect(aimed).toEqual(expect.arrayContaining([...wanted]))
  },
)

test('playing leaves the world as it was, and a world that answers at once is not played', async () => {
  const { environment, future } = aDepotScene()
  const before = environment.snapshot()
  await playedWorld(later(environment), future)
  expect(environment.snapshot()).toEqual(before)
  expect(await playedWorld(environment, future)).toBe(environment)
})
