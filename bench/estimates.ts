import { FAILURE_MODES, type OutcomeRow } from '../src/domain/index.js'
import { createRandom } from '../src/math/index.js'
import { decide } from '../src/route/index.js'
import { analyseOutcomes, checkNull } from '../src/shadow/index.js'
import { type Figure, figureOf, type MeasureContext } from './figure.js'

const SYSTEMS = ['reference', 'candidate', 'other', 'control']
const SIZES = { full: { tasks: 100, runs: 3 }, quick: { tasks: 20, runs: 1 } }
const REPEATS = 5
const FAMILIES = 10
const SEED = 1

/** How long every estimate on one table of outcomes takes, on one core: what `leadline shadow` and `decide` compute. */
export function measureEstimates({ form }: MeasureContext): Promise<readonly Figure[]> {
  const { tasks, runs } = SIZES[form]
  const rows = tableOf(tasks)
  const seconds = Array.from({ length: runs }, () => {
    const started = performance.now()
    estimateAll(rows)
    return (performance.now() - started) / 1_000
  })
  const value = seconds.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
  const how = `median of ${runs} runs: success, reliability, pairs, shadow, horizons with 1,000 resamples, survival, hazards, effects against no difference, savings; in memory, one thread`
  return Promise.resolve([
    figureOf({ name: 'estimates', value, unit: 's', n: rows.length, of: 'trials', how }, { atMost: 5 }),
  ])
}

function estimateAll(rows: readonly OutcomeRow[]): void {
  const shared = { reference: 'reference', level: 0.95, seed: SEED }
  const analysis = analyseOutcomes(rows, { ...shared, control: 'control', contrast: 'longer-work', margin: 0.1 })
  const decision = decide(rows, { ...shared, requiredSuccess: 0.8, provenances: {} })
  const checked = checkNull(rows, shared)
  // Without this an estimate that fell silent would look fast.
  const known =
    analysis.horizons.length > 0 && analysis.hazardTrends.length > 0 && analysis.survivalComparisons.length > 0
  if (!known || decision.cells.length === 0 || checked.swaps.length === 0) throw new Error('an estimate is missing')
}

/** Trials of four systems whose failure grows with the length of the task, with all that a recorded table can carry. */
function tableOf(tasks: number): OutcomeRow[] {
  const random = createRandom(SEED)
  return SYSTEMS.flatMap((system, place) =>
    Array.from({ length: tasks * REPEATS }, (_, index): OutcomeRow => {
      const [task, repeat] = [Math.floor(index / REPEATS), index % REPEATS]
      const isLong = task % 2 === 1
      const length = isLong ? 40 + (task % 60) : 5 + (task % 12)
      const steps = Math.ceil(random.next() * (length / (0.25 + 0.15 * place)) * 4)
      const isSolved = steps > length
      const mode = FAILURE_MODES[random.below(FAILURE_MODES.length)] ?? 'other'
      return {
        system,
        task: `task-${task}`,
        family: `family-${task % FAMILIES}`,
        stratum: isLong ? 'long' : 'narrow',
        repeat,
        outcome: isSolved ? { kind: 'solved', steps: length } : { kind: 'failed', steps },
        length,
        lengthKind: 'reference-steps',
        progress: Math.min(length, steps),
        costUsd: 0.01 * length * (SYSTEMS.length - place),
        seconds: length,
        ...(!isSolved && { failure: { mode, atStep: steps }, isSilentFailure: mode === 'falsely-claims' }),
      }
    }),
  )
}
