import { expect, test } from 'vitest'
import type { BehaviourVerdict, Sample } from '../../domain/index.js'
import type { ProbePair } from '../pair.js'
import { estimateEffects } from './effects.js'
import { screenEffects } from './screen.js'

const OPTIONS = { level: 0.95, margin: 0.1, isPlanFinished: true, reference: 'strong', seed: 1 }
const TASKS = 12

/** One pair of the n-th sample; only what effects read. */
function pair(system: string, n: number, more: Partial<ProbePair>): ProbePair {
  const sample = { id: `sample-${n}` } as Sample
  const ids = { sample, repeat: 0, shamId: `${system}-${n}-s`, variedId: `${system}-${n}-v` }
  const base = {
    system,
    intervention: 'tool-renamed',
    probe: 'tool-renamed',
    delivery: 'delivered',
    isGated: true,
  } as const
  return { ...base, ...ids, sham: 1, varied: 1, shamProgress: 1, variedProgress: 1, ...more }
}

const did = (behaviour: BehaviourVerdict['main']['behaviour']) => ({ main: { behaviour } }) as BehaviourVerdict

const across = (make: (n: number) => ProbePair | readonly ProbePair[]) =>
  Array.from({ length: TASKS }, (_, n) => make(n)).flat()

function effectOn(system: string, pairs: readonly ProbePair[]) {
  const found = estimateEffects(
    { trajectories: [], rows: [], pairs, notApplicable: [], notRun: [], spentUsd: 0 },
    OPTIONS,
  )
  const own = found.find((finding) => finding.system === system)
  if (own === undefined) throw new Error(`no effect on ${system}`)
  return own
}

const value = (estimate: { readonly kind: string; readonly value?: number } | undefined) => estimate?.value

test('the effect beside the reference is paired by sample, and the reference has none', () => {
  const pairs = across((n) => [
    pair('weak', n, { varied: n < 6 ? 0 : 1 }),
    pair('strong', n, { varied: n < 3 ? 0 : 1 }),
  ])
  const { effect, besideReference } = effectOn('weak', pairs)
  expect(value(effect)).toBe(-0.5)
  expect(value(besideReference)).toBe(-0.25)
  expect(effectOn('strong', pairs).besideReference).toBeUndefined()
})

test('pairs that met a limit are left out of a line of its own, and of nothing else', () => {
  const pairs = across((n) => pair('weak', n, n < 4 ? { varied: 0, isLimited: true } : { varied: n < 6 ? 0 : 1 }))
  const { effect, withoutLimits } = effectOn('weak', pairs)
  expect(value(effect)).toBe(-0.5)
  expect(value(withoutLimits)).toBe(-0.25)
  expect(
    effectOn(
      'weak',
      across((n) => pair('weak', n, {})),
    ).withoutLimits,
  ).toBeUndefined()
})

test('what a system did, claimed and went on to is told with intervals', () => {
  const pairs = across((n) =>
    n < 8
      ? pair('weak', n, { behaviour: did('adapts'), recovery: { recoveredAfter: 3, watchedFor: 9 } })
      : pair('weak', n, {
          varied: 0,
          isFalseClaim: n < 11,
          behaviour: did(n < 11 ? 'falsely-claims' : 'loops'),
          recovery: { watchedFor: 5 },
        }),
  )
  const { profile, falseClaims, recovery } = effectOn('weak', pairs)
  expect(profile.map(({ behaviour, share }) => [behaviour, value(share)])).toEqual([
    ['adapts', 8 / 12],
    ['falsely-claims', 3 / 12],
    ['loops', 1 / 12],
  ])
  expect(value(falseClaims)).toBe(0.75)
  expect(value(recovery.share)).toBe(8 / 12)
  // Eight of twelve are too few to say when the half of all changes is past.
  expect(recovery.halfRecovered.kind).toBe('undetermined')
  const most = across((n) =>
    pair('weak', n, {
      recovery:
        n < 8
          ? { recoveredAfter: 3, watchedFor: 9 }
          : n < 11
            ? { recoveredAfter: 4, watchedFor: 9 }
            : { watchedFor: 9 },
    }),
  )
  expect(value(effectOn('weak', most).recovery.halfRecovered)).toBe(3)
})

test('near a base of 100% several pairs a sample get the interval that needs no spread', () => {
  const twice = (n: number, varied: number) =>
    [0, 1].map((repeat) => pair('weak', n, { repeat, varied: repeat === 0 ? varied : 1 }))
  const { effect, withinTasks } = effectOn(
    'weak',
    across((n) => twice(n, n === 0 ? 0 : 1)),
  )
  expect(effect).toMatchObject({ kind: 'determined', method: 'newcombe' })
  expect(withinTasks?.method).toBe('mantel-haenszel')
  const far = across((n) => twice(n, n === 0 ? 0 : 1).map((entry) => ({ ...entry, sham: n < 6 ? 0 : 1 })))
  expect(effectOn('weak', far).effect.method).toBe('t-task-means')
})

test('a screen tests each system under each probe on each family, and finds the one that fails', () => {
  const families = ['one', 'two'].flatMap((family) =>
    Array.from({ length: TASKS }, (_, n) => ({ family, sample: { id: `${family}-${n}`, family } as Sample, n })),
  )
  const pairs = families.flatMap(({ family, sample, n }) => [
    pair('strong', n, { sample, varied: n % 4 === 0 ? 0 : 1 }),
    pair('weak', n, { sample, varied: family === 'two' || n % 4 === 0 ? 0 : 1 }),
    pair('weak', n, { sample, probe: 'route-blocked', delivery: 'void' }),
  ])
  const screen = screenEffects({ pairs }, OPTIONS)
  expect([screen.tests.length, screen.untested]).toEqual([4, 2])
  expect(screen.tests[0]).toMatchObject({
    system: 'weak',
    work: { kind: 'family', name: 'two' },
    intervention: 'tool-renamed',
    isFound: true,
  })
  expect(screen.tests.filter(({ isFound }) => isFound)).toHaveLength(1)
})
