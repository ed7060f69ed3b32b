import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** An input that cannot be used, and what the one line about it must say. */
export interface BadInput {
  readonly name: string
  readonly content: string | Uint8Array
  readonly says: string
}

const HEADER = 'model,task,repeat,success,cost\n'
const row = (success: string, cost = '0.5') => `${HEADER}big,a,0,1,0.5\nsmall,a,0,${success},${cost}\n`
const SUCCESS = 'expected 0, 1, true, false, a number between 0 and 1, or nothing where the result is unknown'
const COST = 'expected a number of US dollars from 0 to a trillion, or nothing'
const FILE = 'expected a file: CSV, JSON lines or tau2 results, plain or gzip'
const binary = Uint8Array.from({ length: 300 }, (_, index) => (index * 167 + 128) % 256)

/** Tables of recorded runs that cannot be read. */
export const BAD_TABLES: readonly BadInput[] = [
  {
    name: 'no-column.csv',
    content: 'task,success\na,1\n',
    says: 'header is without column model (found: task, success)',
  },
  {
    name: 'twice.csv',
    content: `${row('1')}small,a,0,0,0.5\n`,
    says: 'line 4 is the same key (model small, task a, repeat 0) as line 3',
  },
  { name: 'nan.csv', content: row('NaN'), says: `line 3, column success is "NaN"; ${SUCCESS}` },
  { name: 'infinite.csv', content: row('Infinity'), says: `line 3, column success is "Infinity"; ${SUCCESS}` },
  { name: 'words.csv', content: row('maybe'), says: `line 3, column success is "maybe"; ${SUCCESS}` },
  { name: 'above-one.csv', content: row('1.5'), says: `line 3, column success is "1.5"; ${SUCCESS}` },
  { name: 'nan-cost.csv', content: row('1', 'NaN'), says: `line 3, column cost is "NaN"; ${COST}` },
  { name: 'huge-cost.csv', content: row('1', '1e999'), says: `line 3, column cost is "1e999"; ${COST}` },
  { name: 'trillions.csv', content: row('1', '1e308'), says: `line 3, column cost is "1e308"; ${COST}` },
  {
    name: 'escape.csv',
    content: row('1').replace('small', 'sm\u001b[31mall'),
    says: 'line 3, column model is "sm\\u001b[31mall"; expected text without control characters',
  },
  { name: 'short-row.csv', content: `${HEADER}big,a,0\n`, says: 'line 2 is a row of 3 cells; expected 5 cells' },
  {
    name: 'open-quote.csv',
    content: `${HEADER}big,"a,0,1,2\n`,
    says: 'line 2 is a row with a quote that is never closed',
  },
  { name: 'header-only.csv', content: HEADER, says: 'is without rows; expected at least one row' },
  { name: 'empty.csv', content: '', says: 'is empty; expected a header line and at least one row' },
  { name: 'binary.csv', content: binary, says: 'is not UTF-8 text; expected a text file in UTF-8' },
  { name: 'cut.csv.gz', content: gzipSync(row('1')).subarray(0, 40), says: 'is a gzip file that breaks off' },
  { name: 'cut.jsonl', content: '{"model":"big","task":"a","success":1}\n{"mod', says: 'line 2 is not JSON' },
  {
    name: 'infinite.jsonl',
    content: '{"model":"big","task":"a","success":1e999}\n',
    says: 'column success is Infinity',
  },
  {
    name: 'nan.jsonl',
    content: '{"model":"big","task":"a","success":NaN}\n',
    says: 'line 1 is not JSON (it holds NaN)',
  },
  { name: 'absent.csv', content: '(absent)', says: `is missing; ${FILE}` },
  { name: 'folder.csv', content: '(folder)', says: `is a folder; ${FILE}` },
]

const systems = "systems: [{ model: 'policy:wide' }], reference: 'wide'"
const forms = "tasks: { forms: [{ stratum: 'narrow', size: 6, samples: 1 }] }"
const config = (more: string) => `export default { name: 'x', ${systems}, ${forms}, ${more} }\n`
const MODULE = 'expected a module that exports a configuration as default'

