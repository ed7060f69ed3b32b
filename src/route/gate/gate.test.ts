import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evidenceHalves, gateEvidence } from '../../estimate/index.js'
import { curtailedBounds, isHopeless, stopBounds } from './bounds.js'
import { decideByTask } from './decide-by-task.js'
import { decideGate, fewestToSettle, type GateLaunch } from './decide-gate.js'
import { designGate, type GateDesign } from './design.js'
import { foreseeBounds } from './foresee.js'
import { foreseeCells, foreseeGate } from './outlook.js'
import { gateWords } from './words.js'

const design = designGate({ required: 0.7, tolerance: 0.2 })
const bounds = stopBounds(design)

const launchesOf = (results: string): readonly GateLaunch[] =>
  [...results].map((sign, index) => ({
    task: `task-${index % 7}`,
    state: sign === '1' ? 'solved' : sign === '0' ? 'failed' : sign === 'v' ? 'void' : 'running',
  }))

const states = fc.constantFrom('1', '1', '1', '0', 'v', '.')
const mixed = fc.array(states, { maxLength: 120 }).map((signs) => signs.join(''))
const finished = fc.array(fc.constantFrom('1', '1', '0', 'v'), { maxLength: 120 }).map((signs) => signs.join(''))

describe('a gate', () => {
  test('that was killed and resumed at any moment decides as one that ran through', () => {
    fc.assert(
      fc.property(finished, fc.array(fc.nat(), { maxLength: 6 }), (results, holes) => {
        const whole = decideGate(launchesOf(results), design, { bounds })
        const open = [...results]
          .map((sign, index) => (holes.some((hole) => hole % 120 === index) ? '.' : sign))
          .join('')
        const before = decideGate(launchesOf(open), design, { bounds })
        if (before.isFinal) expect({ ...before, afterStop: 0 }).toEqual({ ...whole, afterStop: 0 })
        expect(decideGate(launchesOf(results), design, { bounds })).toEqual(whole)
      }),
    )
  })

  test('keeps its word whatever is launched or ends after the stop', () => {
    fc.assert(
      fc.property(mixed, mixed, (results, more) => {
        const first = decideGate(launchesOf(results), design, { bounds })
        const later = decideGate(launchesOf(results + more), design, { bounds })
        if (first.isFinal) expect({ ...later, afterStop: 0 }).toEqual({ ...first, afterStop: 0 })
        else expect(later.trials).toBeGreaterThanOrEqual(first.trials)
      }),
    )
  })

  test('does not mind the order within a prefix that has not stopped', () => {
    fc.assert(
      fc.property(finished, (results) => {
        const there = decideGate(launchesOf(results), design, { bounds })
        const back = decideGate(launchesOf([...results].toReversed().join('')), design, { bounds })
        if (there.isFinal || back.isFinal) return
        expect(back.evidence).toEqual(there.evidence)
        expect([back.trials, back.successes, back.void]).toEqual([there.trials, there.successes, there.void])
      }),
    )
  })

  test('reads only the longest finished prefix and counts what waits behind it', () => {
    const decision = decideGate(launchesOf('11.1111111111111111111'), design, { bounds })
    expect(decision).toMatchObject({ word: 'UNDECIDED', why: 'unfinished', trials: 2, waiting: 19, isFinal: false })
  })

  test('leaves void launches out and says how many', () => {
    const { trials, void: left, success } = decideGate(launchesOf('1v1v0'), design, { bounds })
    expect([trials, left, success.excluded]).toEqual([3, 2, { void: 2 }])
  })

  test('does not stop before it has seen five distinct tasks, and never on fewer', () => {
    const oneTask = Array.from({ length: 100 }, (): GateLaunch => ({ task: 'only', state: 'failed' }))
    expect(decideGate(oneTask, design, { bounds })).toMatchObject({
      word: 'UNDECIDED',
      why: 'too-few-tasks',
      trials: 90,
    })
    expect(decideGate(launchesOf('00000'), design, { bounds })).toMatchObject({
      word: 'DO NOT TRUST',
      trials: 5,
      tasks: 5,
    })
    expect(decideGate(launchesOf('0000'), design, { bounds })).toMatchObject({ word: 'UNDECIDED', isFinal: false })
  })

  test('has nothing to say of nothing', () => {
    expect(decideGate([], design, { bounds })).toMatchObject({
      trials: 0,
      isFinal: false,
      success: { reason: 'no-data' },
    })
  })
})

