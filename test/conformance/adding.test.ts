import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerCut } from '../support/answer-cut.js'
import { aContext, aDepotScene, prepared } from '../support/depot-scene.js'
import { depotRoutine, depotSample, openDepot } from '../support/depot-world.js'
import { describeIntervention } from './interventions.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** The runtime of this process comes first, and nothing tells the inner run that it is within another. */
const ENV = {
  PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
  HOME: process.env.HOME ?? '',
  NO_COLOR: '1',
}

/** What the page's command and the compiler read. */
const COPIED = 'src tasks zoo test docs bench examples package.json tsconfig.json vitest.config.ts'.split(' ')

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

describeIntervention(answerCut, { name: 'depot', sample: depotSample(), open: openDepot, routine: depotRoutine() })

test('the example of docs/adding.md is the one that is held to the contract here', () => {
  // Imports differ by where the file lies.
  const source = read('../support/answer-cut.ts')
  const inPlace = source.slice(source.indexOf('/**'))
  expect(read('../../docs/adding.md')).toContain(inPlace)
})

test('an answer of one line cannot break off', () => {
  const { link } = prepared(answerCut, aDepotScene())
  const call = { id: 'call-1', name: 'look', arguments: {} }
  expect(link.result?.(call, { text: 'one line', isError: false }, aContext())).toEqual({ kind: 'pass' })
})

describe('the four edits of docs/adding.md, in a copy of the house', () => {
  let copy = ''
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'leadline-adding-'))
    for (const part of COPIED) {
      cpSync(join(ROOT, part), join(copy, part), { recursive: true })
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  /** Changes a file of the copy. */
  const edit = (path: string, change: (text: string) => string) => {
    writeFileSync(join(copy, path), change(readFileSync(join(copy, path), 'utf8')))
  }
  const command = (text: string) => spawnSync('sh', ['-c', text], { cwd: copy, encoding: 'utf8', env: ENV })

  test('are enough for its own command, for the plans of every tier and for the types', { timeout: 240_000 }, () => {
    const page = read('../../docs/adding.md')
    const [file, beside, listed] = blocks(page, 'ts')
    const rows = blocks(page, 'md')
    const folder = join(copy, 'src/probe/interventions')
    writeFileSync(join(folder, 'answer-cut.ts'), file ?? '')
    writeFileSync(join(folder, 'answer-cut.test.ts'), beside ?? '')
    const [imported = '', , opening = '', entry = ''] = (listed ?? '').split('\n')
    edit('src/probe/interventions/index.ts', (text) => {
      expect(text).toContain(opening)
      return text
        .replace('import { emptySuccess }', `${imported}\nimport { emptySuccess }`)
        .replace(opening, `${opening}\n${entry}`)
    })
    edit('docs/interventions.md', (text) => {
      const tables = [/(\n\| ● \| `goal-replaced`.*)/, /(\n\| `goal-replaced`.*)/]
      return tables.reduce((changed, row, index) => changed.replace(row, `$1\n${rows[index]?.trimEnd()}`), text)
    })
    const [suite = ''] = blocks(page, 'sh')
    for (const text of [suite, 'npx vitest run src/cli/setup.test.ts', 'npx tsc -p tsconfig.json']) {
      const { status, stdout, stderr } = command(text)
      expect(status, `${text}\n${stdout}\n${stderr}`).toBe(0)
      if (text === suite) expect(stdout).toContain('answer-cut')
    }
  })

  test('a row that is missing is noticed', { timeout: 120_000 }, () => {
    edit('docs/interventions.md', (text) => text.replaceAll(/\n\| `answer-cut`.*/g, ''))
    expect(command('npx vitest run test/conformance/interventions.test.ts -t answer-cut').status).not.toBe(0)
  })
})

/** The code blocks of a page in one language, in order. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text)
}
