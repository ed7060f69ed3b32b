import { expect, test } from 'vitest'
import { depotPlan } from '../../../test/support/depot-study.js'
import type { PlannedTrial, TrialRecord } from '../../domain/index.js'
import { planBaselines, plannedTrial } from './plan.js'
import { inPlanOrder } from './plan-order.js'

test('the order in which baselines ended does not show', () => {
  const plan = depotPlan()
  const baselines = planBaselines(plan)
  const forksOf = ({ id, pairId, systemId, sampleId, repeat }: PlannedTrial) =>
    plan.probes.flatMap((probe) =>
      (['sham', 'varied'] as const).map((arm) => {
        const coordinates = { pairId, systemId, arm, probe, parent: { trialId: id, step: 2 } }
        return plannedTrial(coordinates, sampleId, repeat, 'solution')
      }),
    )
  const asRecords = (trials: readonly PlannedTrial[]): TrialRecord[] =>
    trials.map((trial) => ({ trial, status: 'ended', attempts: 1, costUsd: 0 }))
  const planned = [...baselines, ...baselines.flatMap(forksOf)]
  const happened = [...baselines, ...baselines.toReversed().flatMap(forksOf).toReversed()]
  const ids = (records: readonly TrialRecord[]) => records.map(({ trial }) => trial.id)
  expect(ids(inPlanOrder(plan, asRecords(happened)))).toEqual(planned.map(({ id }) => id))
})
