import { expect, test } from 'vitest'
import { aDepotScene, aStockroomScene, missingFor, offeredBy, prepared } from '../../../test/support/depot-scene.js'
import { betterTool } from './better-tool.js'

test('the tool that the world holds back is offered after the others, and works', () => {
  const scene = aStockroomScene()
  const { link } = prepared(betterTool, scene)
  expect(offeredBy(link, scene.environment.tools).at(-1)?.name).toBe('settle_item')
  const settled = scene.environment.call({ name: 'settle_item', arguments: { item: 'lamps', shelf: 'A', count: 30 } })
  expect(settled).toMatchObject({ isError: false })
})

test('a world that holds nothing back is not used', () => {
  expect(missingFor(betterTool, aDepotScene())).toBe('laterTools')
})
