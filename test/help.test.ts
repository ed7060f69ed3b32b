import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommand } from '../src/cli/program.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const COLUMNS = 80

/** What `--help` prints for each command, by its words; the empty words are the program itself. */
const helps = await allHelps('')

async function allHelps(words: string): Promise<Map<string, string>> {
  const text = await helpOf(words)
  const inner = [...text.matchAll(/^ {2}([a-z][a-z-]*) .*$/gm)].flatMap(([, name = '']) => name)
  const isParent = text.includes('[command]')
  const found = new Map([[words, text]])
  for (const name of isParent ? inner.filter((each) => each !== 'help') : []) {
    for (const [path, help] of await allHelps(`${words} ${name}`.trim())) found.set(path, help)
  }
  return found
}

async function helpOf(words: string): Promise<string> {
  const printed: string[] = []
  const code = await runCommand([...words.split(' '), '--help'].filter(Boolean), {
    out: (text) => printed.push(text),
    err: (text) => printed.push(text),
    env: {},
    cwd: root,
    isLive: false,
    isColour: false,
    columns: COLUMNS,
    now: () => '2026-11-26T00:00:00.000Z',
    signal: new AbortController().signal,
    commandLine: 'leadline',
  })
  expect(code).toBe(0)
  return printed.join('')
}

test('every command has a help that fits 80 columns and ends with an example', () => {
  expect(helps.size).toBeGreaterThan(25)
  const wide = [...helps].flatMap(([words, text]) =>
    text.split('\n').flatMap((line) => (line.length > COLUMNS ? [`${words}: ${line}`] : [])),
  )
  expect(wide).toEqual([])
  expect([...helps].flatMap(([words, text]) => (/Examples:\n.*leadline/.test(text) ? [] : [words]))).toEqual([])
})

test.each(['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })])(
  '%s names no command and no option that is not there',
  (page) => {
    const options = new Set([...helps.values()].flatMap((text) => text.match(/--[a-z][a-z-]*/g) ?? []))
    const text = readFileSync(`${root}/${page}`, 'utf8')
    const unknown = [...text.matchAll(/`(--[a-z][a-z-]*)/g)].flatMap(([, option = '']) =>
      options.has(option) ? [] : [option],
    )
    const wrong = [...text.matchAll(/(?:^|`|&& )leadline ([a-z][a-z-]*(?: [a-z]+)?)([^\n`#&|]*)/gm)].flatMap(
      ([line, two = '', rest = '']) => {
        const help = helps.get(two) ?? helps.get(two.split(' ')[0] ?? '')
        if (help === undefined) return [line]
        return (rest.match(/--[a-z][a-z-]*/g) ?? []).filter((option) => !help.includes(option)).map(() => line)
      },
    )
    expect([...unknown, ...wrong]).toEqual([])
  },
)
