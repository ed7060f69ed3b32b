import { harbourFamilies, harbourPolicies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { anOwner, depotDesign, stillClock } from '../../test/support/depot-study.js'
import type { Content, EventBody, Journal, JournalEvent } from '../domain/index.js'
import { contentHash } from '../domain/index.js'
import { openMemoryJournal } from '../journal/index.js'
import { aimingOf } from './aiming.js'
import { type Aiming, prepareFork } from './fork.js'
import { sampleOf } from './fork-point.js'
import { interventions } from './interventions/index.js'
import { planStudy } from './planning/plan.js'
import { type RetraceOptions, retrace } from './retrace.js'
import { runStudy } from './study.js'

const families = harbourFamilies.slice(0, 1)

/** One small study of the harbour with every intervention. */
async function study() {
  const { wide } = harbourPolicies
  const candidate = { system: { model: 'wide' }, provenance: { kind: 'unknown' as const }, model: wide.model }
  const plan = planStudy(
    depotDesign({
      systems: [candidate],
      reference: 'wide',
      families,
      forms: [{ stratum: 'long', size: 30, samples: 1 }],
      probes: interventions.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.3 })),
      repeats: 1,
      gate: { solved: 0, of: 1 },
      limits: { stepsPerReferenceCall: 2, extraSteps: 10 },
    }),
  )
  const journal = openMemoryJournal()
  const aiming = aimingOf(plan, journal, { families })
  await runStudy({ ...aiming, candidates: [candidate], owner: anOwner, clock: stillClock() })
  return { journal, again: async (reader: Journal, id: string) => retrace(reader, id, await beginning(aiming, id)) }
}

/** The world in which a trial begins, and the link of a fork. */
async function beginning(aiming: Aiming, id: string): Promise<RetraceOptions> {
  const trial = aiming.journal.trial(id)?.trial
  if (trial === undefined) throw new Error('no such trial')
  if (trial.arm !== 'baseline') {
    const { world, prepared } = await prepareFork(aiming, trial)
    return { world: world.environment, link: prepared.link }
  }
  const sample = sampleOf(aiming.plan, trial.sampleId)
  return { world: aiming.familyNamed(sample.family).open(sample, trial.pairId) }
}

/** The same journal, with the events of one trial changed. */
function edited(
  journal: Journal,
  id: string,
  edit: (body: EventBody) => EventBody,
  more: readonly Content[] = [],
): Journal {
  const events: JournalEvent[] = journal.events(id).map((event) => ({ ...event, body: edit(event.body) }))
  return new Proxy(journal, {
    get(target, name) {
      if (name === 'events') return (trialId: string) => (trialId === id ? events : target.events(trialId))
      if (name === 'content') {
        return (hash: string) => more.find((content) => content.hash === hash)?.value ?? target.content(hash)
      }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

test('the trials of a study come out the same when their calls are made again, and a changed one does not', async () => {
  const { journal, again } = await study()
  const trials = journal.trials().map(({ trial }) => trial)
  expect(new Set(trials.flatMap(({ probe }) => probe?.intervention ?? [])).size).toBeGreaterThan(8)
  for (const { id } of trials) expect(await again(journal, id)).toBe(undefined)

  const [baseline] = trials.filter(({ arm }) => arm === 'baseline')
  const id = baseline?.id ?? ''
  const result = { role: 'tool', callId: 'x', name: 'x', text: 'All is well.', isError: false }
  const kept = { hash: contentHash(result), value: result }
  const changes: [string, (body: EventBody) => EventBody][] = [
    [
      'returned what the world does not say, without a receipt',
      (body) => (body.kind === 'tool-returned' ? { ...body, messageHash: kept.hash } : body),
    ],
    [
      'the state at trial-started is another one',
      (body) => (body.kind === 'trial-started' ? { ...body, stateHash: 'another' } : body),
    ],
    [
      'the final state is another one',
      (body) => (body.kind === 'trial-scored' ? { ...body, stateHash: 'another' } : body),
    ],
    [
      'the final state is scored in another way',
      (body) => (body.kind === 'trial-scored' ? { ...body, evidence: ['all is well'] } : body),
    ],
  ]
  for (const [reason, edit] of changes) {
    const why = await again(edited(journal, id, edit, [kept]), id)
    expect(why).toContain(reason)
  }
})
