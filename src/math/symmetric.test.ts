import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createRandom,
  drawNormal,
  invertSymmetric,
  logistic,
  logit,
  quadraticForm,
  sampleQuantile,
  softplus,
} from './index.js'

test('the examples of the doc comments hold', () => {
  expect(logistic(0)).toBe(0.5)
  expect(sampleQuantile([1, 2, 4], 0.75)).toBe(3)
  expect(invertSymmetric(Float64Array.of(4, 0, 0, 1), 2)?.inverse).toEqual(Float64Array.of(0.25, 0, 0, 1))
})

test('a matrix times its inverse is one, whatever the scale of its rows; a singular one has none', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 16, maxLength: 16 }), (values) => {
      const matrix = new Float64Array(16)
      for (let row = 0; row < 4; row += 1) {
        for (let column = 0; column < 4; column += 1) {
          let sum = row === column ? 0.1 : 0
          for (let k = 0; k < 4; k += 1) sum += (values[row * 4 + k] ?? 0) * (values[column * 4 + k] ?? 0)
          matrix[row * 4 + column] = sum * 1000 ** (row + column)
        }
      }
      const found = invertSymmetric(matrix, 4)
      const unit = (place: number) => Array.from({ length: 4 }, (_, index) => Number(index === place))
      for (let row = 0; row < 4; row += 1) {
        const product = [...(found?.inverse ?? [])].slice(row * 4, row * 4 + 4)
        const value = [...matrix.filter((_, index) => index % 4 === row)]
        expect(value.reduce((sum, part, k) => sum + part * (product[k] ?? Number.NaN), 0)).toBeCloseTo(1, 6)
        expect(quadraticForm(unit(row), matrix)).toBe(matrix[row * 5])
      }
    }),
  )
  expect(invertSymmetric(Float64Array.of(1, 2, 2, 4), 2)).toBeUndefined()
  expect(invertSymmetric(new Float64Array(4), 2)).toBeUndefined()
})

test('logistic, its inverse and its integral keep their digits far out', () => {
  expect(logistic(-800)).toBe(0)
  expect(logistic(800)).toBe(1)
  expect(logit(logistic(-30))).toBeCloseTo(-30, 12)
  expect(softplus(800)).toBe(800)
  expect(softplus(-30)).toBeCloseTo(Math.exp(-30), 25)
})

test('normal draws have the mean, the spread and the tails of the normal distribution', () => {
  const random = createRandom(4)
  const draws = Array.from({ length: 20_000 }, () => drawNormal(random))
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length
  expect(Math.abs(mean)).toBeLessThan(0.03)
  expect(draws.reduce((sum, value) => sum + value * value, 0) / draws.length).toBeCloseTo(1, 1)
  expect(draws.filter((value) => Math.abs(value) > 1.96).length / draws.length).toBeCloseTo(0.05, 2)
})
