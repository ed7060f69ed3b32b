import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'

/** Twenty tasks of two systems, each row as `model,task,...`. */
function tableOf(rowOf: (system: string, task: number) => string, header: string): string {
  const rows = Array.from({ length: 20 }, (_, task) => ['big', 'small'].map((system) => rowOf(system, task))).flat()
  return `${[header, ...rows].join('\n')}\n`
}

const plain = tableOf(
  (system, task) => `${system},t${task},${system === 'big' || task % 3 > 0 ? 1 : 0}`,
  'model,task,success',
)

async function shadow(content: string, more: readonly string[] = [], name = 'runs.csv') {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, name), content)
  return { cwd, ...(await leadline(['shadow', name, '--reference', 'big', ...more], { cwd })) }
}

test('a page beside the input leaves the input as it is', async () => {
  const content = plain
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([model, task, success]) => JSON.stringify({ model, task, success: Number(success) }))
    .join('\n')
  const { cwd, code } = await shadow(content, ['--html', 'runs.html'], 'runs.json')
  expect(code).toBe(0)
  expect(readFileSync(join(cwd, 'runs.json'), 'utf8')).toBe(content)
  expect(readFileSync(join(cwd, 'runs.html'), 'utf8')).toContain('<html')
  const { code: refused, stderr } = await shadow(plain, ['--html', 'page'])
  expect([refused, stderr]).toEqual([2, 'leadline: --html is "page"; expected a path that ends in .html\n'])
})

test('a control that is the reference is refused: it would explain nothing', async () => {
  const { code, stderr } = await shadow(plain, ['--control', 'big'])
  expect(code).toBe(2)
  expect(stderr).toContain('control is big, which is the reference; expected a system that is merely weaker')
})

test('the same file twice, and a label over several models, are refused: both would invent repeats', async () => {
  const twice = await shadow(plain, ['runs.csv'])
  expect([twice.code, twice.stderr.includes('expected files that differ')]).toEqual([2, true])
  const labelled = await shadow(plain, ['--label', 'runs.csv=big'])
  expect(labelled.stderr).toContain('--label is "runs.csv"; expected a file of one model; it holds big, small')
})

test('systems without a common task, and a single one, are told so', async () => {
  const apart = tableOf((system, task) => `${system},${system}-${task},1`, 'model,task,success')
  const { stdout } = await shadow(apart)
  expect(stdout).toContain('Whether anybody differs from big cannot be told: no task was tried by both.')
  const alone = await shadow(plain.replaceAll(/^small.*\n/gm, ''))
  expect(alone.stdout).toContain('There is one system only, and nothing to hold it against.')
})

test('work without a stratum is not called all work where some has one', async () => {
  const rows = tableOf(
    (system, task) => `${system},t${task},1,${task < 8 ? 'narrow' : ''}`,
    'model,task,success,stratum',
  )
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'runs.csv'), rows)
  const { stdout } = await leadline(['decide', 'runs.csv', '--reference', 'big', '--scope', 'stratum'], { cwd })
  expect(stdout).toContain('work without a stratum')
  expect(stdout).not.toContain('all work')
})

test('a price of silent failures is refused where no run tells which are silent', async () => {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'runs.csv'), plain)
  const words = ['decide', 'runs.csv', '--reference', 'big', '--silent', '5']
  const refused = await leadline(words, { cwd })
  expect([refused.code, refused.stderr.includes('(--noticed)')]).toEqual([2, true])
  expect((await leadline([...words, '--noticed', '0.5'], { cwd })).code).toBe(0)
})
