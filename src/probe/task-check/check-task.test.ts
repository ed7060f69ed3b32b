import { expect, test } from 'vitest'
import invoices from '../../../examples/invoices.js'
import type { Environment, Intervention, TaskFamily, ToolSpec, Translation } from '../../domain/index.js'
import { interventions } from '../interventions/index.js'
import { checkTask } from './check-task.js'

const QUICK = { interventions, sizes: [8], seeds: [1] }

/** The example with something about its worlds changed. */
function spoilt(change: (world: Environment) => Partial<Environment>): TaskFamily {
  return {
    ...invoices,
    open(sample, chance) {
      const world = invoices.open(sample, chance)
      return { ...world, ...change(world) }
    },
  }
}

async function statusesOf(family: TaskFamily): Promise<Record<string, string>> {
  const { checks } = await checkTask(family, QUICK)
  return Object.fromEntries(
    checks.map(({ name, status, words }) => [name, status === 'ok' ? 'ok' : `${status}: ${words}`]),
  )
}

test('a sound task passes every check, and it is said which changes it allows', async () => {
  const { checks, interventions: fits, samples } = await checkTask(invoices, QUICK)
  expect(samples).toBe(2)
  expect(checks.filter(({ status }) => status !== 'ok')).toEqual([])
  expect(checks.map(({ name }) => name)).toEqual([
    'instances',
    'tools',
    'beginning',
    'mistakes',
    'witness',
    'checkpoints',
    'determinism',
    'reading',
    'snapshot',
    'sham',
  ])
  expect(fits.map(({ intervention }) => intervention)).toEqual(interventions.map(({ name }) => name))
  const usable = fits.filter((fit) => fit.usable === samples).map(({ intervention }) => intervention)
  expect(usable).toEqual(
    expect.arrayContaining(['tool-renamed', 'tool-removed-infeasible', 'error-first-n', 'false-success']),
  )
  expect(fits.find(({ intervention }) => intervention === 'route-blocked')).toMatchObject({
    usable: 0,
    missing: 'disturbances',
  })
})

test('without a witness it is asked for one, kindly, and nothing fails', async () => {
  const family: TaskFamily = {
    ...invoices,
    open(sample, chance) {
      const { solve: _, ...world } = invoices.open(sample, chance)
      return world
    },
  }
  const { checks, interventions: fits } = await checkTask(family, QUICK)
  expect(checks.filter(({ status }) => status === 'fails')).toEqual([])
  expect(checks.at(-1)).toMatchObject({
    name: 'witness',
    status: 'missing',
    words: expect.stringContaining('please give one'),
  })
  expect(fits).toEqual([])
  const given = await checkTask({ ...family, forms: [{ stratum: 'narrow', size: 8, samples: 1 }] }, QUICK)
  expect(given.checks.at(-1)?.words).toMatch(/^a tool server has none/)
})

test('no call is made of a task whose calls have effects outside', async () => {
  let calls = 0
  const family = spoilt((world) => ({
    effects: 'external',
    call: (call) => {
      calls += 1
      return world.call(call)
    },
  }))
  expect((await checkTask(family, QUICK)).checks.at(-1)).toMatchObject({ name: 'calls', status: 'missing' })
  expect(calls).toBe(0)
})

let count = 0

function next(): string {
  count += 1
  return String(count)
}

test.each<[string, string, TaskFamily]>([
  [
    'instances',
    'another instance',
    { ...invoices, makeSample: (request) => ({ ...invoices.makeSample(request), goal: next() }) },
  ],
  ['tools', 'two tools are called list_invoices', spoilt(({ tools }) => ({ tools: [...tools, ...tools] }))],
  [
    'tools',
    'there is no tool walk',
    spoilt(({ tools }) => ({ tools: tools.map((tool) => ({ ...tool, alternatives: ['walk'] })) })),
  ],
  [
    'beginning',
    'solved before anything is done',
    spoilt(() => ({ score: () => ({ value: 1, isSolved: true, evidence: [] }) })),
  ],
  ['beginning', 'its score is 3', spoilt(() => ({ score: () => ({ value: 3, isSolved: false, evidence: [] }) }))],
  [
    'beginning',
    'add up to 1; expected its reference length',
    spoilt(() => ({ checkpoints: () => [{ id: 'a', effort: 1, isReached: false }] })),
  ],
  ['beginning', 'no score today', spoilt(() => ({ score: () => fail('no score today') }))],
  [
    'mistakes',
    'the shop is shut',
    spoilt((world) => ({
      call: (call) =>
        call.name === 'pay_invoice' && call.arguments.id === undefined ? fail('the shop is shut') : world.call(call),
    })),
  ],
  [
    'witness',
    'do not reach the goal (pay_invoice answers: no)',
    spoilt((world) => ({
      call: (call) => (call.name === 'pay_invoice' ? { text: 'no', isError: true } : world.call(call)),
    })),
  ],
  ['witness', 'finds no way', spoilt(() => ({ solve: () => ({ kind: 'infeasible', reason: 'none' }) }))],
  [
    'checkpoints',
    'these checkpoints are not: INV-1',
    spoilt((world) => ({
      checkpoints: () => world.checkpoints().map((one) => (one.id === 'INV-1' ? { ...one, isReached: false } : one)),
    })),
  ],
  [
    'determinism',
    'list_invoices does not answer the same call in the same way',
    spoilt((world) => ({ call: async (call) => ({ ...(await world.call(call)), text: next() }) })),
  ],
  ['snapshot', 'a restored snapshot is another state', spoilt(() => ({ restore: () => undefined }))],
])('%s fails where it should: %s', async (name, words, family) => {
  const found = await statusesOf(family)
  expect(found[name]).toContain(`fails: invoices/narrow/8/1: `)
  expect(found[name]).toContain(words)
})

