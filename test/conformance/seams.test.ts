import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Environment, JsonValue, Seam } from '../../src/domain/index.js'
import { interventionNamed, interventions } from '../../src/probe/interventions/index.js'
import { deliveryOf, verifyReceipts } from '../../src/probe/verify.js'
import { placesOf, recorded, retraced } from '../support/aimed.js'
import { openDepot } from '../support/depot-world.js'
import type { Fault } from '../support/faulty-chain.js'
import { faultyInterventions } from '../support/faulty-interventions.js'
import { isOfAgents } from './agent-interventions.js'
import { depotForConformance, unmetBy } from './interventions.js'

/** Enough to have every intervention find a place. */
const depot = { ...depotForConformance, forks: [2, 5] }

const machinery = vi.hoisted(() => ({ fault: undefined as Fault | undefined }))

vi.mock('../../src/run/chained-world.js', async (load) => {
  const real = await load<typeof import('../../src/run/chained-world.js')>()
  const { breakSeams } = await import('../support/faulty-chain.js')
  const chainWorld: typeof real.chainWorld = (options) => {
    const { fault } = machinery
    const { chain } = options
    if (fault === undefined || chain === undefined) return real.chainWorld(options)
    const told = fault === 'leaked' ? { ...options, chain: { ...chain, arm: 'varied' as const } } : options
    const bare = real.chainWorld({ environment: options.environment, twin: options.twin })
    return breakSeams(real.chainWorld(told), options, { fault, bare })
  }
  return { ...real, chainWorld }
})

afterEach(() => {
  machinery.fault = undefined
})

/** An intervention for each way in which a seam of a world can be changed. */
const AT: Readonly<Partial<Record<Seam, readonly string[]>>> = {
  'tool-list': ['tool-renamed', 'tool-removed-alternative'],
  'before-call': ['error-first-n', 'permission-revoked'],
  'tool-result': ['empty-success', 'stale-read', 'tool-latency'],
  environment: ['route-blocked', 'false-success'],
  'operator-turn': ['goal-replaced'],
  budget: ['budget-cut'],
  'model-request': ['history-summarised', 'model-swapped'],
}

/** Faults that a record cannot show; making its calls again in a fresh world, and asking the link again, does. */
const SEEN_BY_THE_WORLD_ONLY: Readonly<Partial<Record<Fault, readonly Seam[]>>> = {
  silent: ['before-call', 'tool-result', 'environment', 'budget'],
  lied: ['environment', 'operator-turn'],
  dropped: ['tool-list', 'before-call', 'tool-result', 'environment', 'operator-turn', 'budget', 'model-request'],
}

const cases = Object.entries(AT).flatMap(([seam, names]) => names.map((name) => ({ seam: seam as Seam, name })))

test('every seam has interventions that the conformance suite holds to it', () => {
  for (const { seam, name } of cases) expect(interventionNamed(name).seams).toContain(seam)
  const held = new Set(interventions.filter((each) => !isOfAgents(each)).flatMap(({ seams }) => seams))
  expect([...held].sort()).toEqual(Object.keys(AT).sort())
})

describe.each(cases)('at the seam $seam, $name', ({ seam, name }) => {
  const faults = (['swallowed', 'silent', 'misplaced', 'lied', 'dropped'] as const).filter(
    // A limit told of a step too late is the same limit.
    (fault) =>
      fault === 'lied' ? SEEN_BY_THE_WORLD_ONLY.lied?.includes(seam) : fault !== 'misplaced' || seam !== 'budget',
  )

  test.each(faults)('is refused where its change is %s, and fails the suite', async (fault) => {
    const intervention = interventionNamed(name)
    machinery.fault = fault
    const places = await placesOf(intervention, depot)
    for (const aimed of places) {
      const { journal, id } = await recorded(depot, aimed, 'varied')
      const isVoid = deliveryOf(journal, id) === 'void'
      const isElsewhere = (await retraced(depot, { journal, id }, aimed)) !== undefined
      expect(isVoid || isElsewhere).toBe(true)
      if (!SEEN_BY_THE_WORLD_ONLY[fault]?.includes(seam)) expect(isVoid).toBe(true)
    }
    expect(places.length).toBeGreaterThan(0)
    expect((await unmetBy(intervention, depot)).length).toBeGreaterThan(0)
  })

  test('is refused in its sham form where it is dropped', async () => {
    machinery.fault = 'dropped'
    for (const aimed of await placesOf(interventionNamed(name), depot)) {
      const { journal, id } = await recorded(depot, aimed, 'sham')
      expect(await retraced(depot, { journal, id }, aimed)).toMatch(
        /^a change was due at step \d+ .* and left no receipt$/,
      )
    }
  })

  test('is refused where its sham makes the change, and fails the suite', async () => {
    const intervention = interventionNamed(name)
    machinery.fault = 'leaked'
    for (const aimed of await placesOf(intervention, depot)) {
      const { journal, id } = await recorded(depot, aimed, 'sham')
      expect(deliveryOf(journal, id)).toBe('void')
    }
    expect(await unmetBy(intervention, depot)).toContain(
      'in its sham form changes no byte of any request, and writes as many receipts',
    )
  })

  test('is confirmed by record, world and suite where nothing is wrong', async () => {
    expect(await unmetBy(interventionNamed(name), depot)).toEqual([])
  })
})

