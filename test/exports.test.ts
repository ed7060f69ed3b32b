import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseSource } from './floors/source.js'

/** Public entries that list names, with the file of the built package behind each. */
const ENTRIES = [
  { entry: '.', path: 'src/index.ts', load: () => import('../src/index.js') },
  { entry: './probe', path: 'src/probe/index.ts', load: () => import('../src/probe/index.js') },
  { entry: './shadow', path: 'src/shadow/index.ts', load: () => import('../src/shadow/index.js') },
  { entry: './route', path: 'src/route/index.ts', load: () => import('../src/route/index.js') },
]

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** `name` for what runs, `type name` for the rest. */
function publicNames(path: string): string[] {
  return parseSource(path, read(path))
    .program.body.flatMap((statement) => {
      if (statement.type !== 'ExportNamedDeclaration') throw new Error(`${path} has a ${statement.type}`)
      if (statement.source === null) throw new Error(`${path} declares a name of its own`)
      return statement.specifiers.map(({ exported, exportKind }) => {
        const name = exported.type === 'Literal' ? exported.value : exported.name
        return statement.exportKind === 'type' || exportKind === 'type' ? `type ${name}` : name
      })
    })
    .sort()
}

test('the public names, listed one by one, are those of the golden list', async () => {
  const lines = ENTRIES.flatMap(({ entry, path }) => [`# ${entry}`, ...publicNames(path), ''])
  await expect(lines.join('\n')).toMatchFileSnapshot('golden/exports.txt')
})

test.each(ENTRIES)(
  'every value that $entry lists is there when it is loaded, and nothing else',
  async ({ path, load }) => {
    const loaded: object = await load()
    expect(Object.keys(loaded).sort()).toEqual(publicNames(path).filter((name) => !name.startsWith('type ')))
  },
)

test('every entry of the package leads to a source', () => {
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, Record<string, string>> }
  expect(Object.keys(exports)).toEqual(expect.arrayContaining(ENTRIES.map(({ entry }) => entry)))
  for (const { types = '', default: code = '' } of Object.values(exports)) {
    expect(types.replace(/\.d\.ts$/, '.js')).toBe(code)
    expect(read(code.replace('./dist/', '').replace(/\.js$/, '.ts'))).not.toBe('')
  }
})
