import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cluster, exposure, grouped, spans, weight } from '../../test/support/random-spans.js'
import {
  type CauseSpan,
  clusteredLogRank,
  clusteredSteps,
  cumulativeIncidence,
  estimateHazardSlope,
  estimateWeibullShape,
  hazardCurve,
  incidenceCurve,
  lifeTable,
  logRank,
  restrictedMean,
  restrictedMeanDifference,
  type Span,
  survivalCurve,
  survivalSteps,
} from './index.js'

const LEVEL = { level: 0.95 }
const END = 20

const caused = fc
  .array(fc.record({ exposure, kind: fc.constantFrom('loops', 'claims', 'gives-up', ''), cluster, weight }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((list) => list.map(({ kind, ...span }): CauseSpan => (kind === '' ? span : { ...span, cause: kind })))

/** A span of weight w as w spans of weight 1. */
function duplicated<Some extends { readonly weight?: number }>(list: readonly Some[]): Some[] {
  return list.flatMap((span) => Array.from({ length: span.weight ?? 1 }, () => ({ ...span, weight: 1 })))
}

function expectClose(got: number, wanted: number, tolerance = 1e-9): void {
  if (got === wanted) return
  expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)))
}

/** Influences by the sums of the definition, cluster by cluster: slow, and another route to the same errors. */
function errorsByDefinition(list: readonly Span[]): { readonly error: number; readonly hazardError: number }[] {
  const steps = survivalSteps(list)
  const clusters = [...new Set(list.map((span) => span.cluster))]
  return steps.map((last, place) => {
    let [log, hazard] = [0, 0]
    for (const name of clusters) {
      const own = list.filter((span) => span.cluster === name)
      const sumOf = (some: readonly Span[]) => some.reduce((sum, span) => sum + (span.weight ?? 1), 0)
      let [ofLog, ofHazard] = [0, 0]
      for (const step of steps.slice(0, place + 1)) {
        const atRisk = sumOf(own.filter((span) => span.exposure >= step.exposure))
        const failed = sumOf(own.filter((span) => span.exposure === step.exposure && span.failed))
        const excess = failed - (atRisk * step.failed) / step.atRisk
        if (step.failed < step.atRisk) ofLog -= excess / (step.atRisk - step.failed)
        ofHazard += excess / step.atRisk
      }
      log += ofLog ** 2
      hazard += ofHazard ** 2
    }
    return { error: last.alive * Math.sqrt(log), hazardError: Math.sqrt(hazard) }
  })
}

test('clustered errors are those of the definition, and a weight of 2 is a duplicated row', () => {
  fc.assert(
    fc.property(spans, (list) => {
      const [slow, twice] = [errorsByDefinition(list), clusteredSteps(duplicated(list))]
      for (const [index, { error, hazardError, clusters }] of clusteredSteps(list).entries()) {
        expectClose(error, slow[index]?.error ?? Number.NaN, 1e-6)
        expectClose(hazardError, slow[index]?.hazardError ?? Number.NaN, 1e-6)
        expectClose(error, twice[index]?.error ?? Number.NaN, 1e-6)
        expect(clusters).toBe(twice[index]?.clusters)
      }
    }),
    { numRuns: 150 },
  )
})

/** Change of a number with the weight of each span, by central differences, summed by cluster and squared. */
function errorByWeights<Some extends { readonly cluster: string; readonly weight?: number }>(
  list: readonly Some[],
  estimateOf: (list: readonly Some[]) => number,
): number {
  const byCluster = new Map<string, number>()
  for (const [place, span] of list.entries()) {
    const weight = span.weight ?? 1
    const at = (by: number) =>
      estimateOf(list.map((own, index) => (index === place ? { ...own, weight: weight + by } : own)))
    const influence = (weight * (at(1e-5) - at(-1e-5))) / 2e-5
    byCluster.set(span.cluster, (byCluster.get(span.cluster) ?? 0) + influence)
  }
  return Math.sqrt([...byCluster.values()].reduce((sum, own) => sum + own * own, 0))
}

test('clustered errors of each cause, and of the mean on track, are what small changes of weights give', () => {
  fc.assert(
    fc.property(caused, spans, (list, ends) => {
      const steps = cumulativeIncidence(list)
      const place = Math.floor(steps.length / 2)
      const share = (some: readonly CauseSpan[]) => cumulativeIncidence(some)[place]?.incidence.loops ?? 0
      expectClose(steps[place]?.errors.loops ?? 0, errorByWeights(list, share), 1e-5)
      const error = errorByWeights(ends, (some) => restrictedMean(some, END).value)
      const { influences } = restrictedMean(ends, END)
      const byCluster = Map.groupBy(ends.keys(), (index) => ends[index]?.cluster ?? '')
      const squares = [...byCluster.values()].map((own) =>
        own.reduce((sum, index) => sum + (ends[index]?.weight ?? 1) * (influences[index] ?? 0), 0),
      )
      expectClose(Math.hypot(...squares), error, 1e-5)
    }),
    { numRuns: 100 },
  )
})