describe('its table of bounds', () => {
  test('says the same as the evidence itself, for all counts', () => {
    for (let trials = design.leastTasks; trials <= design.mostTrials; trials += 1) {
      for (let successes = 0; successes <= trials; successes += 1) {
        const { trust, reject } = gateEvidence({ successes, failures: trials - successes }, design)
        expect(trust >= design.trustAt).toBe(successes >= (bounds.trustFrom[trials] ?? 0))
        expect(reject >= design.rejectAt).toBe(successes <= (bounds.rejectTo[trials] ?? 0))
      }
    }
  })

  test('gives a cell up only where no outcomes could settle it, and says how many could', () => {
    const settles = (trials: number, successes: number) =>
      successes >= (bounds.trustFrom[trials] ?? 0) || successes <= (bounds.rejectTo[trials] ?? -1)
    const hopes = Array.from({ length: design.mostTrials + 1 }, () => new Map<number, number>())
    for (let trials = design.mostTrials; trials >= 0; trials -= 1) {
      for (let successes = 0; successes <= trials; successes += 1) {
        const next = hopes[trials + 1]
        const more = Math.min(next?.get(successes) ?? 1e9, next?.get(successes + 1) ?? 1e9) + 1
        const fewest = settles(trials, successes) ? 0 : more
        hopes[trials]?.set(successes, fewest)
        expect(isHopeless(bounds, trials, successes)).toBe(fewest > 1e8)
        if (fewest === 0) expect(fewestToSettle({ successes, failures: trials - successes }, bounds)).toBe(0)
        else if (fewest < 1e8) {
          expect(fewestToSettle({ successes, failures: trials - successes }, bounds)).toBeLessThanOrEqual(fewest)
        }
      }
    }
  })

  test('foresees exactly what reading every sequence gives', () => {
    const small = { ...design, mostTrials: 12 }
    const own = stopBounds(small)
    const success = 0.35
    let [trust, reject, trials] = [0, 0, 0]
    for (let sequence = 0; sequence < 2 ** 12; sequence += 1) {
      const digits = sequence.toString(2).padStart(12, '0')
      const solved = [...digits].filter((digit) => digit === '1').length
      const chance = success ** solved * (1 - success) ** (12 - solved)
      const decision = decideGate(launchesOf(digits), small, { bounds: own })
      trials += chance * decision.trials
      if (decision.word === 'TRUST') trust += chance
      if (decision.word === 'DO NOT TRUST') reject += chance
    }
    const outlook = foreseeBounds(own, success)
    expect(outlook.trust).toBeCloseTo(trust, 12)
    expect(outlook.reject).toBeCloseTo(reject, 12)
    expect(outlook.expectedTrials).toBeCloseTo(trials, 10)
    expect(outlook.trust + outlook.reject + outlook.undecided).toBeCloseTo(1, 12)
  })
})

const ofHalf = (wide: GateDesign, half: 'edges' | 'spread') =>
  stopBounds(wide, { evidenceOf: (counts) => evidenceHalves(counts, wide)[half] })

