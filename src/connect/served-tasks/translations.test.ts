import { expect, test } from 'vitest'
import { ConfigError, type Sample } from '../../domain/index.js'
import type { ServerFamily } from './server-family.js'
import { requireSame, translationsOf } from './translations.js'

const TASK = { name: 'one', goal: 'Copy /data/a.txt.', score: { command: ['judge'] }, calls: 3 } as const
const SAMPLE: Sample = {
  id: 'notes/one',
  family: 'notes',
  stratum: 'narrow',
  seed: 1,
  size: 3,
  instructions: 'Your work folder is /work.',
  goal: TASK.goal,
  reference: { calls: 3, atLeast: 1 },
  width: 1,
}
const parameters = { type: 'object', properties: { path: { type: 'string', description: 'Where it is.' } } }
const TOOLS = [{ name: 'read_file', description: 'Reads a file.', parameters, effect: 'reads' as const }]

function familyWith(goal: string, translations: NonNullable<ServerFamily['translations']>): ServerFamily {
  const tasks = [{ ...TASK, translations: { de: { goal } } }]
  return { name: 'notes', server: { command: 'serve' }, tasks, translations }
}

function check(family: ServerFamily): void {
  for (const task of family.tasks) requireSame(family, task, { sample: SAMPLE, tools: TOOLS })
}

const GOAL = 'Kopiere /data/a.txt.'
const WORDS = { tools: { read_file: { description: 'Liest eine Datei.', parameters: { path: 'Wo sie ist.' } } } }

test('what task and family say in a language is one translation', () => {
  const family = familyWith(GOAL, { de: WORDS, es: { instructions: 'Tu carpeta es /work.' } })
  expect(family.tasks.flatMap((task) => translationsOf(family, task))).toEqual([
    { language: 'de', goal: GOAL, ...WORDS },
    { language: 'es', instructions: 'Tu carpeta es /work.' },
  ])
  expect(() => check(family)).not.toThrow()
})

test.each<[string, ServerFamily]>([
  ['translations of notes/one is "de.goal: lacks', familyWith('Kopiere /data/b.txt.', {})],
  ['de.instructions: lacks', familyWith(GOAL, { de: { instructions: 'Arbeite in /arbeit.' } })],
  [
    'de.tools.read_file.parameters.path is missing',
    familyWith(GOAL, { de: { tools: { read_file: { description: 'Liest eine Datei.' } } } }),
  ],
])('%s', (words, family) => {
  expect(() => check(family)).toThrow(ConfigError)
  expect(() => check(family)).toThrow(words)
})