test.each(['tool-renamed', 'tool-removed-alternative', 'error-first-n', 'empty-success', 'stale-read'])(
  '%s is refused where its machinery dies after the first change',
  async (name) => {
    let found = 0
    for (const aimed of await placesOf(interventionNamed(name), depot)) {
      machinery.fault = undefined
      const whole = await recorded(depot, aimed, 'varied')
      const { confirmed } = verifyReceipts(whole.journal, whole.id)
      // Where one change is all there is, nothing is lost.
      if (confirmed.length < 2 && confirmed[0]?.seam !== 'tool-list') continue
      machinery.fault = 'lapsed'
      const { journal, id } = await recorded(depot, aimed, 'varied')
      expect(deliveryOf(journal, id)).toBe('delivered')
      expect(await retraced(depot, { journal, id }, aimed)).not.toBe(undefined)
      found += 1
    }
    expect(found).toBeGreaterThan(0)
  },
)

describe('an intervention that breaks its contract', () => {
  test.each(Object.entries(faultyInterventions))('fails the suite: %s', async (_, { intervention, unmet }) => {
    expect(await unmetBy(intervention, depot)).toEqual(expect.arrayContaining([unmet]))
  })
})

/** A world whose next restores, once a state was taken at the fork, do nothing: what was to be undone stays. */
function stubborn(): Environment {
  const world = openDepot()
  let isHeld = false
  return {
    ...world,
    snapshot(): JsonValue {
      isHeld = true
      return world.snapshot()
    },
    restore(state) {
      if (!isHeld) world.restore(state)
    },
  }
}

describe('a world that does not do what the chain asks of it', () => {
  async function delivered(name: string, arm: 'sham' | 'varied', open: () => Environment) {
    const [aimed] = await placesOf(interventionNamed(name), depot)
    if (aimed === undefined) throw new Error(`${name} found no place`)
    const { journal, id } = await recorded({ ...depot, open }, aimed, arm)
    const { refuted } = verifyReceipts(journal, id)
    return { delivery: deliveryOf(journal, id), refuted: refuted.map(({ reason }) => reason) }
  }

  test.each<[string, string, 'sham' | 'varied', () => Environment, string]>([
    ['a lost write that it did not lose', 'false-success', 'varied', stubborn, 'the state after is another one'],
    [
      'a disturbance that it swallowed',
      'route-blocked',
      'varied',
      () => ({ ...openDepot(), disturb: () => undefined }),
      'nothing was changed: both hashes are equal',
    ],
    [
      'a sham disturbance that it did not take back',
      'route-blocked',
      'sham',
      stubborn,
      'the state after is another one',
    ],
    [
      'a goal that it kept',
      'goal-replaced',
      'varied',
      () => ({ ...openDepot(), changeGoal: () => undefined }),
      'the goal that is scored has not changed',
    ],
  ])('%s is void', async (_, name, arm, open, reason) => {
    expect(await delivered(name, arm, openDepot)).toEqual({ delivery: 'delivered', refuted: [] })
    const { delivery, refuted } = await delivered(name, arm, open)
    expect(delivery).toBe('void')
    expect(refuted).toContain(reason)
  })
})
