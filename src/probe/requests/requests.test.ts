import { expect, test } from 'vitest'
import { aDepotScene, prepared } from '../../../test/support/depot-scene.js'
import { openDepot } from '../../../test/support/depot-world.js'
import { plainJournal } from '../../../test/support/plain-journal.js'
import { runScripted, SCRIPTED_SYSTEMS } from '../../../test/support/scripted-trial.js'
import { asJson, contentHash, type EventBody, type JsonObject, type Link } from '../../domain/index.js'
import { interventionNamed } from '../interventions/index.js'
import { retrace } from '../retrace.js'
import { deliveryOf, type RecordReader, verifyReceipts } from '../verify.js'

const FORK = 6

function linkOf(name: string, dose: JsonObject = interventionNamed(name).dose): Link {
  return prepared(interventionNamed(name), aDepotScene({ fork: FORK, dose, systems: SCRIPTED_SYSTEMS })).link
}

/** A fork of the depot's routine under an intervention, run by the real runner. */
async function record(name: string, arm: 'sham' | 'varied') {
  const { sample, past, future } = aDepotScene({ fork: FORK })
  const journal = plainJournal()
  const script = { sample, open: openDepot, links: [linkOf(name)], arm, past, future }
  return { journal, id: await runScripted(journal, script) }
}

/** The same record with some events changed or left out. */
function edited(journal: RecordReader, id: string, edit: (body: EventBody) => EventBody | undefined): RecordReader {
  const events = journal.events(id).flatMap((event) => {
    const body = edit(event.body)
    return body === undefined ? [] : [{ ...event, body }]
  })
  return { ...journal, events: (trialId) => (trialId === id ? events : journal.events(trialId)) }
}

/** What the verifier makes of a record, in words. */
function found(journal: RecordReader, id: string) {
  const { refuted, undeclared } = verifyReceipts(journal, id)
  return { refuted: refuted.map(({ reason }) => reason), undeclared }
}

async function traced(journal: RecordReader, id: string, link: Link): Promise<string | undefined> {
  const { environment } = aDepotScene({ fork: FORK })
  return retrace(journal, id, { world: environment, link })
}

const TELLING = ['history-lost', 'history-summarised', 'agent-restarted'] as const

test.each([...TELLING, 'model-swapped'])('%s is confirmed in both arms, by record and by link', async (name) => {
  for (const arm of ['sham', 'varied'] as const) {
    const { journal, id } = await record(name, arm)
    expect(found(journal, id)).toEqual({ refuted: [], undeclared: [] })
    expect(deliveryOf(journal, id)).toBe('delivered')
    expect(await traced(journal, id, linkOf(name))).toBe(undefined)
  }
})

test.each(TELLING)('%s without a receipt is found in the record', async (name) => {
  const { journal, id } = await record(name, 'varied')
  const secret = edited(journal, id, (body) => (body.kind === 'intervention-applied' ? undefined : body))
  expect(found(secret, id).undeclared).toEqual([`the conversation was told anew at step ${FORK} without a receipt`])
  expect(deliveryOf(secret, id)).toBe('void')
})

test('an ask that says only that it tells anew, and not what, is found', async () => {
  const { journal, id } = await record('history-lost', 'sham')
  const anew = edited(journal, id, (body) => (body.kind === 'model-asked' ? { ...body, after: -1 } : body))
  expect(found(anew, id).undeclared[0]).toBe(`the conversation was told anew at step ${FORK} without a receipt`)
})

test('a message that a later ask does not tell is found, and one that nobody said', async () => {
  const { journal, id } = await record('history-lost', 'varied')
  const strange = asJson({ role: 'user', text: 'Stop.' })
  journal.keep(strange, contentHash(strange))
  for (const added of [[], [contentHash(strange)]]) {
    const changed = edited(journal, id, (body) =>
      body.kind === 'model-asked' && body.step === FORK + 2 ? { ...body, added } : body,
    )
    expect(found(changed, id).undeclared).toEqual([
      `the ask at step ${FORK + 2} does not add what was said since the last one`,
    ])
  }
})

