import { ConfigError, type Plan, type Stratum, systemLabel } from '../domain/index.js'
import { type SettledCell, type StopRule, trialUsd } from '../probe/index.js'
import {
  type CellsForecast,
  decideMatrix,
  designGate,
  designMatrix,
  drawLaunches,
  fewestToSettle,
  foreseeCells,
  type MatrixCell,
  pairCells,
  type SettledMatrix,
  spreadRates,
} from '../route/index.js'
import type { StudySetup } from './study-setup.js'

/** A study that stops when it is settled: its stop rule, what it says of the record, and what it will take. */
export interface Settling {
  readonly rule: StopRule
  decideOn(cells: readonly SettledCell[]): SettledMatrix
  /** Takes a moment where the tolerance is narrow; only a plan asks for it. */
  outlook(): Outlook
}

/** What it will take, with what that rests on. */
export interface Outlook extends CellsForecast {
  /** Edges of the zone around the requirement, as shares. */
  readonly edges: Span
  /** Success rates that the expectation supposes, evenly. */
  readonly supposed: Span
}

interface Span {
  readonly low: number
  readonly high: number
}

const SUPPOSED: Span = { low: 0.2, high: 0.98 }

const SCOPES: readonly Stratum[] = ['narrow', 'long']

/**
 * Works out how a plan is settled; undefined for a plan of a fixed size.
 *
 * @param together launches that run side by side anyway
 */
export function settlingOf(plan: Plan, together = 1): Settling | undefined {
  const aim = plan.untilSettled
  if (aim === undefined) return undefined
  const { required, tolerance, alpha, beta, order, prices } = aim
  const scopes = SCOPES.filter((scope) => plan.samples.some(({ stratum }) => stratum === scope))
  const inScope = (scope: Stratum) => plan.samples.filter(({ stratum }) => stratum === scope)
  const matrix = designMatrix(plan.systems.length * scopes.length, { rule: { required, tolerance, alpha, beta } })
  const { design, bounds } = matrix
  const orders = new Map(scopes.map((scope) => [scope, orderOf(plan, scope, design.mostTrials)]))
  const labels = new Map(plan.systems.map(({ id, system }) => [id, systemLabel(system)]))
  const cellOf = ({ systemId, scope, launches }: SettledCell): MatrixCell => {
    const system = labels.get(systemId) ?? systemId
    const price = prices[system]
    return { system, scope, launches, ...(price !== undefined && { trialUsd: trialUsd(inScope(scope), price) }) }
  }
  const decideOn = (cells: readonly SettledCell[]) =>
    decideMatrix(cells.map(cellOf), { rule: matrix, scopes, order, skipsBroader: false })
  return {
    decideOn(cells) {
      const [known, decided] = [cells.map(cellOf), decideOn(cells)]
      const reference = labels.get(plan.referenceSystemId) ?? plan.referenceSystemId
      const paired = pairCells(known, decided.cells, { reference, margin: plan.margin, level: plan.level })
      return { ...decided, paired }
    },
    outlook: () => ({
      ...foreseeCells(emptyCells(plan, scopes).map(cellOf), design, spreadRates(SUPPOSED.low, SUPPOSED.high)),
      edges: { low: required - tolerance / 2, high: required + tolerance / 2 },
      supposed: SUPPOSED,
    }),
    rule: {
      orderOf: (scope) => orders.get(scope) ?? [],
      next(cells) {
        const { next } = decideOn(cells)
        const share = Math.ceil(together / Math.max(1, next.length))
        return next.flatMap(({ system, scope, decision: { trials, successes } }) => {
          const cell = cells.find((entry) => entry.scope === scope && labels.get(entry.systemId) === system)
          if (cell === undefined) return []
          const more = Math.max(share, fewestToSettle({ successes, failures: trials - successes }, bounds))
          return [{ systemId: cell.systemId, scope: cell.scope, more }]
        })
      },
    },
  }
}

function orderOf(plan: Plan, scope: Stratum, launches: number) {
  const tasks = plan.samples.flatMap(({ id, stratum }) => (stratum === scope ? [id] : []))
  const bank = { scopes: [{ name: scope, weight: 1, tasks }] }
  const order = drawLaunches(bank, { mode: 'permuted-blocks', seed: plan.seed, cell: scope, launches })
  return order.map(({ task, repeat }) => ({ sampleId: task, repeat }))
}

function emptyCells(plan: Plan, scopes: readonly Stratum[]): SettledCell[] {
  return plan.systems.flatMap(({ id }) => scopes.map((scope) => ({ systemId: id, scope, launches: [] })))
}

/** Error rates of the gate, each way. */
const ERRORS = { alpha: 0.05, beta: 0.05 }

/**
 * Turns a study into one that runs baselines until each form of work is settled for each system: no forks, and as many
 * repeats at most as the cap can need.
 *
 * @param tolerance width of the zone around the requirement in which either answer will do, in (0, 1)
 * @throws ConfigError where the zone leaves (0, 1), or a form has too few samples to stand for it
 */
export function untilSettled(setup: StudySetup, tolerance: number): StudySetup {
  const { candidates, design, families, requiredSuccess: required } = setup
  const { mostTrials, leastTasks } = designGate({ required, tolerance, ...ERRORS })
  const samplesOf = (scope: Stratum) =>
    families.length * design.forms.reduce((sum, form) => (form.stratum === scope ? sum + form.samples : sum), 0)
  const counts = SCOPES.map(samplesOf).filter((count) => count > 0)
  const fewest = Math.min(...counts)
  if (fewest < leastTasks)
    throw new ConfigError(
      'tasks.forms',
      fewest,
      `at least ${leastTasks} samples of each form; \`--tier\` decision or audit has more`,
    )
  const prices = Object.fromEntries(
    candidates.flatMap(({ system, price }) => (price === undefined ? [] : [[systemLabel(system), price] as const])),
  )
  // Between systems that cost the same, none is the cheaper one.
  const isCheaper = new Set(Object.values(prices).map((price) => JSON.stringify(price))).size > 1
  const order = Object.keys(prices).length === candidates.length && isCheaper ? 'cheapest-first' : 'all'
  const repeats = Math.ceil(mostTrials / fewest)
  const fixed = { probes: [], forkRepeats: 0, repeats, gate: { solved: 0, of: 1 } }
  const aim = { required, tolerance, ...ERRORS, order, prices } as const
  return { ...setup, design: { ...design, ...fixed, untilSettled: aim } }
}
