import { join } from 'node:path'
import { openJournal, openMemoryJournal } from '../src/journal/index.js'
import { type Figure, figureOf, type MeasureContext } from './figure.js'
import { type LagWatch, watchLag } from './lag.js'
import { runBare } from './studies/bare-loop.js'
import { harbourPlan } from './studies/harbour-study.js'
import { type Cost, runSteps } from './studies/run-steps.js'

/** A place is empty for a moment between two trials, so there are more places than trials that must be in flight. */
const SIZES = {
  full: { trials: 500, places: 540, steps: 40_000, peer: 40_000 },
  quick: { trials: 40, places: 48, steps: 600, peer: 300 },
}

/** Many policy models at once in this process, with durable records: how late the event loop is and what a step costs. */
export async function measureCrowd({ form, folder }: MeasureContext): Promise<readonly Figure[]> {
  const { trials, places, steps, peer } = SIZES[form]
  const plan = harbourPlan({ probes: [], repeats: 12 })
  const lag = watchLag()
  const durable = await runSteps(plan, openJournal({ path: join(folder, 'crowd.db'), plan }), { places, steps })
  const lags = lag.stop()
  const memory = await runSteps(plan, openMemoryJournal(), { places, steps: peer })
  const bare = await runBare(plan, peer)
  return [inFlight(durable, trials), ...lagFigures(lags, trials), ...stepFigures({ durable, memory, bare, trials })]
}

function inFlight({ leastInFlight: value, steps: n }: Cost, trials: number): Figure {
  const how = 'fewest leases held at a step once all places were taken'
  return figureOf({ name: 'trials-in-flight', value, unit: 'trials', n, of: 'steps', how }, { atLeast: trials })
}

function lagFigures({ monitored, drifted }: ReturnType<LagWatch['stop']>, trials: number): Figure[] {
  const how = `99th percentile over the whole run, ${trials} trials in flight, models and worlds in the same process`
  const [unit, target] = ['ms' as const, { atMost: 20 }]
  const own = `${how}; histogram of Node at 1 ms, its own millisecond included`
  const worst = 'worst of both clocks, start of the study included'
  return [
    figureOf(
      { name: 'event-loop-lag-p99', value: monitored.p99, unit, n: monitored.n, of: 'samples', how: own },
      target,
    ),
    figureOf(
      {
        name: 'timer-drift-p99',
        value: drifted.p99,
        unit,
        n: drifted.n,
        of: 'timers',
        how: `${how}; lateness of a 1 ms timer`,
      },
      target,
    ),
    figureOf({
      name: 'event-loop-lag-max',
      value: Math.max(monitored.max, drifted.max),
      unit,
      n: monitored.n,
      of: 'samples',
      how: worst,
    }),
  ]
}

interface StepCosts {
  readonly durable: Cost
  readonly memory: Cost
  readonly bare: Pick<Cost, 'steps' | 'totalMs'>
  readonly trials: number
}

function stepFigures({ durable, memory, bare, trials }: StepCosts): Figure[] {
  const how = `wall time less the time inside models and calls to worlds, per step, ${trials} trials in flight`
  const perStep = (name: string, value: number, n: number, words: string) =>
    ({ name, value, unit: 'ms', n, of: 'steps', how: words }) as const
  const ratio = (name: string, value: number, words: string) =>
    figureOf({ name, value, unit: 'ratio', n: bare.steps, of: 'steps', how: words })
  const full = perStep(
    'harness-per-step',
    durable.harnessMs,
    durable.steps,
    `${how}, journal in a file, fully synchronised`,
  )
  return [
    figureOf(full, { atMost: 2 }),
    perStep('harness-per-step-in-memory', memory.harnessMs, memory.steps, `${how}, journal in memory`),
    perStep('whole-step', durable.totalMs, durable.steps, 'wall time per step, models and worlds included'),
    perStep('bare-loop-per-step', bare.totalMs, bare.steps, 'model and world in a plain loop without the harness'),
    ratio(
      'file-to-memory',
      durable.harnessMs / memory.harnessMs,
      'harness time per step, journal in a file to one in memory',
    ),
    ratio('harness-to-bare-loop', durable.totalMs / bare.totalMs, 'wall time per step, durable harness to plain loop'),
  ]
}
