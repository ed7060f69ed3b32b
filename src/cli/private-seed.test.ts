import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { drawSeed, privateSeed } from './private-seed.js'

let folder = ''
let told = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-seed-'))
  told = ''
})
afterEach(() => rmSync(folder, { recursive: true }))

function seedHere(): number {
  const err = (text: string) => {
    told += text
  }
  const found = privateSeed({ cwd: folder, err }, '.leadline')
  found.keep()
  return found.seed
}

test('a folder draws its seed once, keeps it and tells it each time', () => {
  const seed = seedHere()
  expect(seedHere()).toBe(seed)
  expect(JSON.parse(readFileSync(join(folder, '.leadline/private-seed.json'), 'utf8'))).toEqual({ seed })
  const line = `Seed ${seed}: private to this folder, kept in ${join('.leadline', 'private-seed.json')}.\n`
  expect(told).toBe(line + line)
})

test('two places have two seeds', () => {
  expect(new Set(Array.from({ length: 50 }, drawSeed)).size).toBe(50)
})

test.each(['{}', 'nothing', '{"seed":-1}'])('a file that holds no seed is refused: %s', (text) => {
  seedHere()
  writeFileSync(join(folder, '.leadline/private-seed.json'), text)
  expect(seedHere).toThrow(/private-seed\.json is "without one"; expected a seed/)
})

test('what is drawn and never kept leaves nothing behind', () => {
  privateSeed({ cwd: folder, err: () => {} }, '.leadline')
  expect(readdirSync(folder)).toEqual([])
})

test('of two that draw at one moment only the first goes on', () => {
  const [first, second] = [0, 1].map(() => privateSeed({ cwd: folder, err: () => {} }, '.leadline'))
  first?.keep()
  expect(() => second?.keep()).toThrow('private-seed.json is "drawn just now by another process"; expected another run')
})
