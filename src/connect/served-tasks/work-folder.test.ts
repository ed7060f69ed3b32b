import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  intoFolder,
  makeFolder,
  outOfFolder,
  readCopy,
  readFolder,
  removeFolder,
  textIn,
  writeCopy,
} from './work-folder.js'

function aFolder(): string {
  const folder = makeFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

function filled(): string {
  const folder = aFolder()
  mkdirSync(join(folder, 'deep/empty'), { recursive: true })
  writeFileSync(join(folder, 'deep/a.txt'), 'words')
  writeFileSync(join(folder, 'bytes'), Buffer.from([0xff, 0, 0xfe]))
  writeFileSync(join(folder, 'run.sh'), 'exit 0', { mode: 0o755 })
  symlinkSync('deep/a.txt', join(folder, 'link'))
  return folder
}

test('a copy of what a folder holds is the same folder again: texts, bytes, links, empty folders, programs', () => {
  const [from, to] = [filled(), aFolder()]
  writeCopy(to, readCopy(from))
  expect(readFolder(to)).toEqual(readFolder(from))
  expect(readFileSync(join(to, 'bytes'))).toEqual(Buffer.from([0xff, 0, 0xfe]))
})

test('restoring takes away what was added, brings back what is gone and leaves the rest', () => {
  const folder = filled()
  const before = readCopy(folder)
  writeFileSync(join(folder, 'deep/a.txt'), 'other words')
  mkdirSync(join(folder, 'new/inner'), { recursive: true })
  writeFileSync(join(folder, 'new/inner/b.txt'), 'more')
  removeFolder(join(folder, 'deep/empty'))
  writeCopy(folder, before)
  expect(readCopy(folder)).toEqual(before)
  expect(readdirSync(folder)).not.toContain('new')
})

test('a file that names its own place says the same in every copy, and means the copy', () => {
  const [one, other] = [aFolder(), aFolder()]
  writeFileSync(join(one, 'where.txt'), `I lie in ${one}/deep`)
  writeCopy(other, readCopy(one))
  expect(readFileSync(join(other, 'where.txt'), 'utf8')).toBe(`I lie in ${other}/deep`)
  expect(readCopy(other)).toEqual(readCopy(one))
  expect(textIn(readCopy(one), 'where.txt')).toBe('I lie in /workspace/deep')
})

test.each([
  ['/workspace', '/copies/7'],
  ['/workspace/a/b.txt', '/copies/7/a/b.txt'],
  ['file:///workspace/a', 'file:///copies/7/a'],
  ['/workspaces', '/workspaces'],
  ['/elsewhere/a', '/elsewhere/a'],
  ['see /workspace', 'see /workspace'],
])('the path %s in an argument is %s in the copy', (given, there) => {
  expect(intoFolder({ path: given, more: [given, 3] }, '/copies/7')).toEqual({ path: there, more: [there, 3] })
})

test('no answer tells where the copy is', () => {
  expect(outOfFolder('wrote /copies/7/a.txt and /copies/7', '/copies/7')).toBe('wrote /workspace/a.txt and /workspace')
})
