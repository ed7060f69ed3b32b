/** A source that breaks one rule, and what the check must say of it. */
export interface Planted {
  readonly rule: string
  readonly path: string
  readonly text: string
  /** A part of the words of the violation. */
  readonly words: string
  /** Another source that must be there. */
  readonly beside?: string
}

const lines = (count: number, line: string) => `${line}\n`.repeat(count)
const longFunction = `/** Long. */\nexport function walk() {\n${lines(49, '  step()')}}\n`

/** One source for each way to break a rule. */
export const PLANTED: readonly Planted[] = [
  {
    rule: 'floors',
    path: 'src/domain/outcome.ts',
    text: "import { createRandom } from '../math/index.js'",
    words: 'domain (floor 0) imports math (floor 1)',
  },
  {
    rule: 'floors',
    path: 'src/run/trial.ts',
    text: "import type { JournalOptions } from '../journal/index.js'",
    words: 'run (floor 2) imports journal (floor 2)',
  },
  {
    rule: 'floors',
    path: 'src/run/trial.ts',
    text: "type Stored = import('../journal/index.js').JournalOptions",
    words: 'run (floor 2) imports journal (floor 2)',
  },
  {
    rule: 'floors',
    path: 'src/shadow/words.ts',
    text: "export { decide } from '../route/index.js'",
    words: 'shadow (floor 3) imports route (floor 3)',
  },
  {
    rule: 'floors',
    path: 'src/report/html.ts',
    text: "export * from '../cli/index.js'",
    words: 'report (floor 4) imports cli (floor 5)',
  },
  {
    rule: 'floors',
    path: 'src/estimate/power.ts',
    text: "const later = () => import('../probe/index.js')",
    words: 'estimate (floor 2) imports probe (floor 3)',
  },
  {
    rule: 'floors',
    path: 'src/index.ts',
    text: "export { start } from './cli/index.js'",
    words: 'src (floor 5) imports cli (floor 5)',
  },
  { rule: 'floors', path: 'src/cellar/wine.ts', text: '', words: 'folder cellar is on no floor' },
  { rule: 'floors', path: 'src/loose.ts', text: '', words: 'folder src is on no floor' },
  {
    rule: 'floors',
    path: 'src/math/beta.ts',
    text: "import { aTrial } from '../../test/support/trial.js'",
    words: 'outside the house',
  },
  {
    rule: 'index',
    path: 'src/probe/effects.ts',
    text: "import { holm } from '../estimate/multiplicity.js'",
    words: '../estimate/multiplicity.js enters a folder by an inner file',
  },
  {
    rule: 'index',
    path: 'src/probe/plan.ts',
    text: "import { aim } from './interventions/aim.js'",
    words: './interventions/aim.js enters a folder by an inner file',
    beside: 'src/probe/interventions/index.ts',
  },
  {
    rule: 'index',
    path: 'src/report/page/page.ts',
    text: "import { theme } from '../charts/theme.js'",
    words: '../charts/theme.js enters a folder by an inner file',
    beside: 'src/report/charts/index.ts',
  },
  {
    rule: 'name',
    path: 'tasks/harbour/world.ts',
    text: "import type { Environment } from '../../src/domain/index.js'",
    words: "expected 'leadline'",
  },
  {
    rule: 'name',
    path: 'zoo/lineage.ts',
    text: "import { harbour } from 'leadline/tasks'",
    words: "expected 'leadline'",
  },
  {
    rule: 'name',
    path: 'src/cli/start.ts',
    text: "const load = () => import('../../tasks/index.js')",
    words: 'enters tasks by path',
  },
  {
    rule: 'name',
    path: 'src/cli/start.ts',
    text: "const load = () => import('leadline/tasks')",
    words: 'src/cli/built-in.ts alone',
  },
  {
    rule: 'name',
    path: 'src/cli/built-in.ts',
    text: "import { harbourFamilies } from 'leadline/tasks'",
    words: 'src/cli/built-in.ts alone',
  },
  {
    rule: 'name',
    path: 'src/probe/plan.ts',
    text: "import type { Plan } from 'leadline'",
    words: 'src/cli/built-in.ts alone',
  },
  {
    rule: 'name',
    path: 'examples/own-study.ts',
    text: "import { planStudy } from '../src/index.js'",
    words: "expected 'leadline'",
  },
  {
    rule: 'index',
    path: 'bench/runner.ts',
    text: "import { runTrial } from '../src/run/trial.js'",
    words: '../src/run/trial.js enters a folder by an inner file',
  },
  { rule: 'packages', path: 'src/estimate/success.ts', text: "import { z } from 'zod'", words: 'zod is not among' },
  {
    rule: 'packages',
    path: 'src/wire/tau2.ts',
    text: "import schema from '@scope/schema/sync'",
    words: '@scope/schema is not among',
  },
  { rule: 'packages', path: 'tasks/harbour/plan.ts', text: "import 'csv-parse'", words: 'csv-parse is not among' },
  { rule: 'pure', path: 'src/shadow/analyse.ts', text: "import { readFileSync } from 'node:fs'", words: 'node:fs' },
  { rule: 'pure', path: 'src/wire/entry.ts', text: "import { connect } from 'node:net'", words: 'node:net' },
  {
    rule: 'pure',
    path: 'src/domain/identity.ts',
    text: "import { randomUUID } from 'node:crypto'",
    words: 'randomUUID of node:crypto',
  },
  { rule: 'pure', path: 'src/route/decide.ts', text: 'const at = () => Date.now()', words: 'Date.now' },
  { rule: 'pure', path: 'src/report/html.ts', text: 'const at = () => new Date()', words: 'new Date()' },
  { rule: 'pure', path: 'src/run/ask.ts', text: 'const wait = () => setTimeout(go, 5)', words: 'setTimeout in run' },
  { rule: 'pure', path: 'src/report/html.ts', text: 'const at = () => Date()', words: 'Date()' },
  { rule: 'pure', path: 'src/math/random.ts', text: 'const draw = () => Math.random()', words: 'Math.random' },
  { rule: 'pure', path: 'src/math/random.ts', text: 'const draw = Math.random', words: 'Math.random' },
  { rule: 'pure', path: 'src/behaviour/signals.ts', text: 'const { env } = process', words: 'process' },
  { rule: 'pure', path: 'src/estimate/rows.ts', text: 'const at = () => performance.now()', words: 'performance' },
  { rule: 'pure', path: 'src/wire/entry.ts', text: 'const get = (load = fetch) => load', words: 'fetch' },
  { rule: 'pure', path: 'src/wire/entry.ts', text: 'const surroundings = { fetch }', words: 'fetch' },
  { rule: 'pure', path: 'src/route/words.ts', text: "const order = 'a'.localeCompare('b')", words: 'localeCompare' },
  { rule: 'pure', path: 'src/route/words.ts', text: 'const text = (1).toLocaleString()', words: 'toLocaleString' },
  { rule: 'names', path: 'src/run/utils.ts', text: '', words: 'utils.ts says nothing' },
  { rule: 'names', path: 'src/run/helpers/wait.ts', text: '', words: 'helpers says nothing' },
  { rule: 'names', path: 'test/support/types.test.ts', text: '', words: 'types.test.ts says nothing' },
  { rule: 'names', path: 'src/run/runTrial.ts', text: '', words: 'runTrial.ts is not kebab-case' },
  { rule: 'names', path: 'src/run/run_trial.ts', text: '', words: 'run_trial.ts is not kebab-case' },
  { rule: 'depth', path: 'src/report/charts/axes/scale.ts', text: '', words: 'lies 4 folders deep' },
  { rule: 'length', path: 'src/run/trial.ts', text: lines(401, '// line'), words: 'has 401 lines' },
  { rule: 'length', path: 'test/flow/long.test.ts', text: lines(401, '// line'), words: 'has 401 lines' },
  { rule: 'split', path: 'src/run/trial.ts', text: lines(251, '// line'), words: 'has 251 lines; split at 250' },
  { rule: 'default', path: 'src/run/trial.ts', text: 'export default function run() {}', words: 'a default export' },
  { rule: 'state', path: 'src/run/trial.ts', text: 'let count = 0', words: 'a module-level let' },
  { rule: 'state', path: 'src/run/trial.ts', text: '/** N. */\nexport var count = 0', words: 'a module-level var' },
  {
    rule: 'state',
    path: 'src/run/trial.ts',
    text: 'const seen = new Set<string>()\nconst see = (id: string) => seen.add(id)',
    words: 'seen.add changes a constant',
  },
  {
    rule: 'state',
    path: 'src/run/trial.ts',
    text: 'const kept = { count: 0 }\nconst keep = () => {\n  kept.count = 1\n}',
    words: 'kept.count is assigned',
  },
  {
    rule: 'state',
    path: 'src/run/trial.ts',
    text: 'const kept = { count: 0 }\nconst keep = () => kept.count++',
    words: 'kept.count is assigned',
  },
  { rule: 'any', path: 'src/run/trial.ts', text: 'const value: any = 1', words: 'any' },
  { rule: 'cast', path: 'src/run/trial.ts', text: 'const value = 1 as unknown as string', words: 'as string' },
  { rule: 'cast', path: 'src/run/trial.ts', text: 'const value = <string>given', words: 'a cast' },
  { rule: 'cast', path: 'src/run/trial.ts', text: 'const value = given!.name', words: 'a non-null assertion' },
  { rule: 'enum', path: 'src/run/trial.ts', text: 'enum Colour { Red }', words: 'an enum' },
  { rule: 'silenced', path: 'src/run/trial.ts', text: '// @ts-expect-error later\ncall()', words: 'silenced' },
  { rule: 'silenced', path: 'src/run/trial.ts', text: '// biome-ignore lint: later\ncall()', words: 'silenced' },
  { rule: 'class', path: 'src/run/trial.ts', text: 'class Runner { run() {} }', words: 'neither an error nor closed' },
  { rule: 'class', path: 'src/run/trial.ts', text: 'class Fast extends Runner { close() {} }', words: 'from Runner' },
  { rule: 'decorator', path: 'src/run/trial.ts', text: '@sealed class Bad extends Error {}', words: 'a decorator' },
  { rule: 'function', path: 'src/run/trial.ts', text: longFunction, words: 'a function of 51 lines' },
  {
    rule: 'parameters',
    path: 'src/run/trial.ts',
    text: 'const sum = (a: 1, b: 2, c: 3, d: 4, e: 5) => a',
    words: '5 parameters',
  },
  { rule: 'docs', path: 'src/run/trial.ts', text: 'export function run() {}', words: 'no doc comment' },
  { rule: 'docs', path: 'src/run/trial.ts', text: '// Runs.\nexport const run = 1', words: 'no doc comment' },
  {
    rule: 'docs',
    path: 'src/run/trial.ts',
    text: '/** Old. */\n\nnow()\nexport type Run = 1',
    words: 'no doc comment',
  },
]

