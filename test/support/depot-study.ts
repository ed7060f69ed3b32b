import {
  type Answer,
  type Ask,
  type Candidate,
  type Environment,
  type Model,
  type Owner,
  type Plan,
  seedOf,
  type TaskFamily,
} from '../../src/domain/index.js'
import { planStudy, type StudyDesign } from '../../src/probe/planning/plan.js'
import type { Clock } from '../../src/run/index.js'
import { openDepot, depotSample as plainSample } from './depot-world.js'

/** The depot as a family whose samples differ in name only. */
export const depotFamily: TaskFamily = {
  name: 'depot',
  bank: 'depot',
  makeSample: ({ stratum, size, seed }) => ({
    ...plainSample(),
    id: `depot/${stratum}/${size}/${seed}`,
    stratum,
    size,
    seed,
  }),
  open: () => openDepot(),
}

/** Asks the depot's own solver what to do next: a model that never errs, rebuilt from the number of its answers. */
export function depotModel(options: { readonly errs?: (ask: Ask) => boolean } = {}): Model {
  const world: Environment = openDepot()
  const solution = world.solve?.([])
  const plan = solution?.kind === 'calls' ? solution.calls : []
  return {
    ask: async (ask): Promise<Answer> => {
      ask.signal.throwIfAborted()
      const turn = ask.messages.filter(({ role }) => role === 'assistant').length
      const next = options.errs?.(ask) === true ? undefined : plan[turn]
      const call = next ?? { name: 'finish', arguments: { result: 'done' } }
      const usage = { inputTokens: 100, outputTokens: 10 }
      return { text: `turn ${turn}`, calls: [{ id: `call-${turn}`, ...call }], stop: 'calls', usage }
    },
  }
}

/** A model that gives up early by a draw of its sampling seed. */
export function unsteadyModel(share: number): Model {
  return depotModel({ errs: ({ seed }) => seedOf(`err/${seed}`) / 2 ** 32 < share })
}

/** A design over the depot with two systems of the given models. */
export function depotDesign(changes: Partial<StudyDesign> = {}): StudyDesign {
  return {
    name: 'depot',
    seed: 1,
    systems: ['steady', 'other'].map((model) => ({ system: { model }, provenance: { kind: 'unknown' as const } })),
    reference: 'steady',
    families: [depotFamily],
    forms: [
      { stratum: 'narrow', size: 10, samples: 2 },
      { stratum: 'long', size: 20, samples: 2 },
    ],
    probes: [
      { intervention: 'tool-renamed', dose: {}, trigger: 0.3 },
      { intervention: 'error-first-n', dose: { calls: 2 }, trigger: 0.3 },
    ],
    repeats: 3,
    forkRepeats: 1,
    gate: { solved: 2, of: 3 },
    limits: { stepsPerReferenceCall: 3, extraSteps: 5 },
    level: 0.95,
    margin: 0.1,
    ...changes,
  }
}

export function depotPlan(changes: Partial<StudyDesign> = {}): Plan {
  return planStudy(depotDesign(changes))
}

export function depotCandidates(models: readonly Model[] = [depotModel(), unsteadyModel(0.05)]): Candidate[] {
  return ['steady', 'other'].map((model, index) => ({
    system: { model },
    provenance: { kind: 'unknown' },
    model: models[index] ?? depotModel(),
  }))
}

export const depotFamilyNamed = (): TaskFamily => depotFamily

/** Time that passes only when somebody waits. */
export function stillClock(): Clock {
  let now = 0
  return {
    monotonicMs: () => now,
    wait: async (ms) => {
      now += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

export const anOwner: Owner = { processId: 'test', pid: process.pid, host: 'test-host' }
