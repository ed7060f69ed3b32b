import { expect, test } from 'vitest'
import type { OutcomeRow } from '../../src/domain/index.js'
import { drawPricedPair, fitPricedPair, type PricedPair } from '../../src/estimate/index.js'
import { betaQuantile, createRandom, logistic } from '../../src/math/index.js'
import { breakEvenLengths } from '../../src/route/index.js'
import { CORRELATED_PRICES, costOfTruth, drawPricedStudies, successOfTruth } from '../support/priced-studies.js'

const TRUTH = CORRELATED_PRICES
const FAILURE_USD = 0.5
const DRAWS = 200

/** Where the two truths cost the same for a finished job. */
function breakEvenOfTruth(): number {
  const curve = (system: string) => ({
    costAt: (length: number) => costOfTruth(TRUTH, system, length),
    successAt: (length: number) => successOfTruth(TRUTH, system, length),
  })
  const found = breakEvenLengths(curve('small'), curve('big'), {
    from: TRUTH.shortest,
    to: TRUTH.longest,
    failureUsd: FAILURE_USD,
  })
  expect(found).toHaveLength(1)
  return found[0]?.length ?? 0
}

const studies = drawPricedStudies(TRUTH, 600, 1)

function fitAll(rows: readonly (readonly OutcomeRow[])[]): PricedPair[] {
  return rows.flatMap((own) => {
    const of = (label: string) => own.filter(({ system }) => system === label)
    const pair = fitPricedPair({ reference: of('big'), system: of('small') }, 'minutes-human')
    return 'refused' in pair ? [] : [pair]
  })
}

/** How sure each study is that the candidate is cheaper at the very length at which neither is. */
function sureAtBreakEven(pairs: readonly PricedPair[]): number[] {
  const at = breakEvenOfTruth()
  const x = Math.log2(at)
  return pairs.map((pair, index) => {
    const random = createRandom(index)
    const draws = Array.from({ length: DRAWS }, (_, draw) => drawPricedPair(pair, random.split(draw)))
    const cheaper = draws.filter(({ reference: big, system: small }) => {
      const [p, q] = [logistic(small.intercept + small.slope * x), logistic(big.intercept + big.slope * x)]
      const [c, d] = [small.fixedUsd + small.perLengthUsd * at, big.fixedUsd + big.perLengthUsd * at]
      return (d + FAILURE_USD) * p > (c + FAILURE_USD) * q
    })
    return cheaper.length / DRAWS
  })
}

/** Share of the studies that are at least 90 % sure of either side, with its exact 99 % interval. */
function surelyWrong(pairs: readonly PricedPair[]) {
  const sure = sureAtBreakEven(pairs)
  const wrong = sure.filter((share) => share >= 0.9 || share <= 0.1).length
  const n = sure.length
  const low = wrong === 0 ? 0 : betaQuantile(0.005, wrong, n - wrong + 1)
  const high = wrong === n ? 1 : betaQuantile(0.995, wrong + 1, n - wrong)
  console.log(
    `90% sure of a side where there is none: ${wrong} of ${n} (exact 99 %: ${low.toFixed(3)} to ${high.toFixed(3)})`,
  )
  return { low, high, isNominal: low <= 0.2 && high >= 0.2 }
}

test('at the true break-even length one study in ten is 90% sure of either side, and no more', () => {
  const pairs = fitAll(studies)
  expect(pairs.length).toBeGreaterThan(590)
  expect(surelyWrong(pairs).isNominal).toBe(true)
})

test('a variance clustered by task, where families carry the luck, fails the same check', () => {
  const withoutFamilies = studies.map((rows) => rows.map(({ family: _, ...row }) => row))
  const { low, isNominal } = surelyWrong(fitAll(withoutFamilies))
  expect(isNominal).toBe(false)
  expect(low).toBeGreaterThan(0.2)
})

test('curves alone, with costs taken for known, fail it where costs differ from task to task', () => {
  const known = fitAll(studies).map((pair) => ({
    ...pair,
    moves: pair.moves.map((move, place) => (place % 4 < 2 ? move : 0)),
  }))
  expect(surelyWrong(known).low).toBeGreaterThan(0.2)
})
