import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BAD_CONFIGS, BAD_RECORDS, BAD_TABLES, writeBadInputs } from '../support/bad-inputs.js'
import { type CommandResult, emptyFolder, leadline } from '../support/command.js'
import { commandHere } from '../support/command-here.js'
import { writeGap, writeOutcomes, writeStudy } from '../support/tiny-inputs.js'

let cwd = ''
let before: readonly string[] = []

beforeAll(() => {
  cwd = emptyFolder(afterAll)
  writeBadInputs(cwd, [...BAD_TABLES, ...BAD_CONFIGS, ...BAD_RECORDS])
  writeOutcomes(cwd)
  writeGap(cwd)
  before = readdirSync(cwd).sort()
})

/** One clear line, exit 2, nothing on standard output and nothing on disk. */
function expectRefusal({ code, stdout, stderr }: CommandResult, says: string): void {
  expect(stderr).toContain(says)
  expect(stderr).toMatch(/^leadline: [^\n]+\n$/)
  expect([code, stdout]).toEqual([2, ''])
  expect(readdirSync(cwd).sort()).toEqual(before)
}

test.concurrent.each(BAD_TABLES)('the table $name is refused: $says', async ({ name, says }) => {
  const result = await commandHere(['shadow', name, '--reference', 'big'], cwd)
  expect(result.stderr).toContain(name)
  expectRefusal(result, says)
})

test.concurrent.each(BAD_CONFIGS)(
  'the configuration $name is refused before anything runs: $says',
  async ({ name, says }) => {
    // What a configuration in TypeScript does is known by its place in a file as it is loaded outside of tests.
    const words = ['probe', '--config', name]
    expectRefusal(name.endsWith('.ts') ? await leadline(words, { cwd }) : await commandHere(words, cwd), says)
  },
)

test.concurrent.each(BAD_RECORDS)('the record $name is refused and left as it is: $says', async ({ name, says }) => {
  expectRefusal(await commandHere(['report', name], cwd), says)
})

const SHADOW = 'shadow runs.csv --reference big'
const DECIDE = 'decide runs.csv --reference big'

test.concurrent.each([
  ['frobnicate', "unknown command 'frobnicate'"],
  ['shadow runs.csv', "required option '--reference <system>' not specified"],
  [`${SHADOW} --colour blue`, "unknown option '--colour'"],
  [`${SHADOW} --contrast any`, "argument 'any' is invalid"],
  [`${SHADOW} --level 2`, '--level is "2"; expected a share between 0 and 1'],
  [`${SHADOW} --level high`, '--level is "high"; expected a share between 0 and 1'],
  [`${SHADOW} --margin -1`, '--margin is "-1"; expected a share between 0 and 1'],
  [`${SHADOW} --seed 1.5`, '--seed is "1.5"; expected a whole number from 0'],
  [`${SHADOW} --judged 50/40,3/4`, '--judged is "50/40,3/4"; expected successes and failures called right'],
  [`${SHADOW} --judged most`, '--judged is "most"; expected successes and failures called right'],
  [`${SHADOW} --fail-on rain`, '--fail-on is "rain"; expected shadow'],
  [`${SHADOW} --map success`, '--map is "success"; expected a column and its source'],
  [`${SHADOW} --html runs.csv/page.html`, 'runs.csv is a file; expected a place for a file that can be written'],
  ['shadow runs.csv --reference nobody', 'reference is nobody; expected one of big, small, weak'],
  [`${DECIDE} --silent free`, '--silent is "free"; expected US dollars from 0'],
  [`${DECIDE} --require 0`, '--require is "0"; expected a share between 0 and 1'],
  [`${DECIDE} --fit nobody`, '--fit is "nobody"; expected one of big, small, weak'],
  [`${DECIDE} --provenance small=stolen`, '"stolen"; expected frontier-trained, declared-derivative, suspected'],
  [`${SHADOW} --html ${'a'.repeat(300)}.html`, 'is too long a name; expected a place for a file that can be written'],
  [`${SHADOW} --pictures pictures --html page`, '--html is "page"; expected a path that ends in .html'],
  [`${DECIDE} --loud 1e300`, '--loud is "1e300"; expected US dollars from 0 to a trillion'],
  ['shadow published.csv --reference big --audit --html page.html', '--html is "given"; expected no such option'],
  ['plan --price 1/2', '--price is "1/2"; expected --model beside it'],
  ['plan --model openai:m --price /', '--price is "/"; expected input/output in US dollars'],
  ['plan --model openai:m --price 1/1e300', '--price is "1/1e300"; expected input/output in US dollars'],
  ['probe --until-settled --fail-on harm', '--fail-on is "harm"; expected a fixed plan'],
  [
    'plan --model openai:m --price 1/2 --until-settled',
    'tasks.forms is 4; expected at least 5 samples of each form; `--tier`',
  ],
  ['probe --concurrency 1001', '--concurrency is "1001"; expected a whole number from 1 to 1000'],
  ['calibrate --page nowhere/page.md', '--page is "nowhere/page.md"; expected a file in a folder that is there'],
  ['plan --tier huge', '--tier is "huge"; expected triage, decision, audit'],
  ['probe --concurrency 0', '--concurrency is "0"; expected a whole number from 1 to 1000'],
  ['probe --budget none', '--budget is "none"; expected US dollars above 0'],
  ['report', 'expected a folder with the record of a study (.db)'],
])('leadline %s is refused: %s', async (words, says) => {
  // Pages are built with the package.
  const isPage = words.includes('--html')
  const list = words.split(' ')
  expectRefusal(isPage ? await leadline(list, { cwd }) : await commandHere(list, cwd), says)
})

test('what is done ends with 0', async () => {
  expect(await leadline(['--version'], { cwd })).toMatchObject({ code: 0, stderr: '' })
  expect(await leadline(SHADOW.split(' '), { cwd })).toMatchObject({ code: 0, stderr: '' })
})

test.each([
  [`${DECIDE} --require 0.95 --fit small`, 'gate not met: small is'],
  ['shadow gap.csv --reference big --fail-on shadow', 'gate not met: a shadow is established for small'],
])('a gate that is not met ends with 1 and says which, after the result: %s', async (words, says) => {
  const { code, stdout, stderr } = await commandHere(words.split(' '), cwd)
  expect(stderr).toContain(says)
  expect(stdout).not.toBe('')
  expect(code).toBe(1)
})

test('a bug of ours ends with 70, says that it is one, and shows where it is', async () => {
  const broken = "process.stdout.write = () => { throw new TypeError('planted') }"
  const env = { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(broken)}"` }
  const { code, stderr } = await leadline(SHADOW.split(' '), { cwd, env })
  expect(stderr).toMatch(
    /^leadline: this is a bug in Leadline; please report it with the lines below\n.*planted\n +at /,
  )
  expect(code).toBe(70)
})

test('a configuration is refused at the first command that needs it, and a good one goes on', async () => {
  const folder = emptyFolder()
  const study = writeStudy(folder, { systems: [{ model: 'policy:wide' }, { model: 'policy:control' }] })
  expect(await leadline(['plan', '--config', study], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
  expect(readdirSync(folder)).toEqual([study])
})
