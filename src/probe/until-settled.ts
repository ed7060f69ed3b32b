import type { Journal, Plan, PlannedTrial, Stratum } from '../domain/index.js'
import { type RunEnd, runTrials } from '../run/index.js'
import { baselineOf } from './planning/plan.js'
import { reopenVoid, requireRunnable, runOptionsOf, type StudyRun, withAccounts } from './study.js'

/** A launch of one cell before it runs: which sample, and which repeat of it. */
export interface CellLaunch {
  readonly sampleId: string
  readonly repeat: number
}

/** One system for one form of work, with everything that was launched for it, in launch order. */
export interface SettledCell {
  readonly systemId: string
  readonly scope: Stratum
  readonly launches: readonly {
    readonly task: string
    readonly state: 'running' | 'solved' | 'failed' | 'void'
  }[]
}

/** Decides from a recount whether to go on; it is handed in, and knows nothing of records. */
export interface StopRule {
  /** Launch order of a form of work, the same for every system, up to the most that may be needed. */
  readonly orderOf: (scope: Stratum) => readonly CellLaunch[]
  /** The cells that need more, with how many more launches each; empty where all is settled. */
  readonly next: (
    cells: readonly SettledCell[],
  ) => readonly { readonly systemId: string; readonly scope: Stratum; readonly more: number }[]
}

/**
 * Runs a plan batch by batch until its stop rule asks for no more. Every batch ends before the rule is asked, and the
 * rule reads launch order, so neither speed nor a kill moves the answer: a resumed study counts again.
 *
 * @throws ConfigError and ModelError as `runStudy`
 * @source statistics specification 6.2, rule R2
 */
export async function runUntilSettled(given: StudyRun, rule: StopRule): Promise<RunEnd> {
  const study = withAccounts(given)
  const { plan, journal } = study
  requireRunnable(study)
  reopenVoid(study)
  const readNow = cellReader(plan, journal, rule)
  for (;;) {
    // First what a killed process left of an earlier batch.
    const end = await runTrials(runOptionsOf(study, async () => []))
    if (end.kind !== 'complete') return end
    const cells = readNow()
    const batch = rule.next(cells).flatMap(({ systemId, scope, more }) => {
      const done = cells.find((cell) => cell.systemId === systemId && cell.scope === scope)?.launches.length ?? 0
      return launchesOf(plan, rule, { systemId, scope }).slice(done, done + more)
    })
    if (batch.length === 0) return end
    journal.addTrials(batch)
  }
}

/** Every cell of a plan with what its journal holds of it; a launch counts from the moment it is planned. */
export function readCells(plan: Plan, journal: Journal, rule: Pick<StopRule, 'orderOf'>): SettledCell[] {
  return cellReader(plan, journal, rule)()
}

type LaunchState = SettledCell['launches'][number]['state']

/** Reads the cells as often as it is called; what has ended is read once. */
function cellReader(plan: Plan, journal: Journal, rule: Pick<StopRule, 'orderOf'>): () => SettledCell[] {
  const scopes = [...new Set(plan.samples.map(({ stratum }) => stratum))]
  const cells = plan.systems.flatMap(({ id: systemId }) =>
    scopes.map((scope) => ({ systemId, scope, planned: launchesOf(plan, rule, { systemId, scope }) })),
  )
  const ended = new Map<string, LaunchState>()
  const stateNow = (trial: PlannedTrial): LaunchState | undefined => {
    const state = ended.get(trial.id) ?? stateOf(journal, trial)
    if (state !== undefined && state !== 'running') ended.set(trial.id, state)
    return state
  }
  return () =>
    cells.map(({ systemId, scope, planned }) => {
      const launches: SettledCell['launches'][number][] = []
      for (const trial of planned) {
        const state = stateNow(trial)
        if (state === undefined) break
        launches.push({ task: trial.sampleId, state })
      }
      return { systemId, scope, launches }
    })
}

function launchesOf(
  plan: Plan,
  { orderOf }: Pick<StopRule, 'orderOf'>,
  { systemId, scope }: Pick<SettledCell, 'systemId' | 'scope'>,
): PlannedTrial[] {
  return orderOf(scope).map(({ sampleId, repeat }) => baselineOf(plan, { systemId, sampleId, repeat }))
}

/** Undefined where the launch is not planned yet. */
function stateOf(journal: Journal, { id }: PlannedTrial): LaunchState | undefined {
  const record = journal.trial(id)
  if (record?.status !== 'ended') return record === undefined ? undefined : 'running'
  const scored = journal.events(id).findLast(({ body }) => body.kind === 'trial-scored')?.body
  if (scored?.kind !== 'trial-scored' || scored.outcome.kind === 'void') return 'void'
  return scored.outcome.kind === 'solved' ? 'solved' : 'failed'
}
