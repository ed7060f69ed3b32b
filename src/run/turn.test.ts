import { expect, test } from 'vitest'
import { plainJournal } from '../../test/support/plain-journal.js'
import { runScripted } from '../../test/support/scripted-trial.js'
import { openStockroom, stockroomSample } from '../../test/support/stockroom-world.js'
import type { Ask, Environment, ToolSpec } from '../domain/index.js'

/** A stockroom that rewrites a tool in place when it is called for the third time. */
function openRewriting(): Environment {
  const world = openStockroom()
  const tools: ToolSpec[] = structuredClone([...world.tools])
  let calls = 0
  return {
    ...world,
    tools,
    call(call) {
      calls += 1
      const [first] = tools
      if (calls === 3 && first !== undefined) Object.assign(first.parameters, { title: 'rewritten' })
      return world.call(call)
    },
  }
}

test('tools that stay the same are one list for all asks; those that a world rewrites in place are offered anew', async () => {
  const journal = plainJournal()
  const asks: Ask[] = []
  const titles: unknown[] = []
  const look = { name: 'show_item', arguments: { item: 'bolts' } }
  await runScripted(journal, {
    sample: stockroomSample(),
    open: openRewriting,
    links: [],
    arm: 'sham',
    past: [],
    future: [look, look, look, look],
    heard(ask) {
      asks.push(ask)
      titles.push(ask.tools[0]?.parameters.title)
    },
  })
  expect(titles).toEqual([undefined, undefined, undefined, 'rewritten', 'rewritten'])
  expect(asks[1]?.tools).toBe(asks[0]?.tools)
  expect(asks[3]?.tools).not.toBe(asks[2]?.tools)
  const offered = journal.events('sham').flatMap(({ body }) => (body.kind === 'tools-offered' ? [body.step] : []))
  expect(offered).toEqual([3])
})