/** Sources that come close to a rule and keep it. */
export const SOUND: readonly (readonly [path: string, text: string])[] = [
  ['src/run/trial.ts', "import { createRandom } from '../math/index.js'\nimport { judge } from './judge.js'"],
  ['src/probe/interventions/sham.ts', "import { planStudy } from '../plan.js'"],
  ['src/probe/plan.ts', "import { interventions } from './interventions/index.js'"],
  ['src/report/page/page.ts', "import { theme } from '../charts/theme.js'"],
  ['src/cli/built-in.ts', "const load = (): Promise<typeof import('leadline/tasks')> => import('leadline/tasks')"],
  ['tasks/harbour/world.ts', "import type { Environment } from 'leadline'\nimport { move } from './act.js'"],
  ['examples/own-study.ts', "import { planStudy } from 'leadline'\nimport { harbourFamilies } from 'leadline/tasks'"],
  ['bench/runner.ts', "import { runTrials } from '../src/run/index.js'"],
  ['src/index.ts', "export { decide } from './route/index.js'"],
  ['src/domain/identity.ts', "import { createHash } from 'node:crypto'"],
  ['src/journal/open.ts', "import { setTimeout } from 'node:timers/promises'\nconst at = () => Date.now()"],
  ['src/domain/event.ts', '/** Clock. */\nexport interface Clock {\n  readonly process: string\n  fetch(): void\n}'],
  [
    'src/route/words.ts',
    "const order = 'a'.localeCompare('b', 'en')\nconst at = new Date(0)\nconst p = { process: 1 }",
  ],
  ['src/run/trial.ts', 'const kinds = { a: 1 } as const\nconst counted = () => {\n  let count = 0\n  return count\n}'],
  ['src/run/trial.ts', 'const list = [1]\nconst sorted = () => [...list].sort()'],
  ['src/run/errors.ts', 'class Diverged extends InvariantError {}\nclass Store { close() {} }'],
  ['src/run/trial.ts', `/** Long enough. */\nexport function walk() {\n${lines(48, '  step()')}}\n`],
  ['src/run/trial.ts', '/** Runs. */\nexport function run(a: 1): 1\nexport function run(a: 2) {\n  return a\n}'],
  ['src/run/trial.ts', lines(250, '// line')],
]
