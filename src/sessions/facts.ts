import type { JudgedResult, LabelSource, OutcomeRow, Session, System, Usage } from '../domain/index.js'
import { labelSystems } from '../wire/index.js'
import { sessionDistress } from './distress.js'
import { type SessionLoop, sessionLoop } from './loops.js'

/** What every figure reads of a session: small, so that records of any size can be summed up. */
export interface SessionFacts {
  readonly system: System
  /** As a trial, without its system and repeat. */
  readonly trial: Omit<OutcomeRow, 'system' | 'repeat'>
  /** Model turns. */
  readonly steps: number
  readonly calls: {
    readonly made: number
    /** Calls whose record says whether they failed. */
    readonly marked: number
    readonly errors: number
  }
  readonly loop: SessionLoop
  /** How much trouble it was in after each step; absent where the record does not tell it, or the outcome is not known. */
  readonly distress?: readonly number[]
  readonly tokens?: Usage
  /** Absent where the outcome is unknown. */
  readonly labelledBy?: LabelSource
  readonly judged?: JudgedResult
  /** True where the cost was worked out from tokens and the user's own price. */
  readonly isPriced?: true
}

/** Only a session whose end is known tells when it should have been moved up. */
const DISTRESS_OUTCOMES: readonly string[] = ['solved', 'failed', 'censored']

/** The facts of one session. */
export function factsOf(session: Session): SessionFacts {
  const { system, steps, task, family, outcome, score, costUsd, seconds, tokens, labelledBy, judged } = session
  const loop = sessionLoop(session)
  const calls = steps.flatMap((step) => step.calls)
  const distress = DISTRESS_OUTCOMES.includes(outcome.kind) ? sessionDistress(session) : undefined
  const isUnsolved = outcome.kind === 'failed' || outcome.kind === 'censored'
  return {
    system,
    trial: {
      task,
      ...(family !== undefined && { family }),
      outcome,
      ...(score !== undefined && { score }),
      ...(costUsd !== undefined && { costUsd }),
      ...(seconds !== undefined && { seconds }),
      // A loop dates a failure; any other is known at the end of the session only.
      ...(isUnsolved && loop.kind === 'looped' && { failure: { mode: 'loops', atStep: loop.atStep } }),
    },
    steps: steps.length,
    calls: {
      made: calls.length,
      marked: calls.filter(({ isError }) => isError !== undefined).length,
      errors: calls.filter(({ isError }) => isError === true).length,
    },
    loop,
    ...(distress !== undefined && { distress }),
    ...(tokens !== undefined && { tokens }),
    ...(labelledBy !== undefined && { labelledBy }),
    ...(judged !== undefined && { judged }),
    ...(session.isPriced === true && { isPriced: true }),
  }
}

/** Facts with the row that every estimate reads; sessions of one system and task are repeats in the order given. */
export function labelledFacts(
  facts: readonly SessionFacts[],
): { readonly facts: SessionFacts; readonly row: OutcomeRow }[] {
  const keyOf = ({ system: { model, host, agent, settings, date } }: SessionFacts) =>
    JSON.stringify([model, host, agent, settings, date])
  const systems = new Map(facts.map((own) => [keyOf(own), own.system]))
  const labelled = labelSystems([...systems.values()])
  const labels = new Map([...systems.keys()].map((key, index) => [key, labelled[index]?.label ?? key]))
  const repeats = new Map<string, number>()
  return facts.map((own) => {
    const system = labels.get(keyOf(own)) ?? own.system.model
    const key = JSON.stringify([system, own.trial.task])
    const repeat = repeats.get(key) ?? 0
    repeats.set(key, repeat + 1)
    return { facts: own, row: { system, repeat, ...own.trial } }
  })
}