test('a tool that says it only reads and does not is found', async () => {
  const family = spoilt(({ tools }) => ({ tools: tools.map((tool) => ({ ...tool, effect: 'reads' as const })) }))
  expect((await statusesOf(family)).reading).toContain('pay_invoice is said to only read, and changes the state')
})

test('a change that a world cannot take back fails the sham', async () => {
  const pays = { id: 'pays', kind: 'theft', description: 'Somebody pays.', isSolvable: true }
  const family = spoilt((world) => ({
    restore: () => undefined,
    disturbances: () => [pays],
    disturb: () => void world.call({ name: 'pay_invoice', arguments: { id: 'INV-4' } }),
  }))
  const thief: Intervention = {
    name: 'thief',
    question: 'Does it notice?',
    seams: ['environment'],
    visibility: 'implicit',
    duration: 'permanent',
    dose: {},
    adaptive: 'looks again',
    prepare: () => ({
      kind: 'ready',
      constraint: { kind: 'surface', tool: 'pay_invoice' },
      link: {
        name: 'thief',
        disturb: ({ step }) => (step === 0 ? { kind: 'disturb', disturbance: 'pays' } : { kind: 'pass' }),
      },
      adapt: (plan) => plan,
    }),
  }
  const { checks } = await checkTask(family, { ...QUICK, interventions: [thief] })
  expect(checks.at(-1)).toMatchObject({ name: 'sham', status: 'fails' })
})

function fail(words: string): never {
  throw new Error(words)
}

const GERMAN = {
  language: 'de',
  goal: 'Bezahle jede fällige Rechnung und keine andere.',
  tools: { pay_invoice: { description: 'Bezahlt eine Rechnung.' } },
} as const

test('a translation that says the same is told, and its intervention can be used', async () => {
  const { checks, interventions: fits } = await checkTask(
    spoilt(() => ({ translations: () => [GERMAN] })),
    QUICK,
  )
  expect(checks.find(({ name }) => name === 'translations')).toMatchObject({
    status: 'ok',
    words: 'de: numbers, ids, names and parameters survive',
  })
  for (const name of ['goal-translated', 'description-translated']) {
    expect(fits.find(({ intervention }) => intervention === name)).toMatchObject({ usable: 2 })
  }
})

test.each<[string, Translation]>([
  ['de.goal: has "INV-1", which the original does not say there', { ...GERMAN, goal: 'Bezahle INV-1.' }],
  ['de.tools.pay: there is no such tool', { ...GERMAN, tools: { pay: { description: 'Bezahlt.' } } }],
  ['de translates nothing; expected goal, instructions or tools', { language: 'de' }],
])('%s', async (words, translation) => {
  const { translations } = await statusesOf(spoilt(() => ({ translations: () => [translation] })))
  expect(translations).toContain(`fails: invoices/narrow/8/1: ${words}`)
})

test('a tool that comes later is looked at as the others are, and can be brought', async () => {
  const later: ToolSpec = {
    name: 'pay_all',
    description: 'Pays several invoices at once.',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
    effect: 'writes',
  }
  const { checks, interventions: fits } = await checkTask(
    spoilt(() => ({ laterTools: () => [later] })),
    QUICK,
  )
  expect(checks.find(({ name }) => name === 'tools')?.words).toContain('pay_all (writes, later)')
  expect(fits.find(({ intervention }) => intervention === 'better-tool')).toMatchObject({ usable: 2 })
  const { tools } = await statusesOf(spoilt(() => ({ laterTools: () => [{ ...later, name: 'pay_invoice' }] })))
  expect(tools).toContain('two tools are called pay_invoice')
})