describe('its outlook', () => {
  const rule = designGate()
  test.each([
    ['the gate', [0.06, 0.13, 0.55, 1.02, 0.58, 0.2, 0.11], (wide: GateDesign) => stopBounds(wide)],
    ['the edges alone', [0.08, 0.14, 0.49, 0.86, 0.54, 0.23, 0.14], (wide: GateDesign) => ofHalf(wide, 'edges')],
    ['the mixture alone', [0.05, 0.12, 0.72, 1.35, 0.65, 0.2, 0.1], (wide: GateDesign) => ofHalf(wide, 'spread')],
    ['the fixed design, curtailed', [0.36, 0.5, 0.79, 0.93, 0.95, 0.87, 0.81], curtailedBounds],
  ])(
    'meets the published mean trials of %s, where the cap is three times the fixed design',
    (_, published, boundsOf) => {
      const wide = designGate({ capFactor: 3 })
      const own = boundsOf(wide)
      for (const [index, success] of [0.45, 0.6, 0.75, 0.8, 0.85, 0.925, 0.99].entries()) {
        const share = foreseeBounds(own, success).expectedTrials / wide.fixedTrials
        expect(Math.abs(share - (published[index] ?? 0))).toBeLessThan(0.03)
      }
    },
  )

  test('gives expected and worst trials and cost of a matrix beside the fixed design', () => {
    const { expectedTrials, saving } = foreseeGate(rule)
    expect(saving).toBeCloseTo(0.78, 2)
    const cells = foreseeCells([{ trialUsd: 0.5 }, { trialUsd: 1.5 }], rule)
    expect(cells).toMatchObject({
      cells: 2,
      mostTrials: 528,
      fixedTrials: 352,
      mostUsd: 528,
      fixedUsd: 352,
      falseTrusts: 0.1,
    })
    expect(cells.expectedUsd).toBeCloseTo(2 * expectedTrials, 10)
    expect(foreseeCells([{ trialUsd: 0.5 }, {}], rule)).not.toHaveProperty('expectedUsd')
  })

  test('refuses a success that is none', () => {
    expect(() => foreseeGate(rule, [1.2])).toThrow('success is 1.2; expected a share from 0 to 1')
    expect(() => foreseeGate(rule, [])).toThrow('at least one success rate')
  })
})

describe('a rule', () => {
  test.each([
    [{ required: 1 }, 'required is 1; expected a share above 0 and below 1'],
    [{ required: 0.97 }, 'tolerance is 0.1; expected above 0 and below 0.06'],
    [{ tolerance: 0 }, 'tolerance is 0'],
    [{ alpha: 0.5 }, 'alpha is 0.5'],
    [{ beta: Number.NaN }, 'beta is NaN'],
    [{ capFactor: 0.5 }, 'capFactor is 0.5'],
    [{ leastTasks: 2.5 }, 'leastTasks is 2.5; expected a whole number from 1'],
  ])('%j is refused in words', (rule, words) => {
    expect(() => designGate(rule)).toThrow(words)
  })

  test('is worked out with the published numbers', () => {
    expect(designGate()).toMatchObject({ low: 0.75, high: 0.85, fixedTrials: 176, critical: 142, mostTrials: 264 })
  })
})

describe('tasks as the unit', () => {
  const byTask = (results: string) => decideByTask(launchesOf(results), design, { trialsPerTask: 3 })

  test('wait for all trials of a task, in launch order', () => {
    expect(byTask('11111.111')).toMatchObject({ tasks: 1, trials: 3, waiting: 5, isFinal: false })
    expect(byTask('11111v111')).toMatchObject({ tasks: 3, trials: 8, successes: 8, void: 1 })
    expect(byTask('vvv111')).toMatchObject({ tasks: 1, void: 3 })
  })

  test('settle what is clear and keep the word afterwards', () => {
    const clear = byTask('0'.repeat(60))
    expect(clear).toMatchObject({ word: 'DO NOT TRUST', why: 'evidence', isFinal: true })
    expect(byTask(`${'0'.repeat(60)}${'1'.repeat(300)}`).tasks).toBe(clear.tasks)
    expect(byTask('1'.repeat(300))).toMatchObject({ word: 'TRUST', success: { method: 'grid-mixture-sequence' } })
  })
})

describe('the words', () => {
  const names = { system: 'small', scope: 'multi-file work' }
  const say = (results: string) => gateWords(decideGate(launchesOf(results), design, { bounds }), names)

  test('say what was settled, after how many runs, and that stopping early is paid for', () => {
    expect(say('00000')).toBe(
      'Settled after 5 of at most 90 runs: do not trust small with multi-file work. It succeeds on less than 80% (one that does not gets this answer at most 5% of the time); 0% to 62% at 95% confidence, valid whenever one stops.',
    )
    expect(say('1'.repeat(30))).toMatch(
      /^Settled after \d+ of at most 90 runs: trust small with multi-file work\. It succeeds on more than 60% /,
    )
  })

  test('never call an undecided cell equal', () => {
    const undecided = say('1110'.repeat(10) + '110'.repeat(20))
    expect(undecided).toContain('too close to the bar on multi-file work to tell')
    expect(undecided).toContain('Treat it as not trusted')
    expect(say('')).toContain('has no finished runs yet')
    expect(say('10')).toContain('needs more')
  })
})
