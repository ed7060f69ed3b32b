import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { requireMeasured } from '../../src/cli/nothing-measured.js'
import type { TrialEntry } from '../../src/report/index.js'
import { emptyFolder, leadline } from '../support/command.js'

/** A study of a model that ends at once, judged by a scorer that breaks while a file named `broken` is there. */
const CONFIG = `import { existsSync } from 'node:fs'
const task = {
  name: 'door',
  makeSample: ({ stratum, size, seed }) => ({
    id: 'door/' + stratum + '/' + seed, family: 'door', stratum, size, seed,
    instructions: 'Open the door.', goal: 'Open the door.', reference: { calls: size },
  }),
  open: () => ({
    tools: [{ name: 'look', description: 'Looks', parameters: { type: 'object', properties: {} }, effect: 'reads' }],
    effects: 'none',
    call: () => ({ text: 'shut', isError: false }),
    score: () => {
      if (existsSync('BROKEN')) throw new Error('the scorer\\nlost its list')
      return { value: 0, isSolved: false, evidence: ['the door is shut'] }
    },
    checkpoints: () => [],
    snapshot: () => ({}),
    restore: () => {},
  }),
}
const answer = { text: '', stop: 'calls', calls: [{ id: 'end', name: 'finish', arguments: { result: 'done' } }] }
export default {
  name: 'doors',
  seed: 1,
  systems: [{ model: 'quick', adapter: { ask: async () => answer } }],
  reference: 'quick',
  tasks: { families: [task], forms: [{ stratum: 'narrow', size: 6, samples: 1 }] },
  probes: [],
  repeats: 1,
  gate: { solved: 1, of: 1 },
}
`

test('a study of which every trial is left out ends with 1, one line and the command that goes on', async () => {
  const cwd = emptyFolder()
  const broken = join(cwd, 'broken')
  writeFileSync(join(cwd, 'leadline.config.mjs'), CONFIG.replace('BROKEN', broken))
  writeFileSync(broken, '')
  const run = (verb: string) => leadline([verb, '--config', 'leadline.config.mjs'], { cwd })
  const probed = await run('probe')
  expect([probed.code, probed.stdout.length > 100]).toEqual([1, true])
  expect(probed.stderr.trimEnd().split('\n').at(-1)).toBe(
    'nothing measured: the one trial was left out (scorer): the scorer lost its list (in 3 attempts); go on with: leadline probe --config leadline.config.mjs --retry-void scorer',
  )
  const rescored = await run('rescore')
  expect([rescored.code, rescored.stderr]).toEqual([
    0,
    '1 trial was left out because its scorer broke. Judge it with: leadline probe --config leadline.config.mjs --retry-void scorer\n',
  ])
}, 60_000)

const entry = (outcome: TrialEntry['outcome'], detail?: string): TrialEntry => ({
  ...{ id: 'a', system: 'small', sample: 's', repeat: 0, outcome },
  ...(detail !== undefined && { detail }),
})
const wordsOf = (trials: readonly TrialEntry[], commandLine = 'leadline probe') => {
  try {
    requireMeasured({ trials, exclusions: [] }, commandLine)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return undefined
}

test('what goes on depends on what broke', () => {
  expect(wordsOf([entry('void', 'model-api'), entry('void', 'model-api')])).toBe(
    'all 2 trials were left out (model-api); go on with: leadline probe',
  )
  expect(
    wordsOf(
      [entry('void', 'model-api'), entry('void', 'environment'), entry('void', 'environment')],
      'leadline probe --retry-void scorer --yes',
    ),
  ).toBe(
    'all 3 trials were left out (model-api 1, environment 2); go on with: leadline probe --yes --retry-void model-api,environment',
  )
  expect(wordsOf([entry('void', 'interrupted-effect')])).toMatch(/go on with: leadline inspect --outcome void$/)
})

test('a study with a trial that counts, or with none at all, measured something or had nothing to measure', () => {
  expect(wordsOf([entry('void', 'scorer'), entry('failed')])).toBeUndefined()
  expect(wordsOf([])).toBeUndefined()
})
