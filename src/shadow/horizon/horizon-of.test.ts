import { describe, expect, test } from 'vitest'
import type { LengthKind, OutcomeRow } from '../../domain/index.js'
import { compareHorizons, horizonOf, horizonsOf } from '../index.js'

const OPTIONS = { level: 0.95, seed: 1, resamples: 200 }
const LENGTHS = [2, 4, 8, 15, 30, 60, 120, 240]

/** Six tasks of each length, of which `solved` are solved at it; each in a family of its own place. */
function rowsOf(
  system: string,
  solved: readonly number[],
  { lengthKind = 'minutes-human', families = 6 }: { lengthKind?: LengthKind; families?: number } = {},
): OutcomeRow[] {
  return LENGTHS.flatMap((length, place) =>
    [0, 1, 2, 3, 4, 5].map((copy) => ({
      system,
      task: `task-${place}-${copy}`,
      family: `family-${(place + copy) % families}`,
      repeat: 0,
      length,
      lengthKind,
      outcome: { kind: copy < (solved[place] ?? 0) ? ('solved' as const) : ('failed' as const) },
    })),
  )
}

const wordsOf = (solved: readonly number[], more = {}) =>
  horizonOf(rowsOf('the candidate', solved, more), { ...OPTIONS, system: 'the candidate' }).words

