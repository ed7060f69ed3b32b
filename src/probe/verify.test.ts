import { expect, test } from 'vitest'
import { aDepotScene, prepared } from '../../test/support/depot-scene.js'
import { openDepot } from '../../test/support/depot-world.js'
import { plainJournal } from '../../test/support/plain-journal.js'
import { runScripted } from '../../test/support/scripted-trial.js'
import { asJson, contentHash, type Environment, type EventBody, type Intervention } from '../domain/index.js'
import { interventionNamed } from './interventions/index.js'
import { deliveryOf, type RecordReader, verifyReceipts } from './verify.js'

/** A fork of the depot's routine under an intervention, run by the real runner. */
async function record(name: string, arm: 'sham' | 'varied', world: { open: () => Environment } = { open: openDepot }) {
  const scene = aDepotScene()
  const intervention: Intervention = interventionNamed(name)
  const { link } = prepared(intervention, scene)
  const journal = plainJournal()
  const { sample, past, future } = scene
  const id = await runScripted(journal, { sample, open: world.open, links: [link], arm, past, future })
  return { journal, id }
}

/** The same record with some events changed or left out. */
function edited(journal: RecordReader, id: string, edit: (body: EventBody) => EventBody | undefined): RecordReader {
  const events = journal.events(id).flatMap((event) => {
    const body = edit(event.body)
    return body === undefined ? [] : [{ ...event, body }]
  })
  return { ...journal, events: (trialId) => (trialId === id ? events : journal.events(trialId)) }
}

function reasons(journal: RecordReader, id: string): string[] {
  return verifyReceipts(journal, id).refuted.map(({ reason }) => reason)
}

test('a change that the world swallowed is void although the chain wrote its receipt', async () => {
  const open = () => ({ ...openDepot(), disturb: () => undefined })
  const { journal, id } = await record('route-blocked', 'varied', { open })
  expect(reasons(journal, id)).toEqual(['nothing was changed: both hashes are equal'])
  expect(deliveryOf(journal, id)).toBe('void')
})

test('a trial that never came to the seam is not met, not void', async () => {
  const { link } = prepared(interventionNamed('error-first-n'), aDepotScene())
  const journal = plainJournal()
  const { sample, past } = aDepotScene()
  const script = { sample, open: openDepot, links: [link], past, future: [] }
  expect(deliveryOf(journal, await runScripted(journal, { ...script, arm: 'varied' }))).toBe('not-met')
})

test('one delivery that the record does not bear out voids the trial, whatever the others say', async () => {
  const { journal, id } = await record('error-first-n', 'varied')
  const [first, second] = verifyReceipts(journal, id).confirmed
  const lost = edited(journal, id, (body) =>
    body.kind === 'tool-returned' && body.callId === first?.place ? undefined : body,
  )
  expect(reasons(lost, id)).toEqual([`no result of call ${first?.place} is recorded at step ${first?.step}`])
  expect(verifyReceipts(lost, id).confirmed).toEqual([second])
  expect(deliveryOf(lost, id)).toBe('void')
})

test('content that no longer has its hash confirms nothing', async () => {
  const { journal, id } = await record('tool-renamed', 'varied')
  const hash = verifyReceipts(journal, id).confirmed[0]?.beforeHash ?? ''
  journal.keep(['other tools'], hash)
  expect(reasons(journal, id)).toEqual([`content ${hash} does not have that hash`])
})

test('content that is missing confirms nothing', async () => {
  const { journal, id } = await record('empty-success', 'varied')
  const { confirmed } = verifyReceipts(journal, id)
  const without: RecordReader = {
    ...journal,
    content: (hash) => journal.content(hash === confirmed[0]?.beforeHash ? 'nowhere' : hash),
  }
  expect(reasons(without, id)[0]).toBe('journal nowhere is absent; expected content')
})

test('a receipt of the other arm confirms nothing', async () => {
  const { journal, id } = await record('stale-read', 'varied')
  const other = edited(journal, id, (body) =>
    body.kind === 'intervention-applied' ? { ...body, receipt: { ...body.receipt, arm: 'sham' } } : body,
  )
  expect(reasons(other, id)[0]).toBe("the trial's arm is varied, not sham")
})

test('a sham arm in which the tools changed is void', async () => {
  const { journal, id } = await record('tool-renamed', 'sham')
  const tools = asJson([{ name: 'tool_1', description: '', parameters: {} }])
  journal.keep(tools, contentHash(tools))
  const changed = edited(journal, id, (body) =>
    body.kind === 'model-asked' ? { ...body, toolsHash: contentHash(tools) } : body,
  )
  expect(reasons(changed, id)).toEqual(['the tools offered are not those of the receipt'])
  expect(deliveryOf(changed, id)).toBe('void')
})

test('a sham arm in which a result changed is void', async () => {
  const { journal, id } = await record('empty-success', 'sham')
  const message = asJson({ role: 'tool', callId: 'x', name: 'list_parcels', text: 'No entries.', isError: false })
  journal.keep(message, contentHash(message))
  const changed = edited(journal, id, (body) =>
    body.kind === 'tool-returned' ? { ...body, messageHash: contentHash(message) } : body,
  )
  expect(new Set(reasons(changed, id))).toEqual(new Set(['the result returned is another one']))
  expect(deliveryOf(changed, id)).toBe('void')
})

test('a sham arm in which the operator spoke is void', async () => {
  const { journal, id } = await record('goal-replaced', 'sham')
  const spoken = edited(journal, id, (body) =>
    body.kind === 'model-asked' ? { kind: 'operator-spoke', step: body.step, messageHash: 'any' } : body,
  )
  expect(reasons(spoken, id)).toEqual(['the operator spoke in a sham arm'])
})

test('words that the model was not shown are not delivered', async () => {
  const { journal, id } = await record('goal-replaced', 'varied')
  const unheard = edited(journal, id, (body) => (body.kind === 'model-asked' ? { ...body, added: [] } : body))
  expect(reasons(unheard, id)).toEqual(['what the operator said is not in the next ask'])
})

test('a list that no ask offered is not delivered', async () => {
  const { journal, id } = await record('tool-removed-alternative', 'varied')
  const unasked = edited(journal, id, (body) => (body.kind === 'model-asked' ? undefined : body))
  expect(reasons(unasked, id)).toEqual(['no ask is recorded at step 3'])
})

test('a lost write that was reported as an error is no false success', async () => {
  const { journal, id } = await record('false-success', 'varied')
  const honest = edited(journal, id, (body) => (body.kind === 'tool-returned' ? { ...body, isError: true } : body))
  expect(reasons(honest, id)).toEqual(['the write did not claim to succeed'])
})

test('a state that was not recorded on both sides confirms nothing', async () => {
  const { journal, id } = await record('false-success', 'varied')
  const blind = edited(journal, id, (body) => (body.kind === 'snapshot-taken' ? undefined : body))
  expect(reasons(blind, id)[0]).toContain('the state is not recorded on both sides')
})
