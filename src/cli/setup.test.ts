import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { auditInterventions } from '../probe/index.js'
import type { Io } from './io.js'
import { loadSetup } from './setup.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-setup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function io(env: Io['env'] = {}): Io {
  return {
    out: () => {},
    err: () => {},
    env,
    cwd: folder,
    isLive: false,
    isColour: false,
    columns: 80,
    now: () => '2026-01-01T00:00:00Z',
    signal: new AbortController().signal,
    commandLine: 'leadline',
  }
}

const named = { config: 'leadline.config.mjs', model: ['openai:some'], price: ['1/2'] }

test('a plan needs no key, a run does, and the error names the variable only', async () => {
  expect((await loadSetup(io(), named, 'plan')).design.systems).toHaveLength(1)
  await expect(loadSetup(io(), named, 'run')).rejects.toThrow('OPENAI_API_KEY is missing')
  expect((await loadSetup(io({ OPENAI_API_KEY: 'planted' }), named, 'run')).candidates).toHaveLength(1)
})

test('the first of several models is the reference, and each may have its own price', async () => {
  const several = { ...named, model: ['openai:big', 'mistral:small'], price: ['5/25', '0.5/2'] }
  const { design, candidates } = await loadSetup(io(), several, 'plan')
  expect(design.reference).toBe('big (openai, leadline)')
  expect(candidates.map(({ price }) => price?.inputUsdPerMillion)).toEqual([5, 0.5])
  await expect(loadSetup(io(), { ...several, price: ['1/2', '1/2', '1/2'] }, 'plan')).rejects.toThrow(
    '--price is "given 3 times"; expected once, or once for each of the 2 models',
  )
})

test('a bigger tier asks for more samples, repeats and interventions', async () => {
  const sizes = await Promise.all(
    ['triage', 'decision', 'audit'].map(async (tier) => {
      const { design } = await loadSetup(io(), { ...named, tier }, 'plan')
      return [design.families.length * (design.forms[0]?.samples ?? 0), design.repeats, design.probes.length]
    }),
  )
  expect(sizes).toEqual([
    [4, 2, 4],
    [24, 3, 8],
    [48, 5, auditInterventions.length],
  ])
})

test.each([
  [{ tier: 'huge' }, '--tier is "huge"; expected triage, decision, audit'],
  [{ budget: Number.NaN }, '--budget is "NaN"; expected US dollars above 0'],
  [{ concurrency: 0 }, '--concurrency is "0"; expected a whole number from 1'],
  [{ price: ['1'] }, '--price is "1"; expected input/output'],
  [{ model: ['some'] }, 'model is "some"; expected vendor:model'],
])('options that cannot be used are named: %#', async (options, message) => {
  await expect(loadSetup(io(), { ...named, ...options }, 'plan')).rejects.toThrow(message)
})

test('tasks, models and interventions of the reader are taken as they are', async () => {
  const own = `
    import { harbourFamilies } from ${JSON.stringify(new URL('../../tasks/index.ts', import.meta.url).href)}
    const family = { ...harbourFamilies[0], name: 'own-work' }
    const intervention = { name: 'own-change', dose: { n: 2 }, prepare: () => ({ kind: 'not-applicable', missing: 'x' }) }
    export default {
      name: 'own',
      systems: [{ model: 'mine', adapter: { ask: async () => ({ text: '', calls: [], stop: 'end' }) } }],
      reference: 'mine',
      tasks: { families: [{ ...family, makeSample: family.makeSample, open: family.open }], forms: [{ stratum: 'narrow', size: 10, samples: 1 }] },
      interventions: [intervention],
      probes: [{ intervention: 'own-change' }],
    }`
  writeFileSync(join(folder, 'leadline.config.mjs'), own)
  const { design, interventionNamed } = await loadSetup(io(), { config: 'leadline.config.mjs' }, 'plan')
  expect(design.families.map(({ name }) => name)).toEqual(['own-work'])
  expect(design.probes[0]).toMatchObject({ intervention: 'own-change', dose: { n: 2 } })
  expect(interventionNamed('own-change').dose).toEqual({ n: 2 })
})

test('samples of several jobs are made where a configuration asks for them', async () => {
  writeFileSync(
    join(folder, 'leadline.config.mjs'),
    `export default { name: 'x', systems: [{ model: 'policy:wide' }], reference: 'wide',
      tasks: { families: ['harbour-open'], forms: [{ stratum: 'long', size: 40, samples: 1 }], inARow: 2, sideBySide: 2 } }`,
  )
  const { design } = await loadSetup(io(), { config: 'leadline.config.mjs' }, 'plan')
  expect(design.families.map(({ name }) => name)).toEqual(['harbour-open-2-wide-2-jobs'])
})

