import type { Chart } from '../charts/chart.js'
import type { ReportDocument } from '../document.js'
import { behaviourChart, effectCharts } from './changes.js'
import { failureCharts } from './failures.js'
import { horizonCharts } from './horizon.js'
import { manifoldCharts } from './manifold.js'
import { shadowCharts } from './shadow.js'
import { gapCharts, successCharts } from './success.js'
import { hazardCharts, survivalCharts } from './survival.js'

/** Every picture of a report, in the order of its sections; none that would be empty. */
export function allCharts(document: ReportDocument): readonly Chart[] {
  const sliced = [gapCharts(document), successCharts(document)]
  const hasShadow = (document.analysis?.shadows ?? []).some(({ shadow }) => shadow.kind === 'determined')
  return [
    ...manifoldCharts(document),
    ...sliced.flatMap(({ overall }) => overall),
    ...sliced.flatMap(({ families }) => families),
    ...(hasShadow ? shadowCharts(document) : []),
    ...horizonCharts(document),
    ...survivalCharts(document),
    ...hazardCharts(document),
    ...failureCharts(document),
    ...effectCharts(document),
    ...((document.behaviours ?? []).length === 0 ? [] : [behaviourChart(document)]),
  ]
}
