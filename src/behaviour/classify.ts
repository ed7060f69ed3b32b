import {
  BEHAVIOURS,
  type Behaviour,
  type BehaviourMatch,
  type BehaviourVerdict,
  type TwinTrajectories,
} from '../domain/index.js'
import { RULES } from './rules/index.js'

/**
 * What a model did when a constraint changed: one main class in the order of `BEHAVIOURS`, and every other rule that
 * matched. Deterministic; success is read from the outcome, claims from `finish`, nothing from prose.
 */
export function classifyBehaviour(twins: TwinTrajectories): BehaviourVerdict {
  const matches = RULES.map((rule) => rule(twins))
    .filter((match) => match !== undefined)
    .sort((a, b) => BEHAVIOURS.indexOf(a.behaviour) - BEHAVIOURS.indexOf(b.behaviour))
  const [main, ...secondary] = matches
  const nothing: BehaviourMatch = { behaviour: 'unclassified', steps: [], note: 'no rule matched' }
  return { main: main ?? nothing, secondary }
}

/** How often each main class occurs. */
export function behaviourMix(verdicts: readonly BehaviourVerdict[]): Partial<Record<Behaviour, number>> {
  const counts: Partial<Record<Behaviour, number>> = {}
  for (const { main } of verdicts) counts[main.behaviour] = (counts[main.behaviour] ?? 0) + 1
  return counts
}
