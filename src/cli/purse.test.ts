import { expect, test } from 'vitest'
import { createPurse } from './purse.js'

test('asks at the same time never hold more than the budget together', async () => {
  const purse = createPurse(1)
  const [first, second] = await Promise.all([purse.take(0.4), purse.take(0.4)])
  const third = purse.take(0.4)
  first?.settle(0.1)
  expect(await third).toBeDefined()
  second?.settle(undefined)
  expect(purse.spentUsd()).toBeCloseTo(0.5)
})

test('an ask that cannot be paid any more is refused once nobody has anything to give back', async () => {
  const purse = createPurse(1)
  const held = await purse.take(0.9)
  const refused = purse.take(0.2)
  held?.settle(0.9)
  expect(await refused).toBeUndefined()
  expect(await createPurse().take(1_000)).toBeDefined()
})
