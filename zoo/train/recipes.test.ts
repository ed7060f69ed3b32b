import { expect, test } from 'vitest'
import { ZOO_NAMES } from '../index.js'
import { RECIPES } from './recipes.js'

const byName = new Map(RECIPES.map((recipe) => [recipe.name, recipe]))

test('every model has a name, a seed and lessons of its own', () => {
  expect(byName.size).toBe(RECIPES.length)
  expect(new Set(RECIPES.map(({ seed }) => seed)).size).toBe(RECIPES.length)
  const seeds = RECIPES.flatMap(({ rounds }) => rounds.flatMap(({ lessons }) => lessons.map(({ seed }) => seed)))
  expect(new Set(seeds).size).toBe(seeds.length)
})

test('a model comes after everyone it descends from, and its ancestors are those of its teacher and the teacher', () => {
  for (const [index, { name, teacher, ancestors, habits }] of RECIPES.entries()) {
    const before = RECIPES.slice(0, index).map((recipe) => recipe.name)
    expect(before, name).toEqual(expect.arrayContaining([...ancestors]))
    expect(ancestors, name).toEqual(teacher === undefined ? [] : [teacher, ...(byName.get(teacher)?.ancestors ?? [])])
    // Either a planner teaches or a model does, never both.
    expect((teacher === undefined) !== (habits === undefined), name).toBe(true)
  }
})

test('twenty controls have nothing to do with teacher, and no two of them the same habits', () => {
  const controls = RECIPES.filter(({ name }) => name.startsWith('control-'))
  expect(controls.length).toBe(20)
  expect(controls.every(({ ancestors }) => ancestors.length === 0)).toBe(true)
  expect(new Set(controls.map(({ habits }) => JSON.stringify(habits))).size).toBe(20)
})

test('the zoo names who is made, in the same order', () => {
  expect(RECIPES.map(({ name }) => name).filter((name) => ZOO_NAMES.includes(name))).toEqual(ZOO_NAMES)
})
