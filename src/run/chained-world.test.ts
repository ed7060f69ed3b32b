import { expect, test } from 'vitest'
import { asJson, type Environment, type Link, type ToolCall } from '../domain/index.js'
import { createChain } from './chain.js'
import { chainWorld } from './chained-world.js'

const KEY = { type: 'object', properties: { key: { type: 'string' } }, required: ['key'] }

/** Two switches that are set and read by name. */
function openSwitches(): Environment {
  let on: readonly string[] = []
  return {
    tools: [
      { name: 'set', description: 'Sets a switch.', parameters: KEY, effect: 'writes' },
      { name: 'get', description: 'Reads a switch.', parameters: KEY, effect: 'reads' },
    ],
    effects: 'replayable',
    call({ name, arguments: { key } }) {
      if (name === 'set') on = [...on, String(key)]
      return { text: name === 'set' ? 'done' : String(on.includes(String(key))), isError: false }
    },
    score: () => ({ value: 0, isSolved: false, evidence: [] }),
    checkpoints: () => [],
    snapshot: () => asJson([...on]),
    restore: (state) => {
      on = state as readonly string[]
    },
  }
}

const losing: Link = {
  name: 'losing',
  result: ({ name }, _, { delivered }) => (name === 'set' && delivered < 2 ? { kind: 'undo' } : { kind: 'pass' }),
}

const call = (name: string, key: string): ToolCall => ({ id: `${name}-${key}`, name, arguments: { key } })

test.each(['a', 'b'])('of two lost writes, the one that is read back is evident: %s', async (read) => {
  const chain = createChain({ arm: 'varied', links: [losing], pairId: 'pair', firstStep: 0 })
  const world = chainWorld({ environment: openSwitches(), chain, twin: openSwitches })
  for (const key of ['a', 'b']) {
    expect((await world.call(call('set', key), 0)).deliveries).toHaveLength(1)
    expect(world.takeEvidence()).toEqual([])
  }
  await world.call(call('get', 'c'), 1)
  expect(world.takeEvidence()).toEqual([])
  await world.call(call('get', read), 2)
  expect(world.takeEvidence()).toEqual(['losing'])
})

test('a call that does not fit what is offered now reaches neither link nor world, and is no opportunity', async () => {
  const environment = openSwitches()
  const renaming: Link = {
    name: 'renaming',
    offer: (tools) => ({ kind: 'replace', tools: tools.map((tool) => ({ ...tool, name: `${tool.name}_it` })) }),
    call: (asked) => ({ kind: 'translate', call: { ...asked, name: asked.name.replace('_it', '') } }),
  }
  const chain = createChain({ arm: 'varied', links: [renaming], pairId: 'pair', firstStep: 0 })
  const world = chainWorld({ environment, chain, twin: openSwitches })
  world.offer(0)
  expect((await world.call(call('set', 'a'), 0)).result).toEqual({
    text: "unknown tool 'set'; known: set_it, get_it, finish",
    isError: true,
  })
  const wrong = await world.call({ id: 'x', name: 'set_it', arguments: { key: 7 } }, 0)
  expect(wrong).toMatchObject({ result: { text: 'set_it.key is 7; expected a text' }, deliveries: [] })
  expect(environment.snapshot()).toEqual([])
  await world.call(call('set_it', 'a'), 0)
  expect(environment.snapshot()).toEqual(['a'])
})
