import {
  type Ask,
  asJson,
  type Candidate,
  canonicalJson,
  type Environment,
  type Intervention,
  type Journal,
  type Model,
  ModelError,
  type Plan,
  type TaskFamily,
} from '../../src/domain/index.js'
import { interventionNamed } from '../../src/probe/interventions/index.js'
import { runStudy, type StudyRun } from '../../src/probe/study.js'
import type { RunEnd } from '../../src/run/index.js'
import { anOwner, depotFamily, depotModel, depotPlan, stillClock } from './depot-study.js'
import { openDepot } from './depot-world.js'

/** A study of one system with one sample, so that everything that happens to a trial can be seen. */
export function smallPlan(changes: Parameters<typeof depotPlan>[0] = {}): Plan {
  return depotPlan({
    systems: [{ system: { model: 'steady' }, provenance: { kind: 'unknown' } }],
    forms: [{ stratum: 'narrow', size: 10, samples: 1 }],
    probes: [],
    repeats: 2,
    gate: { solved: 1, of: 2 },
    ...changes,
  })
}

/** What may differ from a study in which nothing goes wrong. */
export interface DepotRun extends Partial<Omit<StudyRun, 'plan' | 'journal'>> {
  readonly model?: Model
  readonly open?: () => Environment
  readonly intervention?: Intervention
}

/** Carries a plan of one system out in the depot. */
export function runDepot(journal: Journal, plan: Plan, changes: DepotRun = {}): Promise<RunEnd> {
  const { model = depotModel(), open, intervention, ...rest } = changes
  const family: TaskFamily = open === undefined ? depotFamily : { ...depotFamily, open }
  const candidate: Candidate = { system: { model: 'steady' }, provenance: { kind: 'unknown' }, model }
  return runStudy({
    plan,
    journal,
    candidates: [candidate],
    familyNamed: () => family,
    interventionNamed: (name) => (name === intervention?.name ? intervention : interventionNamed(name)),
    owner: anOwner,
    clock: stillClock(),
    retry: { times: 1, firstWaitMs: 1, longestWaitMs: 1 },
    concurrency: 2,
    ...rest,
  })
}

/** A model that fails the first so many asks of each trial at a step, and answers them afterwards. */
export function failingModel(step: number, times: number, error: () => Error = overloaded): Model {
  const inner = depotModel()
  const failed = new Map<string, number>()
  return {
    ask: async (ask: Ask) => {
      const key = canonicalJson(asJson([...ask.messages, { seed: ask.seed }]))
      const before = failed.get(key) ?? 0
      const isThere = ask.messages.filter(({ role }) => role === 'assistant').length === step
      if (!isThere || before >= times) return inner.ask(ask)
      failed.set(key, before + 1)
      throw error()
    },
  }
}

const overloaded = (): ModelError => new ModelError('stand-in', 503, true, 'is overloaded')

/** A model whose every ask and dollar is counted: each answer costs one cent. */
export function countingModel(inner: Model = depotModel()): { readonly model: Model; readonly asks: Ask[] } {
  const asks: Ask[] = []
  const model: Model = {
    ask: async (ask) => {
      asks.push({ ...ask, messages: [...ask.messages] })
      return { ...(await inner.ask(ask)), costUsd: 0.01 }
    },
  }
  return { model, asks }
}

/** A world that breaks at the n-th calls that it ever gets, over all of its openings. */
export function breakingAt(...calls: readonly number[]): () => Environment {
  let count = 0
  return () => {
    const world = openDepot()
    return {
      ...world,
      call(call) {
        count += 1
        if (calls.includes(count)) throw new Error('the crane fell into the basin')
        return world.call(call)
      },
    }
  }
}