test('a weight of 2 is a duplicated row for every estimate of survival', () => {
  fc.assert(
    fc.property(spans, caused, (list, ends) => {
      expect(survivalSteps(list)).toEqual(survivalSteps(duplicated(list)))
      const [one, two] = [restrictedMean(list, END), restrictedMean(duplicated(list), END)]
      expectClose(one.value, two.value)
      expectClose(one.variance, two.variance)
      const sum = list.reduce((total, span, index) => total + span.weight * (one.influences[index] ?? 0), 0)
      expectClose(sum, 0)
      const twice = cumulativeIncidence(duplicated(ends))
      for (const [index, step] of cumulativeIncidence(ends).entries()) {
        expectClose(step.alive, twice[index]?.alive ?? Number.NaN)
        for (const [cause, share] of Object.entries(step.incidence)) {
          expectClose(share, twice[index]?.incidence[cause] ?? Number.NaN)
          expectClose(step.errors[cause] ?? Number.NaN, twice[index]?.errors[cause] ?? Number.NaN, 1e-6)
        }
      }
    }),
    { numRuns: 150 },
  )
})

test('a weight of 2 is a duplicated row for the tests between systems', () => {
  fc.assert(
    fc.property(grouped, (list) => {
      for (const options of [{ groups: 2 }, { groups: 2, isByTask: true }, { groups: 2, rho: 1 as const }]) {
        expectClose(logRank(list, options).chiSquare, logRank(duplicated(list), options).chiSquare, 1e-8)
      }
      expectClose(clusteredLogRank(list).z, clusteredLogRank(duplicated(list)).z, 1e-8)
    }),
    { numRuns: 150 },
  )
})

test('the order of trials changes nothing, to the last digit', () => {
  fc.assert(
    fc.property(spans, caused, grouped, (list, ends, groups) => {
      expect(survivalCurve(list.toReversed(), LEVEL)).toEqual(survivalCurve(list, LEVEL))
      expect(hazardCurve(list.toReversed(), LEVEL)).toEqual(hazardCurve(list, LEVEL))
      expect(cumulativeIncidence(ends.toReversed())).toEqual(cumulativeIncidence(ends))
      expect(clusteredLogRank(groups.toReversed())).toEqual(clusteredLogRank(groups))
      expect(logRank(groups.toReversed(), { groups: 2, isByTask: true })).toEqual(
        logRank(groups, { groups: 2, isByTask: true }),
      )
      const difference = (some: readonly Span[]) =>
        restrictedMeanDifference({ first: some, second: [{ exposure: 5, failed: true, cluster: 'a' }] }, END, LEVEL)
      expect(difference(list.toReversed())).toEqual(difference(list))
      const steps = list.map((span) => ({ step: span.exposure, failed: span.failed, cluster: span.cluster }))
      expect(estimateHazardSlope(steps.toReversed(), LEVEL)).toEqual(estimateHazardSlope(steps, LEVEL))
      expect(lifeTable(steps.toReversed(), LEVEL)).toEqual(lifeTable(steps, LEVEL))
      expect(estimateWeibullShape(list.toReversed(), LEVEL)).toEqual(estimateWeibullShape(list, LEVEL))
    }),
    { numRuns: 100 },
  )
})

test('shares of all causes and of those still on their way make one, rise and stay in the unit interval', () => {
  fc.assert(
    fc.property(caused, (list) => {
      const causes = ['loops', 'claims', 'gives-up', 'never']
      let before = causes.map(() => 0)
      for (const { alive, shares } of incidenceCurve(list, { ...LEVEL, causes })) {
        const total = shares.reduce((sum, { share }) => sum + share, alive)
        expect(Math.abs(total - 1)).toBeLessThan(1e-12)
        for (const [index, { share, low, high }] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(before[index] ?? 0)
          expect(low).toBeLessThanOrEqual(share + 1e-12)
          expect(high).toBeGreaterThanOrEqual(share - 1e-12)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(high).toBeGreaterThan(low)
        }
        before = shares.map(({ share }) => share)
      }
    }),
    { numRuns: 150 },
  )
})

test('where all that failed is one cluster, whose influences cancel but for rounding, the band has no end', () => {
  const span = (cluster: string, exposure: number, failed: boolean, weight: number) => ({
    cluster,
    exposure,
    failed,
    weight,
  })
  const list = [span('c', 2, true, 2), span('a', 1, false, 1), span('c', 3, true, 3), span('b', 1, false, 1)]
  expect(hazardCurve(list, LEVEL).at(-1)).toMatchObject({ hazard: 1.4, low: 0 })
  expect(hazardCurve(list, LEVEL).at(-1)).not.toHaveProperty('high')
})

test('a band has width wherever a share is between nothing and everything', () => {
  fc.assert(
    fc.property(spans, (list) => {
      for (const { alive, low, high } of survivalCurve(list, LEVEL).points) {
        if (alive > 0) expect(high).toBeGreaterThan(low)
      }
      for (const { hazard, low, high } of hazardCurve(list, LEVEL)) {
        expect(low).toBeLessThanOrEqual(hazard)
        expect(high ?? Number.POSITIVE_INFINITY).toBeGreaterThan(low)
      }
    }),
    { numRuns: 150 },
  )
})
