import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FLOORS, PACKAGES } from './house.js'

/** Floors that may hold at most two packages, each without packages of its own. */
const PLAIN_FLOORS = 3
const MOST_PLAIN = 2

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Rows of the table in docs/dependencies.md: package, floor, reason. */
function documented(): { readonly name: string; readonly floor: number; readonly reason: string }[] {
  const rows = read('docs/dependencies.md').matchAll(/^\| ([^|]+) \| (\d) \| ([^|]+) \|$/gm)
  return [...rows].flatMap(([, names = '', floor, reason = '']) => {
    return names.split(', ').map((name) => ({ name, floor: Number(floor), reason }))
  })
}

function installed(): { readonly names: readonly string[]; readonly dependenciesOf: (name: string) => unknown } {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>
  }
  return {
    names: Object.keys(packages['']?.dependencies ?? {}).sort(),
    dependenciesOf: (name) => packages[`node_modules/${name}`]?.dependencies,
  }
}

test('every package that is shipped has a floor, a folder and a line of reason, and no other is documented', () => {
  const table = documented()
  expect(table.map(({ name }) => name).sort()).toEqual(installed().names)
  for (const { name, floor, reason } of table) {
    const folders = Object.keys(PACKAGES).filter((folder) => PACKAGES[folder]?.includes(name))
    expect(
      folders.map((folder) => FLOORS[folder]),
      name,
    ).toEqual([floor])
    expect(reason.length, name).toBeGreaterThan(20)
  }
})

test('the floors of the instrument hold at most two packages, each without packages of its own', () => {
  const plain = documented().filter(({ floor }) => floor <= PLAIN_FLOORS)
  expect(plain.length).toBeLessThanOrEqual(MOST_PLAIN)
  for (const { name } of plain) expect(installed().dependenciesOf(name), name).toBeUndefined()
})
