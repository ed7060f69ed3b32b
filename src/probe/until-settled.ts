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
  for (;;) {
    // First what a killed process left of an earlier batch.
    const end = await runTrials(runOptionsOf(study, async () => []))
    if (end.kind !== 'complete') return end
    const cells = readCells(plan, journal, rule)
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
  const scopes = [...new Set(plan.samples.map(({ stratum }) => stratum))]
  return plan.systems.flatMap(({ id: systemId }) =>
    scopes.map((scope): SettledCell => {
      const planned = launchesOf(plan, rule, { systemId, scope })
      const end = planned.findIndex(({ id }) => journal.trial(id) === undefined)
      const known = end < 0 ? planned : planned.slice(0, end)
      return {
        systemId,
        scope,
        launches: known.map((trial) => ({ task: trial.sampleId, state: stateOf(journal, trial) })),
      }
    }),
  )
}

function launchesOf(
  plan: Plan,
  { orderOf }: Pick<StopRule, 'orderOf'>,
  { systemId, scope }: Pick<SettledCell, 'systemId' | 'scope'>,
): PlannedTrial[] {
  return orderOf(scope).map(({ sampleId, repeat }) => baselineOf(plan, { systemId, sampleId, repeat }))
}

function stateOf(journal: Journal, { id }: PlannedTrial): SettledCell['launches'][number]['state'] {
  if (journal.trial(id)?.status !== 'ended') return 'running'
  const scored = journal.events(id).findLast(({ body }) => body.kind === 'trial-scored')?.body
  if (scored?.kind !== 'trial-scored' || scored.outcome.kind === 'void') return 'void'
  return scored.outcome.kind === 'solved' ? 'solved' : 'failed'
}
