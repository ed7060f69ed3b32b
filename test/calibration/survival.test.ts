import { expect, test } from 'vitest'
import {
  type CountedRate,
  simulateLogRankSizes,
  simulateRestrictedMeanCoverage,
  simulateSlopeSizes,
  simulateWithinTasksSize,
} from '../../src/calibrate/index.js'

/** Twenty tasks of unlike difficulty, three trials of each system on each. */
const BANK = { tasks: 20, trials: 3, rate: 0.04, length: 30, taskSpread: 0.8, systemSpread: 0 }

function shown(title: string, rates: readonly CountedRate[]): (quantity: string) => CountedRate {
  for (const { quantity, count, studies, low, high } of rates) {
    console.log(`${title}: ${quantity} ${count} of ${studies} (exact 99 %: ${low.toFixed(3)} to ${high.toFixed(3)})`)
  }
  return (quantity) => {
    const found = rates.find((rate) => rate.quantity === quantity)
    if (found === undefined) throw new Error(`no ${quantity}`)
    return found
  }
}

/** The exact interval of a rate meets the range that the specification states for it. */
function expectWithin({ quantity, low, high }: CountedRate, from: number, to: number): void {
  expect(high, quantity).toBeGreaterThanOrEqual(from)
  expect(low, quantity).toBeLessThanOrEqual(to)
}

test('equal systems on shared tasks: both tests that know the tasks hold 5 %, the plain one is far too careful', () => {
  const rate = shown('equal systems', simulateLogRankSizes(BANK, { studies: 1000, seed: 1 }))
  expectWithin(rate('log-rank-clustered'), 0.04, 0.06)
  expectWithin(rate('log-rank-within-tasks'), 0.04, 0.06)
  expectWithin(rate('log-rank-early'), 0.04, 0.06)
  expect(rate('plain log-rank').high).toBeLessThan(0.05)
})

test('systems that differ on each task but not on average: the deciding test holds, and forgetting the tasks is found', () => {
  const bank = { ...BANK, systemSpread: 0.8 }
  const rate = shown('equal on average', simulateLogRankSizes(bank, { studies: 1000, seed: 2 }))
  expectWithin(rate('log-rank-clustered'), 0.04, 0.06)
  // These speak of the very tasks that were drawn, on which the systems do differ.
  expect(rate('log-rank-within-tasks').low).toBeGreaterThan(0.06)
  expect(rate('trials as tasks').low).toBeGreaterThan(0.06)
})

test('intervals of the exposure on track hold the truth, and forgetting the tasks is found', () => {
  const bank = { ...BANK, taskSpread: 1 }
  const options = { studies: 800, seed: 3, effect: 1.8, end: 24 }
  const rate = shown('on track', simulateRestrictedMeanCoverage(bank, options))
  expectWithin(rate('difference on track'), 0.93, 0.97)
  expectWithin(rate('mean on track'), 0.93, 0.97)
  expect(rate('trials as tasks').high).toBeLessThan(0.93)
})

test('arms that succeed alike on every task are told apart within tasks at the stated rate', () => {
  const rate = shown('within tasks', simulateWithinTasksSize({ tasks: 20, trials: 5 }, { studies: 1000, seed: 4 }))
  expectWithin(rate('cochran-mantel-haenszel, exact'), 0, 0.05)
  expectWithin(rate('cochran-mantel-haenszel, uncorrected'), 0.04, 0.06)
  expectWithin(rate('mantel-haenszel misses 0'), 0.04, 0.06)
})

test('a constant hazard is found to rise in one study of forty at most; a mixture of tasks makes it seem to fall', () => {
  const alike = shown('one difficulty', simulateSlopeSizes({ ...BANK, taskSpread: 0 }, { studies: 800, seed: 5 }))
  expectWithin(alike('rises'), 0, 0.03)
  expectWithin(alike('falls'), 0, 0.03)
  const mixed = shown('many difficulties', simulateSlopeSizes({ ...BANK, taskSpread: 1.2 }, { studies: 400, seed: 6 }))
  expectWithin(mixed('rises'), 0, 0.025)
  expect(mixed('falls').low).toBeGreaterThan(0.2)
})