test.each<[string, (rewritten: { by: string; kept: number; put: readonly string[] }) => object, string]>([
  ['another number of messages that are kept', ({ kept }) => ({ kept: kept + 1 }), 'what was kept and what was put'],
  ['nothing put in place', () => ({ put: [] }), 'what was kept and what was put'],
  ['another author', () => ({ by: 'nobody' }), 'nobody told the conversation anew'],
])('a rewrite that tells %s than was shown is refuted', async (_, change, reason) => {
  const { journal, id } = await record('history-summarised', 'varied')
  const lied = edited(journal, id, (body) =>
    body.kind === 'model-asked' && body.rewritten !== undefined
      ? { ...body, rewritten: { ...body.rewritten, ...change({ ...body.rewritten }) } }
      : body,
  )
  expect(found(lied, id).refuted[0]).toContain(reason)
})

test('a rewrite that lost a message more than its receipt says is refuted', async () => {
  const { journal, id } = await record('history-lost', 'varied')
  const shorter = edited(journal, id, (body) =>
    body.kind === 'model-asked' && body.rewritten !== undefined ? { ...body, added: body.added.slice(0, -1) } : body,
  )
  expect(found(shorter, id).refuted).toEqual(['the model was shown another conversation'])
})

test('a conversation that was another one before it was changed is refuted', async () => {
  const { journal, id } = await record('history-lost', 'varied')
  const parent = journal.events('parent').filter(({ body }) => !(body.kind === 'tool-returned' && body.step === 1))
  const other: RecordReader = { ...journal, events: (asked) => (asked === 'parent' ? parent : journal.events(asked)) }
  expect(found(other, id).refuted).toEqual(['the conversation before is another one'])
})

test('a sham in which the conversation was told anew is void', async () => {
  const { journal, id } = await record('agent-restarted', 'sham')
  const told = edited(journal, id, (body) =>
    body.kind === 'model-asked' && body.step === FORK
      ? { ...body, after: -1, rewritten: { by: 'agent-restarted', kept: body.added.length, put: [] } }
      : body,
  )
  expect(found(told, id).refuted).toEqual(['the conversation was told anew in a sham arm'])
})

test('a rewrite with a receipt that is not the one that was due is found when the link is asked again', async () => {
  const { journal, id } = await record('history-lost', 'varied')
  expect(await traced(journal, id, linkOf('history-lost', { share: 0.9 }))).toBe(
    `the conversation shown at step ${FORK} is not the one that was due`,
  )
  const idle = { ...linkOf('history-lost'), rewrite: () => ({ kind: 'pass' as const }) }
  expect(await traced(journal, id, idle)).toBe(`the conversation was told anew at step ${FORK} and was not due to be`)
})

test('another system that answers without a receipt is found, in a sham too', async () => {
  const { journal, id } = await record('model-swapped', 'varied')
  const secret = edited(journal, id, (body) => (body.kind === 'intervention-applied' ? undefined : body))
  expect(found(secret, id).undeclared[0]).toBe(`step ${FORK} was answered by another system without a receipt`)
  const sham = await record('model-swapped', 'sham')
  const swapped = edited(sham.journal, sham.id, (body) =>
    body.kind === 'model-answered' ? { ...body, by: 'x' } : body,
  )
  expect(deliveryOf(swapped, sham.id)).toBe('void')
})

test.each<[string, string | undefined, number, 'refuted' | 'undeclared']>([
  ['its own system at first', undefined, FORK, 'refuted'],
  ['a third system at first', 'x', FORK, 'refuted'],
  ['its own system again, later', undefined, FORK + 3, 'undeclared'],
])('a swap after which the record names %s is void', async (_, by, step, where) => {
  const { journal, id } = await record('model-swapped', 'varied')
  const other = edited(journal, id, (body) => {
    if (body.kind !== 'model-answered' || body.step !== step) return body
    const { by: was, ...answered } = body
    return by === undefined ? answered : { ...answered, by }
  })
  expect(found(other, id)[where]).not.toEqual([])
  expect(await traced(other, id, linkOf('model-swapped'))).toBe(
    `step ${step} was answered by another system than was due`,
  )
})