describe('a horizon in words', () => {
  test('says the half, four in five, the spread over shapes, and where the bank ends', () => {
    expect(wordsOf([6, 6, 5, 4, 3, 2, 1, 0])).toEqual([
      'On this bank the candidate finishes half of the 31-minute tasks (95%: 7.4 to 127).',
      'It finishes four in five of the 11-minute tasks drawn at random (95%: 2.6 to 47).',
      'Other shapes of the curve put that length at 12 minutes.',
      'Beyond 4 hours nothing was tested.',
    ])
  })

  test('speaks of steps as steps, and names a bank of few families', () => {
    const words = wordsOf([6, 6, 5, 4, 3, 2, 1, 0], { lengthKind: 'reference-steps', families: 2 })
    expect(words[0]).toMatch(/^On this bank the candidate finishes half of the tasks of 31 reference calls \(/)
    expect(words).toContain('Beyond 240 reference calls nothing was tested.')
    expect(words.at(-1)).toBe(
      'The bank has 2 families, fewer than six: the interval speaks of these and covers no other.',
    )
  })

  test('adds what less certain lengths would do where they are estimates', () => {
    const words = wordsOf([6, 6, 5, 4, 3, 2, 1, 0], { lengthKind: 'minutes-estimated' })
    expect(words.at(-1)).toMatch(
      /^The lengths are estimates; were each off by about a factor 2, half would be reached at/,
    )
  })

  test.each([
    [[6, 6, 6, 6, 6, 6, 6, 6], /finished all 48 tasks .*at least 92\.\d%.*lies above 4 hours, the longest tested\.$/],
    [[0, 0, 0, 0, 0, 0, 0, 0], /finished none of the 48 tasks .*lies below 2 minutes, the shortest tested\.$/],
    [[6, 6, 6, 6, 6, 5, 5, 5], /finishes more than half of the longest tasks \(\d+% by its curve, .*above 4 hours/],
    [
      [0, 0, 1, 1, 2, 3, 4, 5],
      /^Success does not fall with length in this bank, so the candidate has no horizon here\.$/,
    ],
    [[4, 3, 3, 4, 2, 3, 3, 2], /^Success of the candidate does not fall clearly enough with length in this bank/],
  ])('refuses for %j', (solved, words) => {
    expect(wordsOf(solved)).toEqual([expect.stringMatching(words)])
  })

  test('refuses for a handful of tasks', () => {
    const rows = rowsOf('small', [6, 6, 5, 4, 3, 2, 1, 0])
      .filter(({ task }) => task.endsWith('-0'))
      .slice(1)
    const { words } = horizonOf(rows, { ...OPTIONS, system: 'small' })
    expect(words).toEqual(['A horizon needs at least 8 tasks of known length; small has 7.'])
  })
})

test('a finding carries its basis, its line, its picture and what was left out', () => {
  const [first, second, third, ...rest] = rowsOf('any', [6, 6, 5, 4, 3, 2, 1, 0])
  if (first === undefined || second === undefined || third === undefined) throw new Error('no rows')
  const { length: _, ...without } = second
  const rows: OutcomeRow[] = [
    { ...first, outcome: { kind: 'void', cause: 'model-api' } },
    without,
    { ...third, lengthKind: 'checkpoints' },
    ...rest,
  ]
  const finding = horizonOf(rows, { ...OPTIONS, system: 'any', lengthKind: 'minutes-human', slip: 0.01 })
  expect(finding.excluded).toEqual({ 'void: model-api': 1, 'no length': 1, 'length in checkpoints': 1 })
  expect(finding.h50).toMatchObject({ samples: 45, trials: 45, excluded: finding.excluded })
  expect(finding).toMatchObject({ unit: 'family', families: 6, tasks: 45, tested: { shortest: 2, longest: 240 } })
  expect(finding.resampled.h50).toMatchObject({ kind: 'determined', method: 'hierarchical-bootstrap', seed: 1 })
  expect(finding.shapes.map(({ shape }) => shape)).toEqual([
    'logistic',
    'weibull',
    'exponential',
    'logistic-with-slips',
  ])
  expect(finding.constantHazardTest?.p).toBeGreaterThan(0)
  expect(finding.noise.map(({ deviation, h50 }) => [deviation, h50.kind])).toEqual([
    [0.5, 'within'],
    [1, 'within'],
  ])
  expect(finding.points).toHaveLength(60)
  expect(finding.observed.reduce((sum, { trials }) => sum + trials, 0)).toBe(45)
  expect(JSON.parse(JSON.stringify(finding))).toEqual(finding)
})

describe('lengths of several kinds', () => {
  const mixed = [
    ...rowsOf('any', [6, 6, 5, 4, 3, 2, 1, 0]),
    ...rowsOf('any', [6, 6, 5, 4, 3, 2, 1, 0], { lengthKind: 'checkpoints' }),
  ]

  test('are never mixed: without a choice they are refused', () => {
    expect(() => horizonOf(mixed, { ...OPTIONS, system: 'any' })).toThrow(
      'length of any is in checkpoints, minutes-human; expected one kind, or the one to read',
    )
    expect(() => compareHorizons(mixed, { reference: 'any', system: 'other', level: 0.95 })).toThrow(
      'expected one kind',
    )
  })

  test('give one finding each', () => {
    expect(horizonsOf(mixed, OPTIONS).map(({ lengthKind, trials }) => [lengthKind, trials])).toEqual([
      ['checkpoints', 48],
      ['minutes-human', 48],
    ])
  })

  test('that are missing or not above 0 are refused with what is expected', () => {
    const none = mixed.map(({ length: _, ...row }) => row)
    expect(horizonsOf(none, OPTIONS)).toEqual([])
    expect(() => horizonOf(none, { ...OPTIONS, system: 'any' })).toThrow('length of any is missing; expected a length')
    const zero = mixed.map((row) => ({ ...row, length: 0 }))
    expect(() => horizonsOf(zero, OPTIONS)).toThrow('length of task-0-0 is 0; expected a number above 0')
  })
})

describe('two systems', () => {
  const compare = (reference: readonly number[], candidate: readonly number[]) =>
    compareHorizons([...rowsOf('the reference', reference), ...rowsOf('the candidate', candidate)], {
      reference: 'the reference',
      system: 'the candidate',
      level: 0.95,
    })

  test('are compared by ratio, mean gap and slope', () => {
    const comparison = compare([6, 6, 6, 5, 5, 4, 3, 3], [6, 6, 5, 2, 0, 0, 0, 0])
    expect(comparison.words).toEqual([
      expect.stringMatching(/^the reference goes 1\d times as far as the candidate before half fail \(95%: /),
      expect.stringMatching(
        /^Over lengths from 2 minutes to 4 hours the candidate is on average \d+ points behind the/,
      ),
      expect.stringMatching(/^With length the candidate falls faster than the reference, so the gap widens \(log odds/),
    ])
    expect(comparison.slopeTest?.method).toBe('cluster-t')
    expect(comparison.tasks).toBe(48)
  })

  test('are never called alike because the slope test found nothing', () => {
    const { words } = compare([6, 6, 5, 4, 3, 2, 1, 0], [6, 5, 4, 3, 3, 1, 1, 0])
    expect(words.at(-1)).toMatch(/^Whether the gap widens with length is open .* it denies no shadow\.$/)
  })

  test('that share too few tasks are not compared', () => {
    const rows = [...rowsOf('one', [6, 6, 5, 4, 3, 2, 1, 0]), ...rowsOf('other', [6, 6, 5, 4, 3, 2, 1, 0]).slice(0, 5)]
    const comparison = compareHorizons(rows, { reference: 'one', system: 'other', level: 0.95 })
    expect(comparison.slopeChange).toMatchObject({ kind: 'undetermined', reason: 'too-few-tasks', samples: 5 })
    expect(comparison.words).toEqual([
      'How far other goes beside one cannot be told from the 5 tasks of known length they share.',
    ])
  })
})
