import { expect, test } from 'vitest'
import { asJson, type Environment, type Link, type ToolCall } from '../domain/index.js'
import { createChain } from './chain.js'
import { chainWorld } from './chained-world.js'

/** Two switches that are set and read by name. */
function openSwitches(): Environment {
  let on: readonly string[] = []
  return {
    tools: [],
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
