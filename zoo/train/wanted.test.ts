import { expect, test } from 'vitest'
import { wrongName } from './wanted.js'

const KNOWN = ['teacher', 'student']

test.each([[[]], [['teacher']], [['student', 'teacher']], [['--all']]])('%j is understood', (given) => {
  expect(wrongName(given, KNOWN, ['--all'])).toBeUndefined()
})

test.each([
  [['techer'], 'model is techer; expected --all alone, or any of teacher, student'],
  [['teacher', 'nobody'], 'model is nobody; expected --all alone, or any of teacher, student'],
  [['--all', 'teacher'], 'model is --all; expected --all alone, or any of teacher, student'],
])('%j is refused before anything is done', (given, says) => {
  expect(wrongName(given, KNOWN, ['--all'])).toBe(says)
})