/** Configurations that cannot be used. */
export const BAD_CONFIGS: readonly BadInput[] = [
  { name: 'wrong-type.ts', content: config('repeats: "three"'), says: 'repeats is "three"; expected a number' },
  { name: 'not-a-number.ts', content: config('level: NaN'), says: 'level is NaN; expected a number' },
  { name: 'out-of-range.ts', content: config('level: 1.5'), says: 'level is 1.5; expected a number below 1' },
  {
    name: 'two.ts',
    content: config('level: 2, margin: 2'),
    says: 'level is 2; expected a number below 1 (and 1 more problem)',
  },
  { name: 'unknown.ts', content: config('repats: 3'), says: 'repats is "unknown"; expected one of name, seed' },
  {
    name: 'long-name.ts',
    content: config(`name: '${'a'.repeat(101)}'`),
    says: 'expected up to 100 letters, digits, dots and dashes',
  },
  {
    name: 'crowd.ts',
    content: config('concurrency: 1e9'),
    says: 'concurrency is 1000000000; expected a number up to 1000',
  },
  {
    name: 'rich.ts',
    content: config('budgetUsd: 1e308'),
    says: 'budgetUsd is 1e+308; expected a number up to 1000000000000',
  },
  {
    name: 'escape.ts',
    content: config("systems: [{ model: 'policy:wide', date: '\\u001b[31m' }]"),
    says: 'systems[0].date is "\\u001b[31m"; expected text without control characters',
  },
  {
    name: 'nameless.ts',
    content: config('interventions: [{ prepare() {} }]'),
    says: 'expected an intervention with name and dose and prepare',
  },
  {
    name: 'luckless.ts',
    content: config(
      "tasks: { families: [{ name: 'f', makeSample() { throw new Error('no luck') }, open() {} }], forms: [{ stratum: 'narrow', size: 6, samples: 1 }] }",
    ),
    says: 'luckless.ts line 1 is code that throws (no luck); expected code that can be called',
  },
  {
    name: 'no-sample.ts',
    content: config(
      "tasks: { families: [{ name: 'f', makeSample: () => ({}), open() {} }], forms: [{ stratum: 'narrow', size: 6, samples: 1 }] }",
    ),
    says: 'id of a sample of f is missing; expected a text',
  },
  {
    name: 'alone.ts',
    content: config("control: 'wide'"),
    says: 'control is "wide"; expected none: the study has one system',
  },
  {
    name: 'secret.ts',
    content: config("systems: [{ model: 'http://me:planted@host/v1#m' }]"),
    says: 'is "http://...@host"; expected an address without a user and password',
  },
  {
    name: 'stratum.ts',
    content: config("tasks: { forms: [{ stratum: 'wide' }] }"),
    says: 'expected one of narrow, long',
  },
  {
    name: 'probe.ts',
    content: config("probes: [{ intervention: 'zap' }]"),
    says: 'intervention is "zap"; expected one of',
  },
  {
    name: 'dose.ts',
    content: config("probes: [{ intervention: 'rate-limit', dose: { call: 2 } }]"),
    says: 'dose of rate-limit is "call"; expected one of calls, retryAfterSteps',
  },
  { name: 'model.ts', content: config("systems: [{ model: 'wide' }]"), says: 'model is "wide"; expected vendor:model' },
  {
    name: 'address.ts',
    content: config("systems: [{ model: 'http://#m' }]"),
    says: 'is "http://#m"; expected http://host/v1#model',
  },
  {
    name: 'syntax.ts',
    content: "export default {\n  name: 'x',,\n}\n",
    says: `syntax.ts line 2 is a module that does not load`,
  },
  {
    name: 'throws.ts',
    content: "\nthrow new Error('no disk')\n",
    says: `throws.ts line 2 is a module that does not load (no disk); ${MODULE}`,
  },
  { name: 'throws-text.ts', content: "throw 'no disk'\n", says: `is a module that does not load (no disk); ${MODULE}` },
  {
    name: 'package.ts',
    content: "import 'no-such-package'\n",
    says: "does not load (Cannot find package 'no-such-package');",
  },
  { name: 'no-default.ts', content: 'export const name = 1\n', says: 'configuration is missing; expected an object' },
  { name: 'cut.json', content: '{"name": ', says: 'cut.json is no JSON' },
  { name: 'null.json', content: 'null', says: 'configuration is null; expected an object' },
  { name: 'absent.ts', content: '(absent)', says: '--config is "absent.ts"; expected a configuration file' },
  { name: 'folder.ts', content: '(folder)', says: `is a folder; ${MODULE}` },
]

/** Records of studies that are none. */
export const BAD_RECORDS: readonly BadInput[] = [
  { name: 'text.db', content: 'hello', says: 'text.db is no database; expected a journal of leadline' },
  { name: 'empty.db', content: '', says: 'empty.db is empty; expected a journal of leadline' },
  { name: 'absent.db', content: '(absent)', says: 'absent.db is missing; expected a journal of leadline' },
]

/** Puts the inputs into a folder. */
export function writeBadInputs(folder: string, inputs: readonly BadInput[]): void {
  for (const { name, content } of inputs) {
    if (content === '(folder)') mkdirSync(join(folder, name))
    else if (content !== '(absent)') writeFileSync(join(folder, name), content)
  }
}
