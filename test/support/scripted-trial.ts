import {
  type Answer,
  type Arm,
  type Ask,
  type Candidate,
  type Environment,
  type Link,
  type PlannedTrial,
  type Sample,
  type SceneSystems,
  type System,
  systemIdOf,
  type WorldCall,
} from '../../src/domain/index.js'
import { scriptedModel } from '../../src/models/index.js'
import { DEFAULT_RETRY, runTrial } from '../../src/run/index.js'
import type { PlainJournal } from './plain-journal.js'

const OWN: System = { model: 'script' }
const OTHER: System = { model: 'understudy' }

/** The system of a scripted trial, and another one that says the same. */
export const SCRIPTED_SYSTEMS: SceneSystems = {
  ownId: systemIdOf(OWN),
  referenceId: systemIdOf(OTHER),
  known: [OWN, OTHER].map((system) => ({ id: systemIdOf(system), label: system.model })),
}

/** What a scripted trial plays, and where. */
export interface ScriptedTrial {
  readonly sample: Sample
  readonly open: () => Environment
  readonly links: readonly Link[]
  readonly arm: Arm
  readonly past: readonly WorldCall[]
  readonly future: readonly WorldCall[]
  /** Told of every ask of the fork as it reaches the model. */
  readonly heard?: (ask: Ask) => void
}

/**
 * Runs a baseline that makes the scripted calls one a step, then a fork of it that does the same, through the real
 * runner.
 *
 * @returns the id of the fork
 */
export async function runScripted(journal: PlainJournal, script: ScriptedTrial): Promise<string> {
  const { sample, open, links, arm, past, future, heard = () => undefined } = script
  const parent = plannedTrial('parent', 'baseline', sample)
  const fork: PlannedTrial = { ...plannedTrial(arm, arm, sample), parent: { trialId: 'parent', step: past.length } }
  const run = (trial: PlannedTrial, plan: readonly WorldCall[], prefix: readonly Answer[]) =>
    runTrial(
      journal.lease(trial),
      {
        sample,
        open,
        candidate: candidateOf(plan, trial === fork ? heard : () => undefined),
        candidateOf: () => ({ ...candidateOf(plan, heard), system: OTHER }),
        limits: {},
        links: trial === fork ? links : [],
        prefix,
        prefixEvents: journal.events('parent').filter(({ body }) => !('step' in body) || body.step < prefix.length),
      },
      {
        journal: journal.asJournal,
        clock: { monotonicMs: () => 0, wait: async () => undefined, after: () => () => undefined },
        retry: DEFAULT_RETRY,
        signal: new AbortController().signal,
        stepDone: () => undefined,
      },
    )
  await run(parent, [...past, ...future], [])
  await run(fork, [...past, ...future], past.map(answerOf))
  return fork.id
}

function candidateOf(plan: readonly WorldCall[], heard: (ask: Ask) => void): Candidate {
  const model = scriptedModel([...plan, { name: 'finish', arguments: { result: 'done' } }].map(answerOf))
  const ask = (asked: Ask) => {
    heard(asked)
    return model.ask(asked)
  }
  return { system: OWN, provenance: { kind: 'unknown' }, model: { ask } }
}

function answerOf(call: WorldCall, step: number): Answer {
  return { text: '', calls: [{ id: `call-${step}`, ...call }], stop: 'calls' }
}

function plannedTrial(id: string, arm: Arm, sample: Sample): PlannedTrial {
  return {
    id,
    pairId: 'pair',
    systemId: systemIdOf(OWN),
    sampleId: sample.id,
    repeat: 0,
    arm,
    order: 0,
    expects: 'solution',
  }
}
