import type { Environment, Link, Model, WorldCall } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { plannedTrial } from '../../src/probe/index.js'
import { verifyRun } from '../../src/probe/whole-runs/index.js'
import { createAccounts, DEFAULT_RETRY, runTrials } from '../../src/run/index.js'
import { anOwner, depotFamily, depotModel, stillClock } from './depot-study.js'
import { openDepot } from './depot-world.js'

/** The depot behind a server that nobody can bring back to a state. */
export const keptFamily: typeof depotFamily = {
  ...depotFamily,
  makeSample: (request) => ({ ...depotFamily.makeSample(request), isRunWhole: true }),
  open: () => ({ ...openDepot(), effects: 'external' }),
}

export const keptSample = keptFamily.makeSample({ stratum: 'narrow', size: 10, seed: 1 })

/** Runs one whole run with a probe in such a world, and verifies it. */
export async function wholeTrial(given: {
  readonly link: Link
  readonly arm: 'sham' | 'varied'
  readonly chainFrom?: number
  readonly model?: Model
  /** Who is asked where a link routes an ask elsewhere. */
  readonly other?: Model
  /** Leaves the chain out of a trial that is planned with one: a machinery that swallows everything. */
  readonly isSwallowed?: boolean
}) {
  const { link, arm, chainFrom = 0, model = depotModel(), other = model, isSwallowed = false } = given
  const calls: WorldCall[] = []
  const open = (): Environment => {
    const world = keptFamily.open(keptSample, 'pair')
    const call: Environment['call'] = (asked) => {
      calls.push(asked)
      return world.call(asked)
    }
    return { ...world, call }
  }
  const probe = { intervention: link.name, dose: {}, trigger: 0 }
  const at = { pairId: 'pair', systemId: 'system', arm, probe, chainFrom } as const
  const trial = plannedTrial(at, keptSample.id, 0, 'solution')
  const journal = openMemoryJournal()
  journal.addTrials([trial])
  const clock = stillClock()
  await runTrials({
    journal,
    owner: anOwner,
    concurrency: 1,
    accounts: createAccounts([], { clock }),
    clock,
    retry: DEFAULT_RETRY,
    signal: new AbortController().signal,
    mostAttempts: 1,
    setupOf: async () => ({
      sample: keptSample,
      open,
      candidate: { system: { model: 'steady' }, provenance: { kind: 'unknown' }, model },
      candidateOf: () => ({ system: { model: 'other' }, provenance: { kind: 'unknown' }, model: other }),
      limits: { steps: 30 },
      links: isSwallowed ? [{ name: link.name }] : [link],
      prefix: [],
      prefixEvents: [],
    }),
    follow: async () => [],
    stepDone: () => undefined,
  })
  const events = journal.events(trial.id)
  const world = openDepot().tools
  const verdict = (without: readonly string[] = [], planned = trial) =>
    verifyRun(
      {
        content: (hash) => journal.content(hash),
        trial: (id) => journal.trial(id),
        events: () => events.filter(({ body }) => !without.includes(body.kind)),
      },
      planned,
      { link, reads: [], steps: 30, world },
    )
  return { journal, trial, events, calls, verdict }
}
