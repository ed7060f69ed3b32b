import { describe, expect, test } from 'vitest'
import type { Decision, OutcomeRow, ServedSession } from '../../domain/index.js'
import { mean } from '../../estimate/index.js'
import { createRandom } from '../../math/index.js'
import { decide } from '../decide.js'
import { followDecision } from './follow.js'

/** Runs of one task each, of which exactly a share is solved. */
function runs(system: string, share: number, tasks: number): OutcomeRow[] {
  return Array.from({ length: tasks }, (_, task) => ({
    system,
    task: `t${task}`,
    repeat: 0,
    outcome: { kind: task < share * tasks ? 'solved' : 'failed' } as const,
  }))
}

function decided(rows: readonly OutcomeRow[], requiredSuccess = 0.6): Decision {
  return decide(rows, { reference: 'big', requiredSuccess, level: 0.95, provenances: {}, scopeOf: () => 'all work' })
}

const ROWS = [...runs('big', 0.95, 2_000), ...runs('small', 0.85, 2_000)]
const DECISION = decided(ROWS)
const scopeOf = () => 'all work'

/** One session a second, whose result is known at once. */
function served(count: number, resultOf: (session: number) => number | undefined): ServedSession[] {
  return Array.from({ length: count }, (_, index) => {
    const result = resultOf(index)
    const heard = result === undefined ? {} : { result, knownAt: index }
    return { system: 'small', scope: 'all work', beganAt: index, ...heard }
  })
}

function drawn(count: number, seed: number, successOf: (session: number) => number): ServedSession[] {
  const random = createRandom(seed)
  return served(count, (index) => (random.next() < successOf(index) ? 1 : 0))
}

function follow(sessions: readonly ServedSession[], decision = DECISION, rows = ROWS) {
  const live = followDecision(decision, { rows, scopeOf, sessions })
  const cell = live.cells.find(({ system }) => system === 'small')
  if (cell === undefined) throw new Error('small has no cell')
  return { live, cell }
}

describe('a fall in success', () => {
  test('from 85 to 70 % is found after about seventy sessions', () => {
    const delays = Array.from(
      { length: 60 },
      (_, seed) => follow(drawn(600, seed, () => 0.7)).cell.drift?.alarmAfter ?? 600,
    )
    // 71 where the floor is exactly 85 %; here it is the lower bound of 2,000 runs, 84 %.
    expect(mean(delays)).toBeGreaterThan(60)
    expect(mean(delays)).toBeLessThan(100)
  })

  test('that does not happen raises no more alarms than one in five thousand sessions, and else keeps trust', () => {
    const quiet = Array.from({ length: 60 }, (_, seed) => follow(drawn(400, seed, () => 0.85)).cell)
    const alarms = quiet.filter(({ drift }) => drift?.alarmAfter !== undefined).length
    expect(alarms).toBeLessThanOrEqual((60 * 400) / 5_000)
    expect(quiet.filter(({ standing }) => standing === 'kept')).toHaveLength(60 - alarms)
    expect(follow(served(3_000, (index) => (index % 20 < 17 ? 1 : 0))).cell).toMatchObject({ standing: 'kept' })
  })

  test('freezes trust, says when, and does not say which side is right', () => {
    const { cell, live } = follow(drawn(700, 1, (session) => (session < 300 ? 0.86 : 0.6)))
    expect(cell).toMatchObject({ before: 'TRUST', now: 'UNDECIDED', standing: 'frozen' })
    expect(cell.drift?.alarmAfter).toBeGreaterThan(300)
    expect(cell.drift?.alarmAfter).toBeLessThan(380)
    expect(cell.drift?.alarmAt).toBe(String((cell.drift?.alarmAfter ?? 0) - 1))
    expect(cell.words.join(' ')).toContain('probe it again. An alarm does not say which side is right.')
    expect(live.words[0]).toBe('TRUST in small for all work is frozen: probe it again.')
  })

  test('of sessions that seldom get a result is found by their weights, not by their number', () => {
    // Easy sessions are always judged and succeed; hard ones fail and are judged one time in ten.
    const random = createRandom(5)
    const sessions = served(6_000, (index) => {
      if (index % 2 === 0) return 1
      return random.next() < 0.1 ? 0 : undefined
    }).map((session, index) => ({ ...session, propensity: index % 2 === 0 ? 1 : 0.1 }))
    const { cell } = follow(sessions)
    expect(cell.success).toMatchObject({ kind: 'determined' })
    expect(cell.success.kind === 'determined' && Math.abs(cell.success.value - 0.5)).toBeLessThan(0.03)
    expect(cell.drift?.alarmAfter).toBeDefined()
    expect(cell.standing).toBe('withdrawn')
    // The same without the chances looks like nine in ten.
    const naive = follow(
      sessions.map(({ propensity: _, ...session }) => session).filter(({ result }) => result !== undefined),
    )
    expect(naive.cell.standing).toBe('kept')
  })
})

