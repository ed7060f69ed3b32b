import { expect, test } from 'vitest'
import type { Model } from '../../domain/index.js'
import { modelShelf } from './model-shelf.js'

const model: Model = { ask: async () => ({ text: '', calls: [], stop: 'end' }) }

test('the models that were asked last are kept open, and no more than sixteen', async () => {
  const opened: number[] = []
  const shelf = modelShelf([{ name: 'one', model }], async (_, temperature) => {
    opened.push(temperature)
    return { ...model }
  })
  expect(shelf.names).toEqual(['one'])
  expect(shelf.plain('one')).toBe(model)
  expect(shelf.plain('two')).toBeUndefined()
  const first = await shelf.heated('one', 0)
  for (let place = 1; place < 16; place += 1) await shelf.heated('one', place / 16)
  expect(await shelf.heated('one', 0)).toBe(first)
  await shelf.heated('one', 1)
  expect(await shelf.heated('one', 0)).toBe(first)
  expect(opened).toHaveLength(17)
  await shelf.heated('one', 1 / 16)
  expect(opened.slice(17)).toEqual([1 / 16])
})

test('what could not be opened is tried again', async () => {
  let tries = 0
  const shelf = modelShelf([{ name: 'one', model }], async () => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
    return model
  })
  await expect(shelf.heated('one', 1)).rejects.toThrow('not yet')
  expect(await shelf.heated('one', 1)).toBe(model)
})
