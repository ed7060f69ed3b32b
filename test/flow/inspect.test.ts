import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMemoryJournal } from '../../src/journal/index.js'
import { inspectTrial, recordedTrials } from '../../src/probe/index.js'
import { renderTrial, renderTrialList } from '../../src/report/index.js'
import { type CommandResult, emptyFolder, leadline } from '../support/command.js'
import { failingModel, runDepot, smallPlan } from '../support/depot-run.js'
import { writeStudy } from '../support/tiny-inputs.js'

let cwd = ''
beforeAll(async () => {
  cwd = emptyFolder(afterAll)
  const { code } = await leadline(['probe', '--config', writeStudy(cwd, { budgetUsd: 4.5 }), '--yes'], { cwd })
  expect(code).toBe(0)
}, 60_000)

const inspect = (...words: readonly string[]): Promise<CommandResult> => leadline(['inspect', ...words], { cwd })
const linesOf = ({ stdout }: CommandResult) => stdout.trimEnd().split('\n')

describe('leadline inspect', () => {
  test('lists every trial, and the filters share it out', async () => {
    const [all, ...parts] = await Promise.all([
      inspect(),
      ...['solved', 'failed', 'censored', 'void', 'waiting', 'running'].map((kind) => inspect('--outcome', kind)),
    ])
    const total = linesOf(all).length - 2
    expect(total).toBeGreaterThan(5)
    expect(linesOf(all).at(-1)).toMatch(new RegExp(`^${total} trials: \\d+ solved`))
    const counts = parts.map((part) => Number(/^(\d+) trial/.exec(linesOf(part).at(-1) ?? '')?.[1]))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total)
  })

  test('shows one fork with its parent, its change confirmed, and its own steps; all steps with --full', async () => {
    const line = linesOf(await inspect()).find((row) => row.includes('varied: ')) ?? ''
    const id = line.split(' ')[0] ?? ''
    const { stdout, code } = await inspect(id)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Trial [0-9a-f]{32}\n {2}system/)
    expect(stdout).toMatch(/fork of +[0-9a-f]{32}, after \d+ step/)
    expect(stdout).toMatch(/ended +(by the model|by the limit of steps)/)
    expect(stdout).toMatch(/Launches\n {2}1 {2}\d{4}-\d\d-\d\dT[\d:.]+Z {2}\d+ answers?; judged/)
    expect(stdout).toMatch(/Changes\n {2}(step \d+ .*; confirmed|none: the model never came to the seam)/)
    expect(stdout).toContain('shared with its baseline (--full shows them)')
    expect(stdout).not.toContain('  step 0\n')
    expect((await inspect(id, '--full')).stdout).toContain('  step 0\n')
  })

  test.each([
    [['--outcome', 'bad'], '--outcome is "bad"; expected solved, failed'],
    [['--system', 'nobody'], '--system is "nobody"; expected one of'],
    [['--intervention', 'none'], '--intervention is "none"; expected one of'],
    [['ffffffffffffffff0'], 'trial is "ffffffffffffffff0"; expected the id of a trial'],
    [['abc', '--outcome', 'void'], '--outcome is "void"; expected no filter beside one trial'],
    [['missing.db'], 'missing.db is missing'],
    [['--folder', 'nowhere'], 'expected a folder with the record of a study (.db)'],
  ])('%j is refused in one line', async (words, message) => {
    const { code, stderr, stdout } = await inspect(...words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.replaceAll(join(cwd, '/'), '')).toContain(message)
  })
})

test('a trial that was void says what broke at each of its launches', async () => {
  const plan = smallPlan()
  const journal = openMemoryJournal()
  await runDepot(journal, plan, { model: failingModel(2, 99) })
  const [first] = journal.trials()
  if (first === undefined) throw new Error('no trial')
  const text = renderTrial(inspectTrial(plan, journal, first), { columns: 120, isColour: false })
  expect(text).toContain('ended       void, model-api: stand-in is overloaded (in 3 attempts)')
  expect(text.match(/the model could not be reached: stand-in is overloaded/g)).toHaveLength(2)
  const list = renderTrialList([...recordedTrials(plan, journal)], { columns: 120, isColour: false })
  expect(list).toMatch(/void +model-api/)
})

test('a trial that was never launched is shown as planned', () => {
  const plan = smallPlan()
  const journal = openMemoryJournal()
  const [trial] = plan.samples.map((sample) => ({
    ...{ id: 'abc', pairId: 'p', systemId: plan.systems[0]?.id ?? '', sampleId: sample.id, repeat: 0 },
    ...{ arm: 'baseline' as const, order: 0, expects: 'solution' as const },
  }))
  if (trial === undefined) throw new Error('no sample')
  journal.addTrials([trial])
  const [record] = journal.trials()
  if (record === undefined) throw new Error('no trial')
  const text = renderTrial(inspectTrial(plan, journal, record), { columns: 80, isColour: false })
  expect(text).toContain('outcome     waiting')
  expect(text).not.toContain('Transcript')
})
