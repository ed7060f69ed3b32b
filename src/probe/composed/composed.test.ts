import { expect, test } from 'vitest'
import { GERMAN } from '../../../test/support/depot-words.js'
import { depotFamily, openDepot } from '../../../test/support/depot-world.js'
import { openStockroom, stockroomSample } from '../../../test/support/stockroom-world.js'
import { type Environment, type Score, type TaskFamily, translationProblem } from '../../domain/index.js'
import { lengthenTasks } from './lengthened.js'
import { widenTasks } from './widened.js'

const REQUEST = { stratum: 'long', size: 40, seed: 3 } as const
const stockrooms: TaskFamily = {
  name: 'stockroom',
  bank: 'test',
  makeSample: (request) => ({ ...stockroomSample(), ...request }),
  open: openStockroom,
}

function opened(family: TaskFamily): Environment {
  return family.open(family.makeSample(REQUEST), 'chance')
}

function scoreOf(world: Environment): Score {
  const score = world.score()
  if (score instanceof Promise) throw new Error('the score comes later')
  return score
}

function planOf(world: Environment) {
  const solution = world.solve?.([])
  if (solution?.kind !== 'calls') throw new Error('no plan')
  return solution.calls
}

test.each([lengthenTasks(depotFamily, 3), widenTasks(depotFamily, 3), lengthenTasks(stockrooms, 2)])(
  'the plans of the parts make one plan that solves $name, from the beginning and from the middle',
  (family) => {
    const world = opened(family)
    const plan = planOf(world)
    const middle = Math.floor(plan.length / 2)
    for (const call of plan.slice(0, middle)) expect(world.call(call)).toMatchObject({ isError: false })
    const state = world.snapshot()
    const rest = planOf(world)
    for (const call of rest) void world.call(call)
    expect(scoreOf(world)).toMatchObject({ value: 1, isSolved: true })
    world.restore(state)
    expect(scoreOf(world).isSolved).toBe(false)
    for (const call of planOf(world)) void world.call(call)
    expect(scoreOf(world).isSolved).toBe(true)
  },
)

test('a composed sample is as long as its parts together and has their sub-goals', () => {
  const family = lengthenTasks(depotFamily, 3)
  const sample = family.makeSample(REQUEST)
  expect(sample.reference).toEqual({ calls: 39, atLeast: 30 })
  expect(sample.id).toBe('depot-3-jobs/long/40/3')
  const ids = opened(family)
    .checkpoints()
    .map(({ id }) => id)
  expect(ids.slice(0, 4)).toEqual(['job 1/red', 'job 1/blue', 'job 1/green', 'job 2/red'])
})

test('the next job is told in the answer that ends the one before, and its own calls go to it', () => {
  const world = opened(lengthenTasks(depotFamily, 2))
  const plan = planOf(world)
  const answers = plan.slice(0, plan.length / 2).map((call) => world.call(call))
  expect(answers.at(-1)).toMatchObject({ text: expect.stringContaining('Job 1 is done. Job 2:\nBring red') })
  expect(answers.filter((answer) => 'text' in answer && answer.text.includes('Job 2'))).toHaveLength(1)
  expect(world.call({ name: 'find_parcel', arguments: { parcel: 'red' } })).toMatchObject({ text: 'red: dock' })
  expect(scoreOf(world).value).toBe(0.5)
})

test('side by side each call goes to the site that it names, and to no other', () => {
  const world = opened(widenTasks(depotFamily, 2))
  const at = (site: string, name: string, given = {}) => world.call({ name, arguments: { site, ...given } })
  expect(at('B', 'drive', { to: 'hall' })).toMatchObject({ text: 'The cart is in the hall.' })
  expect(at('A', 'look')).toMatchObject({ text: expect.stringContaining('in the dock') })
  expect(at('C', 'look')).toMatchObject({ isError: true, text: 'site is "C"; expected one of A, B' })
  expect(world.tools[0]?.parameters).toMatchObject({ required: ['site'] })
})

test.each([lengthenTasks, widenTasks])('changes reach the part that they name, and the solver knows', (compose) => {
  const world = opened(compose(depotFamily, 2))
  const [first] = world.disturbances?.() ?? []
  expect(first?.id).toBe('0:dock-hall')
  world.disturb?.('0:dock-hall')
  expect(world.disturbances?.().map(({ id }) => id)).not.toContain('0:dock-hall')
  const disturbed = planOf(world)
  for (const call of disturbed) expect(world.call(call)).toMatchObject({ isError: false })
  expect(scoreOf(world).isSolved).toBe(true)
})

test.each([1, 2.5])('%d jobs are refused', (jobs) => {
  expect(() => lengthenTasks(depotFamily, jobs)).toThrow(`jobs is ${jobs}; expected a whole number from 2`)
})

test('tasks that are given one by one cannot be composed', () => {
  const given = { ...depotFamily, forms: [{ stratum: 'long', size: 13, samples: 1 }] } as const
  expect(() => widenTasks(given, 2)).toThrow('family depot is "one whose tasks are given"; expected one that makes')
})

test('samples with different tools cannot be composed', () => {
  let opened = 0
  const uneven: TaskFamily = {
    ...stockrooms,
    open() {
      opened += 1
      const world = openStockroom()
      return opened === 1 ? world : { ...world, tools: world.tools.slice(1) }
    },
  }
  const family = lengthenTasks(uneven, 2)
  expect(() => family.open(family.makeSample(REQUEST), 'x')).toThrow('tools of stockroom is "different ones"')
})

test.each([lengthenTasks(depotFamily, 3), widenTasks(depotFamily, 3)])('$name says the same in German', (family) => {
  const sample = family.makeSample(REQUEST)
  const { tools, ...world } = opened(family)
  const [german] = world.translations?.() ?? []
  expect(german?.goal).toMatch(/3 (?:Aufträge|Standorten)/)
  expect(german === undefined ? '' : translationProblem(german, { ...sample, tools })).toBe(undefined)
})

test('parts in a language that composing does not speak lend it their tools alone', () => {
  const family: TaskFamily = {
    ...depotFamily,
    open: () => ({ ...openDepot(), translations: () => [{ ...GERMAN, language: 'fr' }] }),
  }
  const [french] = opened(lengthenTasks(family, 2)).translations?.() ?? []
  expect(french).toEqual({ language: 'fr', tools: GERMAN.tools })
})
