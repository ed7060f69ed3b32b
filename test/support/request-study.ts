import {
  type Answer,
  type Candidate,
  type Journal,
  type Message,
  type Model,
  messageAt,
  type Plan,
  type PlannedProbe,
  type PlannedTrial,
} from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { aimingOf } from '../../src/probe/index.js'
import { observeStudy } from '../../src/probe/observe.js'
import { type DepotRun, runDepot, smallPlan } from './depot-run.js'
import { depotFamily } from './depot-study.js'
import { depotRoutine } from './depot-world.js'

/** The depot's routine with a mistake after the first look: as many turns as were answered say what comes next. */
const SCRIPT = [
  ...depotRoutine().slice(0, 1),
  { name: 'load', arguments: { parcel: 'purple' } },
  ...depotRoutine().slice(1),
]

/** A model that plays the script by the calls that it sees, or ends where it was begun anew. */
export const clumsy: Model = {
  ask: async ({ messages }): Promise<Answer> => {
    const turns = messages.filter(({ role }) => role === 'assistant').length
    const call = SCRIPT[turns] ?? { name: 'finish', arguments: { result: 'done' } }
    const usage = { inputTokens: 1_000, outputTokens: 100 }
    return { text: `turn ${turns}`, calls: [{ id: `call-${turns}`, ...call }], stop: 'calls', usage }
  },
}

/** The probe that changes a request in each way there is, from the middle of the work on. */
export const REQUEST_PROBES: readonly PlannedProbe[] = [
  { intervention: 'history-lost', dose: { share: 0.5 }, trigger: 0.4 },
  { intervention: 'history-summarised', dose: { share: 0.5 }, trigger: 0.4 },
  { intervention: 'errors-cleaned', dose: {}, trigger: 0.4 },
  { intervention: 'agent-restarted', dose: { word: 'told' }, trigger: 0.4 },
  { intervention: 'model-swapped', dose: { to: 'other' }, trigger: 0.4 },
]

/** A system of each price: the second one is ten times as dear. */
export function pricedPair(other: Model = clumsy): Candidate[] {
  return [
    { system: { model: 'steady' }, provenance: { kind: 'unknown' }, model: clumsy, price: priceOf(1) },
    { system: { model: 'other' }, provenance: { kind: 'unknown' }, model: other, price: priceOf(10) },
  ]
}

function priceOf(times: number) {
  return { inputUsdPerMillion: times, outputUsdPerMillion: times }
}

/** A plan of one baseline of two systems, with these probes. */
export function requestPlan(probes: readonly PlannedProbe[] = REQUEST_PROBES): Plan {
  const systems = ['steady', 'other'].map((model) => ({ system: { model }, provenance: { kind: 'unknown' as const } }))
  return smallPlan({ systems, repeats: 1, gate: { solved: 1, of: 1 }, probes })
}

/** Runs a plan, and reads it. */
export async function requestStudy(probes: readonly PlannedProbe[] = REQUEST_PROBES, changes: DepotRun = {}) {
  const plan = requestPlan(probes)
  const journal = openMemoryJournal()
  const end = await runDepot(journal, plan, { candidates: pricedPair(), concurrency: 1, ...changes })
  const observation = await observeStudy(aimingOf(plan, journal, { families: [depotFamily] }))
  return { plan, journal, end, observation }
}

/** The trial of the first system under an intervention. */
export function trialOf(journal: Journal, plan: Plan, intervention: string, arm: PlannedTrial['arm']): PlannedTrial {
  const [own] = plan.systems
  const found = journal
    .trials()
    .find(({ trial }) => trial.systemId === own?.id && trial.arm === arm && trial.probe?.intervention === intervention)
  if (found === undefined) throw new Error(`${intervention} has no ${arm} trial`)
  return found.trial
}

/** The messages that an ask is recorded to have told, by role and text. */
export function toldAt(journal: Journal, hashes: readonly string[]): string[] {
  return hashes.map((hash) => {
    const { role } = Object(journal.content(hash)) as Message
    const message = messageAt(journal, hash, role)
    return `${role} ${message.text}`
  })
}
