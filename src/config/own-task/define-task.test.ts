import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { jars, opened, REQUEST } from '../../../test/support/jars.js'
import { defineTask } from './define-task.js'

describe('a task of one’s own', () => {
  test('becomes instances of any size, the same again from the same seed', () => {
    const sample = jars().makeSample(REQUEST)
    expect(sample).toMatchObject({ id: 'jars/narrow/6/1', family: 'jars', goal: 'Fill all jars.', width: 2 })
    expect(sample.reference).toEqual({ calls: 7, atLeast: 1 })
    expect(jars().makeSample(REQUEST)).toEqual(sample)
    const drawn = jars({ make: ({ random }) => ({ goal: `${random.next()}`, state: { full: [], jars: 1 }, calls: 1 }) })
    expect(drawn.makeSample(REQUEST).goal).toBe(drawn.makeSample(REQUEST).goal)
    expect(drawn.makeSample({ ...REQUEST, seed: 2 }).goal).not.toBe(drawn.makeSample(REQUEST).goal)
    expect(drawn.makeSample(REQUEST).reference).toEqual({ calls: 1, atLeast: 1 })
  })

  test('offers its tools with the schema of their arguments', () => {
    expect(opened(jars()).tools).toMatchObject([
      { name: 'fill', effect: 'writes', parameters: { type: 'object', properties: { jar: { type: 'integer' } } } },
      { name: 'count', effect: 'reads', parameters: { type: 'object', properties: {}, additionalProperties: false } },
    ])
  })

  test('answers at once, and what does not fit is answered too', () => {
    const world = opened(jars())
    expect(world.call({ name: 'fill', arguments: { jar: 3 } })).toEqual({ text: 'jar 3 is filled', isError: false })
    expect(world.call({ name: 'fill', arguments: { jar: 3 } })).toEqual({ text: 'jar 3 is full', isError: true })
    expect(world.call({ name: 'pour', arguments: {} })).toMatchObject({
      isError: true,
      text: expect.stringContaining('unknown tool'),
    })
    expect(world.call({ name: 'fill', arguments: { jar: 100 } })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^fill\.jar: /),
    })
    expect(world.snapshot()).toEqual({ full: [3], jars: 6 })
  })

  test('is judged by its own score and checkpoints, which cannot change it', async () => {
    const world = opened(
      jars({
        checkpoints: (state) => {
          state.full = []
          return { first: false, second: true }
        },
      }),
    )
    await world.call({ name: 'fill', arguments: { jar: 1 } })
    expect(world.checkpoints()).toEqual([
      { id: 'first', effort: 3.5, isReached: false },
      { id: 'second', effort: 3.5, isReached: true },
    ])
    expect(world.score()).toEqual({
      value: 1 / 6,
      isSolved: false,
      evidence: ['1 of 2 checkpoints hold', 'open: first'],
    })
    expect(world.snapshot()).toEqual({ full: [1], jars: 6 })
  })

  test('without checkpoints has one, the goal', () => {
    expect(opened(jars()).checkpoints()).toEqual([{ id: 'goal', effort: 7, isReached: false }])
  })

  test('comes back from a snapshot, which later calls do not touch', async () => {
    const world = opened(jars())
    const kept = world.snapshot()
    await world.call({ name: 'fill', arguments: { jar: 1 } })
    world.restore(kept)
    await world.call({ name: 'fill', arguments: { jar: 2 } })
    expect(world.snapshot()).toEqual({ full: [2], jars: 6 })
    expect(kept).toEqual({ full: [], jars: 6 })
  })

  test('draws by pair, state and call, and by nothing else', async () => {
    const seen: number[] = []
    const family = jars({
      tools: {
        fill: {
          description: 'Fills.',
          parameters: { type: 'object' },
          run: (_, __, { draw }) => `${seen.push(draw('side'))}`,
        },
        count: { description: 'Counts.', run: () => '' },
      },
    })
    const [one, again, other] = [opened(family), opened(family), opened(family, 'another pair')]
    for (const world of [one, again, other]) await world.call({ name: 'fill', arguments: { jar: 1 } })
    await one.call({ name: 'fill', arguments: { jar: 1 } })
    await one.call({ name: 'fill', arguments: { jar: 2 } })
    const [first, second, third, fourth, fifth] = seen
    expect([second, fourth]).toEqual([first, first])
    expect(new Set([first, third, fifth]).size).toBe(3)
  })

  test('is solved by its witness from any state, under what is allowed', () => {
    const world = opened(
      jars({ witness: (_, { fill }, allows) => (allows(fill({ jar: 1 })) ? [fill({ jar: 1 })] : undefined) }),
    )
    expect(world.solve?.([])).toEqual({ kind: 'calls', calls: [{ name: 'fill', arguments: { jar: 1 } }] })
    expect(world.solve?.([{ kind: 'tool-unavailable', tool: 'fill' }])).toMatchObject({ kind: 'infeasible' })
    expect(world.solve?.([{ kind: 'call-forbidden', tool: 'fill', arguments: { jar: 2 } }])).toMatchObject({
      kind: 'calls',
    })
  })

  test('without a witness has none, and is as long as was asked for', () => {
    const { witness: _, ...rest } = { witness: undefined, ...REQUEST }
    const family = defineTask({
      name: 'plain',
      make: () => ({ goal: 'Do it.', state: { isDone: false } }),
      tools: {
        act: { description: 'Does it.', run: (state) => String(Object.assign(state, { isDone: true }).isDone) },
      },
      score: ({ isDone }) => isDone,
    })
    expect(family.makeSample(rest).reference).toEqual({ calls: 6, atLeast: 1 })
    expect(family.open(family.makeSample(rest), 'pair').solve).toBeUndefined()
  })

  test('takes disturbances and other goals, which the witness then knows', async () => {
    const world = opened(
      jars({
        disturbances: {
          spill: {
            kind: 'route-blocked',
            description: 'A jar is spilt.',
            apply: (state) => void Object.assign(state, { full: [] }),
            isPossible: ({ full }) => full.length > 0,
          },
        },
        goals: {
          two: { text: 'Fill two only.', novelty: 0.5, apply: (state) => void Object.assign(state, { jars: 2 }) },
        },
      }),
    )
    expect(world.disturbances?.()).toEqual([])
    await world.call({ name: 'fill', arguments: { jar: 0 } })
    expect(world.disturbances?.()).toMatchObject([{ id: 'spill', kind: 'route-blocked', isSolvable: true }])
    expect(world.solve?.([{ kind: 'disturbed', disturbance: 'spill' }])).toMatchObject({ calls: { length: 7 } })
    expect(world.solve?.([{ kind: 'goal-changed', variant: 'two' }])).toMatchObject({ calls: { length: 2 } })
    world.disturb?.('spill')
    world.changeGoal?.('two')
    expect(world.snapshot()).toEqual({ full: [], jars: 2 })
    expect(world.goalVariants?.()).toEqual([{ id: 'two', text: 'Fill two only.', novelty: 0.5 }])
  })

  test('may take its time', async () => {
    const world = opened(
      jars({
        tools: {
          fill: {
            description: 'Fills.',
            input: z.object({ jar: z.number() }).refine(async () => true),
            run: async (_, { jar }) => `late ${jar}`,
          },
          count: { description: 'Counts.', run: async () => Promise.reject(new Error('the cellar is locked')) },
        },
      }),
    )
    await expect(world.call({ name: 'fill', arguments: { jar: 2 } })).resolves.toEqual({
      text: 'late 2',
      isError: false,
    })
    await expect(world.call({ name: 'count', arguments: {} })).rejects.toThrow(
      "tool 'count' threw: the cellar is locked",
    )
  })
})

test('the compiler knows the state, the arguments of each tool and the calls of a witness', () => {
  // Never called: what counts is what the compiler refuses.
  const wrong = () => {
    // @ts-expect-error the state has no such field
    jars({ score: ({ empty }) => empty })
    // @ts-expect-error a jar is a number
    jars({ witness: (_, { fill }) => [fill({ jar: 'first' })] })
    // @ts-expect-error there is no such tool
    jars({ witness: (_, { pour }) => [pour()] })
    defineTask({
      name: 'typed',
      make: () => ({ goal: 'g', state: { count: 0 } }),
      tools: {
        add: {
          description: 'Adds.',
          input: z.object({ by: z.number() }),
          run(state, { by }) {
            state.count += by
            // @ts-expect-error a number has no length
            return `${by.length}`
          },
        },
      },
      score: ({ count }) => count === 3,
      witness: ({ count }, { add }) => [add({ by: 3 - count })],
    })
  }
  expect(wrong).toBeTypeOf('function')
})
