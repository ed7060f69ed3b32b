import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configTemplate, loadConfig, parseConfig } from './index.js'

const least = {
  name: 'x',
  systems: [{ model: 'policy:wide' }],
  reference: 'wide',
  tasks: { forms: [{ stratum: 'narrow', size: 10, samples: 1 }] },
}

test('the template loads as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-config-'))
  try {
    const path = join(folder, 'leadline.config.mjs')
    writeFileSync(path, configTemplate(11))
    expect(await loadConfig(path)).toMatchObject({ name: 'first-study', seed: 11, repeats: 3, requiredSuccess: 0.8 })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each([
  [{ ...least, repeats: 0 }, /^repeats is 0; expected .*1/],
  [{ ...least, repats: 3 }, /^repats is "unknown"; expected one of name, seed/],
  [
    { ...least, tasks: { forms: [{ stratum: 'wide', size: 10, samples: 1 }] } },
    /^tasks\.forms\[0\]\.stratum is "wide"; expected .*narrow/,
  ],
  [{ ...least, level: 1.5, margin: 7 }, /^level is 1\.5; expected .*\(and 1 more problem\)/],
  [{ ...least, gate: { solved: 2, of: 5 } }, /^gate\.of is 5; expected at most repeats \(3\)/],
  [{ ...least, asksAtATime: { share: 0 } }, /^asksAtATime\.share is 0; expected a number above 0$/],
  [{ ...least, asksAtATime: { share: 1.5 } }, /^asksAtATime\.share is 1\.5; expected a number up to 1$/],
  [{ ...least, answerSeconds: 0 }, /^answerSeconds is 0; expected a number above 0$/],
  [
    { ...least, systems: [{ model: 'policy:wide', answerSeconds: 90_000 }] },
    /^systems\[0\]\.answerSeconds is 90000; expected a number up to 86400$/,
  ],
  [undefined, /^configuration is missing; expected/],
])('a configuration that cannot be used names the place: %#', (config, message) => {
  expect(() => parseConfig(config)).toThrow(message)
})

test.each([
  [1, { solved: 1, of: 1 }],
  [2, { solved: 2, of: 2 }],
  [5, { solved: 2, of: 3 }],
])('a gate that is left out asks for no more than %i repeats', (repeats, gate) => {
  expect(parseConfig({ ...least, repeats }).gate).toEqual(gate)
})

test('a file that is not JSON is named', async () => {
  await expect(loadConfig('/nowhere/leadline.json')).rejects.toThrow(
    /leadline\.json is .*; expected a file with JSON in it/,
  )
})

test.each([
  [{ trigger: 0.5, onset: { step: 3 } }, /^probes\[0\]\.onset is .*; expected a trigger or an onset, not both/],
  [{ onset: { call: 0 } }, /^probes\[0\]\.onset/],
  [{ onset: { progress: 1.5 } }, /^probes\[0\]\.onset/],
  [
    { onset: { moon: 'full' } },
    /^probes\[0\]\.onset is .*; expected one of \{ step \}, \{ call, tool \}, \{ progress \}/,
  ],
])('an onset that cannot be used names the place: %#', (probe, message) => {
  const config = { ...least, probes: [{ intervention: 'timeout', ...probe }] }
  expect(() => parseConfig(config)).toThrow(message)
})

const folder = { name: 'add', folder: './work', goal: 'Mend it.', score: ['node', './score.mjs'], calls: 3 }
const agent = { name: 'mine', command: ['./run.sh', 'my-agent', '{goal}'] }
const ofAgent = { ...least, systems: [{ model: 'policy:wide', agent }], tasks: { folders: [folder] } }

test('paths of folders and commands are counted from the configuration', async () => {
  const place = mkdtempSync(join(tmpdir(), 'leadline-config-'))
  try {
    const path = join(place, 'leadline.json')
    writeFileSync(path, JSON.stringify(ofAgent))
    const { systems, tasks } = await loadConfig(path)
    expect(systems[0]?.agent).toMatchObject({ command: [join(place, 'run.sh'), 'my-agent', '{goal}'] })
    expect(tasks.folders).toMatchObject([{ folder: join(place, 'work'), score: ['node', join(place, 'score.mjs')] }])
  } finally {
    rmSync(place, { recursive: true })
  }
})

test.each([
  [{ ...least, tasks: {} }, /^tasks\.forms is missing; expected a list/],
  [
    { ...ofAgent, tasks: { ...least.tasks, folders: [folder] } },
    /^tasks\.folders is .*; expected a study of folders alone/,
  ],
  [
    { ...ofAgent, systems: [{ model: 'policy:wide', agent: 'mine' }] },
    /^systems\[0\]\.agent is "mine"; expected an agent with a command/,
  ],
  [
    { ...ofAgent, systems: [{ model: 'policy:wide' }] },
    /^systems\[0\]\.agent is missing; expected an agent with a command/,
  ],
  [{ ...ofAgent, tasks: least.tasks }, /^systems\[0\]\.agent\.command is .*; expected tasks\.folders beside it/],
  [
    { ...ofAgent, systems: [{ model: 'policy:wide', agent: { name: 'mine' } }] },
    /command is missing; expected either a command or a start function/,
  ],
  [{ ...ofAgent, systems: [{ model: 'policy:wide', agent: { ...agent, command: [] } }] }, /^systems\[0\]\.agent/],
  [
    { ...ofAgent, systems: [{ model: 'policy:wide', agent: { ...agent, files: { '../x': '' } } }] },
    /files is "\.\.\/x"; expected paths inside the agent's home/,
  ],
  [
    { ...least, systems: [{ model: 'mine', proxied: { command: ['my-agent'], files: { '../x': '' } } }] },
    /^systems\[0\]\.proxied\.files is .*; expected paths inside the agent's home/,
  ],
  [
    { ...ofAgent, tasks: { folders: [{ ...folder, calls: 0 }] } },
    /^tasks\.folders\[0\]\.calls is 0; expected a number from 1/,
  ],
  [
    { ...ofAgent, tasks: { folders: [{ ...folder, score: [] }] } },
    /^tasks\.folders\[0\]\.score is \[\]; expected a list of at least 1/,
  ],
])('an agent or its work that cannot be used names the place: %#', (config, message) => {
  expect(() => parseConfig(config)).toThrow(message)
})

test('a stream is asked for or not', () => {
  const [system] = parseConfig({ ...least, systems: [{ model: 'openai:some', stream: true }] }).systems
  expect(system?.stream).toBe(true)
  expect(() => parseConfig({ ...least, systems: [{ model: 'openai:some', stream: 'yes' }] })).toThrow(
    'systems[0].stream is "yes"; expected true or false',
  )
})
