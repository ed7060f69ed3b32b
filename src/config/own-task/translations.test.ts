import { expect, test } from 'vitest'
import { z } from 'zod'
import { jars, opened, REQUEST } from '../../../test/support/jars.js'
import { defineTask } from './define-task.js'

const GERMAN = {
  goal: 'Fülle alle Gläser.',
  tools: { fill: { description: 'Füllt ein Glas.' }, count: { description: 'Zählt volle Gläser.' } },
} as const

test('a task without translations has none', () => {
  expect(opened(jars()).translations).toBe(undefined)
})

test('what is given in other languages belongs to the instance, from the state in which it begins', async () => {
  const family = jars({ translations: { de: { ...GERMAN, goal: ({ jars: all }) => `Fülle ${all} Gläser.` }, es: {} } })
  const world = opened(family)
  await world.call({ name: 'fill', arguments: { jar: 1 } })
  expect(world.translations?.()).toEqual([
    { language: 'de', goal: 'Fülle 6 Gläser.', tools: GERMAN.tools },
    { language: 'es' },
  ])
  expect(family.makeSample(REQUEST).goal).toBe('Fill all jars.')
})

test.each<[string, () => unknown]>([
  [
    'jars.translations.not a tag is "not a tag"; expected the tag of a language, such as de or pt-BR',
    () => jars({ translations: { 'not a tag': GERMAN } }),
  ],
  [
    'jars.translations.de is null; expected an object with goal, instructions or tools',
    () => jars({ translations: { de: JSON.parse('null') } }),
  ],
  [
    'jars.translations.de.tools.fill is {}; expected an object with a description',
    () => jars({ translations: { de: { tools: { fill: JSON.parse('{}') } } } }),
  ],
  [
    'goal of jars in de is number; expected a text',
    () => opened(jars({ translations: { de: { goal: () => JSON.parse('3') } } })).translations?.(),
  ],
])('%s', (words, act) => expect(act).toThrow(words))

const LATER = {
  fill_all: {
    description: 'Fills all jars from one to another.',
    input: z.object({ from: z.number(), to: z.number() }),
    run({ full }: { readonly full: number[] }, { from, to }: { readonly from: number; readonly to: number }) {
      for (let jar = from; jar <= to; jar += 1) full.push(jar)
      return `${full.length} are full`
    },
  },
}

test('a tool that comes later is not offered, and works once it is', async () => {
  const world = opened(jars({ laterTools: LATER }))
  expect(world.tools.map(({ name }) => name)).toEqual(['fill', 'count'])
  expect(world.laterTools?.()).toMatchObject([
    { name: 'fill_all', effect: 'writes', parameters: { required: ['from', 'to'] } },
  ])
  const answer = world.call({ name: 'fill_all', arguments: { from: 0, to: 5 } })
  expect(answer).toEqual({ text: '6 are full', isError: false })
  expect(await world.score()).toMatchObject({ isSolved: true })
})

function climbTo(state: { step: number; readonly top: number }, step: number): string {
  state.step = Math.min(step, state.top)
  return `step ${state.step}`
}

test('a task says what it has to bring later with the types of its own tools', () => {
  const family = defineTask({
    name: 'stairs',
    make: ({ size }) => ({ goal: 'Go up.', state: { step: 0, top: size } }),
    tools: { climb: { description: 'One step up.', run: (state) => climbTo(state, state.step + 1) } },
    laterTools: {
      lift: {
        description: 'Up to a step.',
        input: z.object({ to: z.number() }),
        run: (state, { to }) => climbTo(state, to),
      },
    },
    score: ({ step, top }) => step === top,
  })
  expect(opened(family).call({ name: 'lift', arguments: { to: 9 } })).toEqual({ text: 'step 6', isError: false })
})

test.each([
  ['jars.laterTools.count is "count"; expected another name', { count: LATER.fill_all }],
  ['jars.laterTools.finish is "finish"; expected another name', { finish: LATER.fill_all }],
  ['jars.laterTools.more.description is ""', { more: { ...LATER.fill_all, description: '' } }],
])('%s', (words, laterTools) => expect(() => jars({ laterTools })).toThrow(words))
