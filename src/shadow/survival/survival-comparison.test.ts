import { expect, test } from 'vitest'
import type { OutcomeRow } from '../../domain/index.js'
import { compareSurvival } from '../index.js'

/** One trial on a task of 60 human minutes, stopped at a progress; 60 is solved. */
function row(system: string, task: number, progress: number, more: Partial<OutcomeRow> = {}): OutcomeRow {
  return {
    system,
    task: `t${task}`,
    repeat: 0,
    outcome: { kind: progress >= 60 ? 'solved' : 'failed' },
    length: 60,
    lengthKind: 'minutes-human',
    progress,
    ...more,
  }
}

/** A system that gets so far on each of twelve tasks. */
function system(name: string, reached: (task: number) => number): OutcomeRow[] {
  return Array.from({ length: 12 }, (_, task) => row(name, task, reached(task)))
}

const strong = system('strong', (task) => (task < 9 ? 60 : 40 + task))
const weak = system('weak', (task) => (task < 3 ? 60 : 10 + 3 * task))
const OPTIONS = { reference: 'strong', level: 0.95 }

test('what a system loses is said in units of the work, and the deciding test beside it', () => {
  const [found] = compareSurvival([...strong, ...weak], OPTIONS)
  expect(found).toMatchObject({
    system: 'weak',
    reference: 'strong',
    lengthKind: 'minutes-human',
    tasks: 12,
    trials: 24,
    earlier: 'system',
    end: { value: 60, wanted: 60, isLowered: false },
    verdict: { kind: 'established' },
  })
  expect(found?.difference).toMatchObject({ kind: 'determined', method: 'rmst-clustered', samples: 12 })
  expect(found?.words).toEqual([
    'Within the first 60 human minutes of work weak stays on track 19 minutes less (9 to 29) than strong.',
    'weak derails earlier (p = 0.012).',
  ])
})

test('swapped systems turn the sign and keep every p', () => {
  const [there] = compareSurvival([...strong, ...weak], OPTIONS)
  const [back] = compareSurvival([...strong, ...weak], { ...OPTIONS, reference: 'weak' })
  if (there?.difference.kind !== 'determined' || back?.difference.kind !== 'determined') throw new Error('no interval')
  expect(back.difference.value).toBeCloseTo(-there.difference.value, 10)
  expect(back.difference.low).toBeCloseTo(-there.difference.high, 10)
  expect(back.earlier).toBe('reference')
  for (const name of ['clustered', 'withinTasks', 'early'] as const) {
    expect(back.tests[name].p).toBeCloseTo(there.tests[name].p, 10)
  }
})

test('the end is lowered to what both were observed at, and that is said', () => {
  const short = strong.map((entry) => ({ ...entry, length: 30, progress: Math.min(30, entry.progress ?? 0) }))
  const [found] = compareSurvival([...short, ...weak], OPTIONS)
  expect(found?.end).toEqual({ value: 30, wanted: 60, isLowered: true })
  expect(found?.difference.warnings).toContain('tau-lowered')
  expect(found?.words).toContain('The end was lowered from 60: the two were not both observed further.')
})

test('a trial that a limit ended has derailed, and the other reading stands beside it', () => {
  const limited = weak.map((entry) =>
    entry.outcome.kind === 'failed'
      ? { ...entry, outcome: { kind: 'censored' as const, limit: 'steps' as const } }
      : entry,
  )
  const [plain] = compareSurvival([...strong, ...weak], OPTIONS)
  const [found] = compareSurvival([...strong, ...limited], OPTIONS)
  expect(found?.difference).toEqual(plain?.difference)
  expect(found?.limitsCensored.difference).not.toEqual(found?.difference)
  expect(found?.limitsCensored.clustered.p).toBeGreaterThan(found?.tests.clustered.p ?? 1)
  expect(found?.words.at(-1)).toMatch(/^With runs that met a limit read as "at least so far" the difference is /)
})

test('only tasks that both tried are compared, void trials are not, and few tasks give no verdict', () => {
  const other = weak.map((entry, index) => (index < 8 ? entry : { ...entry, task: `other-${index}` }))
  expect(compareSurvival([...strong, ...other], OPTIONS)[0]?.tasks).toBe(8)
  const voided = weak.map((entry, index) =>
    index < 4 ? entry : { ...entry, outcome: { kind: 'void' as const, cause: 'model-api' as const } },
  )
  const [found] = compareSurvival([...strong, ...voided], OPTIONS)
  expect(found).toMatchObject({ tasks: 4, verdict: { kind: 'undetermined', reason: 'too-few-tasks' } })
  expect(found?.words).toEqual([
    'Whether weak stays on track for longer or shorter than strong cannot be told from these trials.',
  ])
})

test('nobody derailing, no progress and no reference give a reason or nothing', () => {
  const perfect = [...system('strong', () => 60), ...system('weak', () => 60)]
  expect(compareSurvival(perfect, OPTIONS)[0]).toMatchObject({
    earlier: 'neither',
    tests: { clustered: { p: 1 }, withinTasks: { p: 1 }, early: { p: 1 } },
    difference: { kind: 'undetermined', reason: 'no-variation' },
    verdict: { kind: 'undetermined', reason: 'no-variation' },
  })
  expect(compareSurvival(weak, OPTIONS)).toEqual([])
  expect(compareSurvival([], OPTIONS)).toEqual([])
})

test('among many systems one early derailment may be chance, and the corrected verdict says so', () => {
  const others = Array.from({ length: 6 }, (_, index) => system(`like-${index}`, (task) => (task < 9 ? 60 : 41 + task)))
  const found = compareSurvival([...strong, ...weak, ...others.flat()], OPTIONS)
  const own = found.find((entry) => entry.system === 'weak')
  expect(own?.verdict).toEqual({ kind: 'established' })
  expect(own?.correctedVerdict).toEqual({ kind: 'not-established' })
  expect(own?.words[1]).toContain('one such finding among 7 systems can come by chance')
})

test('different kinds of length are compared apart', () => {
  const steps = [...strong, ...weak].map((entry) => ({ ...entry, lengthKind: 'reference-steps' as const }))
  const found = compareSurvival([...strong, ...weak, ...steps], OPTIONS)
  expect(found.map(({ lengthKind }) => lengthKind)).toEqual(['minutes-human', 'reference-steps'])
  expect(found[0]?.difference).toEqual(found[1]?.difference)
})

test('the order of rows changes nothing', () => {
  const rows = [...strong, ...weak]
  expect(compareSurvival(rows.toReversed(), OPTIONS)).toEqual(compareSurvival(rows, OPTIONS))
})
