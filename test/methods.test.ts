import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

test('every method that an estimate or a test names has its row', () => {
  const sources = globSync('src/{estimate,shadow,route,calibrate}/**/*.ts', { cwd: root })
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => readFileSync(`${root}/${path}`, 'utf8'))
    .join('\n')
  const named = [...sources.matchAll(/\bmethod\b[^\n]*/g)].flatMap(([line]) =>
    [...line.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].flatMap(([, name]) => name ?? []),
  )
  const shares = [...sources.matchAll(/shareOf\([^)]*'([a-z-]+)'\)/g)].flatMap(([, name]) => name ?? [])
  const methods = new Set([...named, ...shares].filter((name) => name !== 'none'))
  expect(methods.size).toBeGreaterThan(15)
  const page = readFileSync(`${root}/docs/methods.md`, 'utf8')
  expect([...methods].filter((method) => !page.includes(`\`${method}\``))).toEqual([])
})