test('an object that is no task family is refused with its place', async () => {
  writeFileSync(
    join(folder, 'leadline.config.mjs'),
    `export default { name: 'x', systems: [{ model: 'policy:wide' }], reference: 'wide',
      tasks: { families: [{ name: 'nothing' }], forms: [{ stratum: 'narrow', size: 10, samples: 1 }] } }`,
  )
  await expect(loadSetup(io(), { config: 'leadline.config.mjs' }, 'plan')).rejects.toThrow(
    /^tasks\.families\[0\] is .*; expected/,
  )
})

test('the reference may be named by its model where one system alone has it', async () => {
  const write = (systems: readonly object[], reference: string) => {
    const forms = [{ stratum: 'narrow', size: 10, samples: 1 }]
    writeFileSync(join(folder, 'study.json'), JSON.stringify({ name: 'x', systems, reference, tasks: { forms } }))
    return loadSetup(io(), { config: 'study.json' }, 'plan')
  }
  const hot = { model: 'openai:big', temperature: 1 }
  for (const reference of ['big', 'openai:big', 'big (openai, leadline, temperature 1)']) {
    const { design } = await write([hot, { model: 'openai:small' }], reference)
    expect(design.reference).toBe('big (openai, leadline, temperature 1)')
  }
  const { design } = await write([hot, { model: 'openai:big' }], 'big')
  // Two systems have it: the plan says which there are.
  expect(design.reference).toBe('big')
})

test('what is known of a model goes with it, and what a system states comes before', async () => {
  const systems = [
    { model: 'openai:gpt-6-sol' },
    {
      model: 'openai:gpt-6-sol',
      date: '2026-01-01',
      contextTokens: 9,
      price: { inputUsdPerMillion: 7, outputUsdPerMillion: 8 },
    },
    { model: 'openai:gpt-6-sol', baseUrl: 'https://gateway.test/v1' },
  ]
  const config = { name: 'x', systems, reference: 'x', tasks: { forms: [{ stratum: 'narrow', size: 10, samples: 1 }] } }
  writeFileSync(join(folder, 'study.json'), JSON.stringify(config))
  const { candidates } = await loadSetup(io(), { config: 'study.json' }, 'plan')
  expect(candidates.map(({ price, contextTokens }) => [price?.inputUsdPerMillion, contextTokens])).toEqual([
    [2, 1_050_000],
    [7, 9],
    [undefined, undefined],
  ])
})

test('a longer answer than a model gives is refused before it is asked', async () => {
  const systems = [{ model: 'anthropic:claude-haiku-4-5', maxOutputTokens: 65_000 }]
  const config = { name: 'x', systems, reference: 'x', tasks: { forms: [{ stratum: 'narrow', size: 10, samples: 1 }] } }
  writeFileSync(join(folder, 'study.json'), JSON.stringify(config))
  await expect(loadSetup(io(), { config: 'study.json' }, 'plan')).rejects.toThrow(
    'maxOutputTokens is 65000; expected at most 64000: anthropic:claude-haiku-4-5 gives no more',
  )
})

test('an answer is waited for as long as the option says, else its system, else its study, else ten minutes', async () => {
  const systems = [
    { model: 'openai:patient', answerSeconds: 1_800 },
    { model: 'openai:plain', price: { inputUsdPerMillion: 1, outputUsdPerMillion: 1 } },
  ]
  const base = { name: 'x', systems, reference: 'x', tasks: { forms: [{ stratum: 'narrow', size: 10, samples: 1 }] } }
  const waits = async (config: object, options: object = {}) => {
    writeFileSync(join(folder, 'study.json'), JSON.stringify(config))
    const { candidates } = await loadSetup(io(), { config: 'study.json', ...options }, 'plan')
    return candidates.map(({ answerWaitMs }) => answerWaitMs)
  }
  expect(await waits(base)).toEqual([1_800_000, undefined])
  expect(await waits({ ...base, answerSeconds: 90.5 })).toEqual([1_800_000, 90_500])
  expect(await waits({ ...base, answerSeconds: 90 }, { answerSeconds: 0.5 })).toEqual([500, 500])
  const { candidates } = await loadSetup(io(), { ...named, answerSeconds: 20 }, 'plan')
  expect(candidates[0]?.answerWaitMs).toBe(20_000)
})
