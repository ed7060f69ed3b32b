import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Io } from '../src/cli/io.js'
import { recordedDocument } from '../src/cli/recorded.js'
import { renderSummary } from '../src/report/index.js'
import { withRecordedData } from './support/recorded.js'

const root = new URL('..', import.meta.url)
const text = readFileSync(new URL('README.md', root), 'utf8')
const blocks = [...text.matchAll(/^```\n([^`]+)^```$/gm)].map(([, block = '']) => block.trimEnd().split('\n'))

test(
  'the excerpt of `npm start` is what it prints of the recorded runs today',
  withRecordedData(async (folder) => {
    const excerpt = blocks.find(([first = '']) => first.startsWith('Surprise: ')) ?? []
    expect(excerpt.length).toBeGreaterThan(10)
    const io = processWith({ LEADLINE_DATA: folder })
    const recorded = await recordedDocument(io)
    if ('missing' in recorded) throw new Error(recorded.missing)
    const printed = renderSummary(recorded.document, io).split('\n')
    const start = printed.indexOf(excerpt[0] ?? '')
    expect(printed.slice(start, start + excerpt.length)).toEqual(excerpt)
  }),
)

test('the README links every page of the documentation once, and nothing that is not there', () => {
  const links = [...text.matchAll(/\]\((docs\/[^)]*)\)/g)].map(([, link = '']) => link)
  const pages = readdirSync(new URL('docs', root)).filter((name) => name !== 'pictures')
  expect(links.sort()).toEqual(pages.map((name) => `docs/${name}`).sort())
})

test('every folder and picture that the README names is there', () => {
  const named = [...text.matchAll(/`(src\/\w+)`|(?:src|srcset)="([^"]+)"/g)].map(([, folder, file]) => folder ?? file)
  expect(named.length).toBeGreaterThan(4)
  expect(named.filter((path = '') => !existsSync(fileURLToPath(new URL(path, root))))).toEqual([])
})

/** A process without a terminal that prints nothing. */
function processWith(env: Io['env']): Io {
  const silent = () => {}
  return {
    out: silent,
    err: silent,
    env,
    cwd: fileURLToPath(root),
    isLive: false,
    isColour: false,
    columns: 80,
    now: () => '2026-01-01T00:00:00.000Z',
    signal: new AbortController().signal,
    commandLine: 'npm start',
  }
}