describe('trust', () => {
  test('is withdrawn by sessions that speak against it, before any alarm where the requirement is near', () => {
    const rows = [...runs('big', 0.95, 400), ...runs('small', 0.85, 400)]
    const { cell } = follow(
      served(300, (index) => (index % 10 < 7 ? 1 : 0)),
      decided(rows, 0.8),
      rows,
    )
    expect(cell).toMatchObject({ before: 'TRUST', now: 'UNDECIDED', standing: 'withdrawn' })
    expect(cell.belief.chanceBelow).toBeGreaterThan(0.95)
    expect(cell.words.join(' ')).toContain('TRUST is withdrawn')
  })

  test.each([
    ['UNDECIDED', 0.84],
    ['DO NOT TRUST', 0.95],
  ])('is never granted to a system that was %s, whatever it did since', (word, required) => {
    const { cell } = follow(
      served(2_000, () => 1),
      decided(ROWS, required),
    )
    expect(cell).toMatchObject({ before: word, now: word, standing: 'not-held' })
    expect(cell.words.join(' ')).toContain('sessions cannot grant trust')
  })

  test('begins with the runs of the decision as fifty sessions at most', () => {
    const { cell } = follow(served(1, () => 1))
    expect(cell.belief.fromDecision).toBeCloseTo(50, 9)
    expect(cell.belief.weight).toBeCloseTo(50 * 2 ** (-1 / 500) + 1, 9)
  })
})

describe('sessions', () => {
  test('that are younger than the time in which results are heard do not count', () => {
    // Successes are heard of after a second, failures after a hundred; the last hundred sessions look perfect.
    const sessions = served(1_000, () => 1).map((session, index) => {
      const isFailure = index % 5 === 0
      const knownAt = index + (isFailure ? 100 : 1)
      if (knownAt > 999) return { ...session, result: undefined, knownAt: undefined }
      return { ...session, result: isFailure ? 0 : 1, knownAt }
    })
    const { cell, live } = follow(sessions.map((session) => JSON.parse(JSON.stringify(session))))
    expect(live.delays).toEqual([
      expect.objectContaining({ method: 'open-sessions', seconds: 100, words: expect.stringContaining('within') }),
    ])
    expect(cell.sessions).toMatchObject({ served: 1_000, counted: 900, young: 100, open: 0 })
    expect(cell.success.kind === 'determined' && cell.success.value).toBeCloseTo(0.8, 9)
  })

  test('count for no more than they tell where few of them weigh much, and the weights are cut at twenty', () => {
    const sessions = served(400, (index) => (index % 100 === 0 ? 0 : 1)).map((session, index) => ({
      ...session,
      propensity: index % 100 === 0 ? 0.001 : 1,
    }))
    const { cell } = follow(sessions)
    expect(cell.success.warnings).toEqual(['weights-clipped'])
    // Four sessions of weight 20 and 396 of weight 1: (476)^2 / 1996 = 114 sessions' worth.
    expect(cell.belief.weight).toBeLessThan(114 + 50)
    expect(cell.belief.weight).toBeGreaterThan(90)
  })

  test('without a result at all leave the belief as the decision gave it', () => {
    const { cell, live } = follow(served(40, () => undefined))
    expect(cell).toMatchObject({ standing: 'kept', sessions: { served: 40, counted: 0, young: 40 } })
    expect(cell.success).toMatchObject({ kind: 'undetermined', reason: 'no-data' })
    expect(live.delays[0]).not.toHaveProperty('seconds')
    expect(live.delays[0]?.words).toBe('no session has a result yet, so none counts')
  })

  test('of which most are open tell no delay, and the words ask for the chance of a result', () => {
    const { live, cell } = follow(served(40, (index) => (index % 4 === 0 ? 1 : undefined)))
    expect(cell.sessions).toMatchObject({ counted: 0, young: 40 })
    expect(live.delays[0]?.words).toContain('column propensity')
  })

  test('without times count in the order of the table, and the words say what that costs', () => {
    const untimed = served(50, () => 1).map(({ beganAt: _began, knownAt: _known, ...session }) => session)
    const { cell, live } = follow(untimed)
    expect(live).not.toHaveProperty('asOf')
    expect(live.delays[0]).toMatchObject({ method: 'no-times' })
    expect(cell.sessions).toMatchObject({ served: 50, counted: 50, young: 0 })
  })

  test('may be a single one', () => {
    expect(follow(served(1, () => 0)).cell).toMatchObject({ standing: 'kept', sessions: { counted: 1 } })
  })

  test('need a decision whose runs tell more than one task to be watched', () => {
    const rows = ROWS.map((row, repeat) => ({ ...row, task: 'one', repeat }))
    const { cell } = follow(
      served(10, () => 0),
      DECISION,
      rows,
    )
    expect(cell).not.toHaveProperty('drift')
    expect(cell.words.join(' ')).toContain('no lower bound to watch')
  })

  test('may not end after the moment up to which is counted', () => {
    const record = { rows: ROWS, scopeOf, sessions: served(10, () => 1) }
    expect(() => followDecision(DECISION, record, { asOf: 5 })).toThrow(
      'asOf is 5; expected a moment not before the last one, 9',
    )
    expect(followDecision(DECISION, record, { asOf: 50 }).asOf).toBe('50')
  })
})

test('a change of answers to fixed prompts freezes trust, whatever the sessions say', () => {
  const canaries = Array.from({ length: 6 }, (_, day) => ({
    system: 'small',
    day: `day ${day}`,
    p: 0.001,
    part: `${day}`,
  }))
  const live = followDecision(DECISION, { rows: ROWS, scopeOf, sessions: served(50, () => 1), canaries })
  expect(live.canaries[0]).toMatchObject({ alarmAfter: 3, alarmAt: 'day 2', isPartShared: false })
  expect(live.cells.map(({ system, standing }) => [system, standing])).toEqual([
    ['big', 'kept'],
    ['small', 'frozen'],
  ])
  const reused = canaries.map(({ part: _, ...day }) => day)
  const averaged = followDecision(DECISION, { rows: ROWS, scopeOf, sessions: [], canaries: reused })
  expect(averaged.canaries[0]).toMatchObject({ isPartShared: true })
  expect(averaged.canaries[0]).not.toHaveProperty('alarmAfter')
})
