import { expect, test } from 'vitest'
import type { JournalEvent } from '../../src/domain/index.js'
import { verifyReceipts } from '../../src/probe/verify.js'
import { stoodInId } from '../support/agent-talk.js'
import { LINKS, run, verdict } from '../support/linked-talk.js'

const each = Object.entries(LINKS)

test.each(each)('a change at the %s is confirmed in both arms', async (_, link) => {
  for (const arm of ['sham', 'varied'] as const)
    expect(verdict(await run(link, { arm }), link)).toEqual({ kind: 'delivered' })
})

test.each(each)('a change at the %s that is swallowed whole is found, in both arms', async (_, link) => {
  for (const arm of ['sham', 'varied'] as const) {
    const found = verdict(await run(link, { arm, isSwallowed: true }), link)
    expect(found.kind).toBe('refuted')
  }
})

test.each(each)('a receipt at the %s that is lost is found', async (_, link) => {
  for (const arm of ['sham', 'varied'] as const) {
    const done = await run(link, { arm })
    const events = done.journal.events(done.trial.id).filter(({ body }) => body.kind !== 'intervention-applied')
    expect(verdict(done, link, { events })).toMatchObject({
      kind: 'refuted',
      reason: expect.stringContaining('left no receipt'),
    })
  }
})

test.each(each)('a receipt at the %s of a change that nothing asked for is found', async (_, link) => {
  const found = verdict(await run(link), { name: link.name })
  expect(found.kind).toBe('refuted')
})

test.each(each)('a sham that changed something at the %s is found', async (_, link) => {
  const done = await run(link)
  const trial = { ...done.trial, arm: 'sham' as const }
  expect(verdict(done, link, { trial }).kind).toBe('refuted')
})

test.each(each)('a varied arm at the %s in which nothing was changed is found', async (_, link) => {
  const done = await run(link, { arm: 'sham' })
  const trial = { ...done.trial, arm: 'varied' as const }
  expect(verdict(done, link, { trial }).kind).toBe('refuted')
})

test('a message that only one side knows is found', async () => {
  const link = LINKS.result ?? { name: 'none' }
  const done = await run(link)
  const events = done.journal.events(done.trial.id)
  const without = (pick: (index: number) => boolean) =>
    events.map((event, index) =>
      event.body.kind === 'model-asked' && pick(index)
        ? { ...event, body: { ...event.body, added: event.body.added.slice(1) } }
        : event,
    )
  expect(verdict(done, link, { events: without(() => true) })).toMatchObject({
    reason: expect.stringContaining('was not shown'),
  })
  const added = events.map((event) =>
    event.body.kind === 'model-asked' && event.body.received !== undefined
      ? {
          ...event,
          body: { ...event.body, received: { ...event.body.received, added: event.body.received.added.slice(1) } },
        }
      : event,
  )
  expect(verdict(done, link, { events: added }).kind).toBe('refuted')
})

test('only the answers from the change on name who stood in, and a record that names another is found', async () => {
  const link = LINKS['model request'] ?? { name: 'none' }
  const done = await run(link)
  const answers = done.journal
    .events(done.trial.id)
    .flatMap(({ body }) => (body.kind === 'model-answered' ? [body.by] : []))
  expect(answers).toEqual([undefined, stoodInId, stoodInId, stoodInId])
  const renamed = done.journal
    .events(done.trial.id)
    .map((event) =>
      event.body.kind === 'model-answered' && event.body.step === 2
        ? { ...event, body: { ...event.body, by: 'x' } }
        : event,
    )
  expect(verdict(done, link, { events: renamed })).toEqual({
    kind: 'refuted',
    reason: 'step 2 was answered by another system than was due',
  })
})

test('who stands in is shown the turns before it as text and calls, and its own whole', async () => {
  const thought = { kind: 'reasoning', text: 'hm' } as const
  const done = await run(LINKS['model request'] ?? { name: 'none' }, { parts: [thought, { kind: 'call' }] })
  const shown = done.asks.map(({ messages }) =>
    messages.flatMap((message) => (message.role === 'assistant' ? ['parts' in message] : [])),
  )
  expect(shown).toEqual([[], [false], [false, true], [false, true, true]])
})

test('an agent that goes on to tell its own history is answered from the conversation that was told anew', async () => {
  const link = LINKS.conversation ?? { name: 'none' }
  const { asks, journal, trial } = await run(link)
  const told = asks.map(({ messages }) => messages.map(({ role, text }) => (role === 'user' ? text : role)))
  expect(told.slice(1, 4)).toEqual([
    ['Look and put.', 'assistant', 'tool'],
    ['Look and put.', 'Go on.', 'assistant', 'tool'],
    ['Look and put.', 'Go on.', 'assistant', 'tool', 'assistant', 'tool'],
  ])
  const asked = journal.events(trial.id).flatMap(({ body }) => (body.kind === 'model-asked' ? [body] : []))
  expect(asked.slice(0, 4).map(({ after, rewritten }) => [after, rewritten?.by, rewritten?.kept])).toEqual([
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
    [-1, 'forgetful', 3],
    [undefined, undefined, undefined],
  ])
})

test.each(['kept', 'put', 'by', 'added'] as const)(
  'a conversation told anew with another %s is found',
  async (field) => {
    const link = LINKS.conversation ?? { name: 'none' }
    const done = await run(link)
    const events = done.journal.events(done.trial.id).map((event): JournalEvent => {
      const { body } = event
      if (body.kind !== 'model-asked' || body.rewritten === undefined) return event
      const { rewritten, added } = body
      const changed = { kept: 9, put: [], by: 'nobody', added: added.slice(1) }
      if (field === 'added') return { ...event, body: { ...body, added: changed.added } }
      return { ...event, body: { ...body, rewritten: { ...rewritten, [field]: changed[field] } } }
    })
    expect(verdict(done, link, { events }).kind).toBe('refuted')
  },
)

const responses = each.filter(([name]) => name.startsWith('model response'))

test.each(responses)('a %s, that the record does not bear out is found by the record alone', async (_, link) => {
  const done = await run(link)
  const { journal, trial } = done
  const events = journal.events(trial.id)
  const receipts = events.filter(({ body }) => body.kind === 'intervention-applied').length
  const read = (changed: readonly JournalEvent[]) => ({
    content: (hash: string) => journal.content(hash),
    trial: (id: string) => journal.trial(id),
    events: () => changed,
  })
  expect(verifyReceipts(read(events), trial.id)).toMatchObject({ refuted: [], undeclared: [] })
  const swallowed = events.map((event) => {
    const { instead, ...body } = { instead: undefined, ...event.body }
    return { ...event, body } as JournalEvent
  })
  expect(verdict(done, link, { events: swallowed }).kind).toBe('refuted')
  expect(verifyReceipts(read(swallowed), trial.id).refuted).toHaveLength(receipts)
  const silent = events.filter(({ body }) => body.kind !== 'intervention-applied')
  expect(verdict(done, { name: link.name }, { events: silent })).toMatchObject({
    reason: expect.stringContaining('without a receipt'),
  })
  expect(verifyReceipts(read(silent), trial.id).undeclared).toHaveLength(receipts)
})

test('a call of an answer that the agent cannot have got is found', async () => {
  const link = LINKS['model response, which is cut'] ?? { name: 'none' }
  const done = await run(link)
  const events = done.journal.events(done.trial.id)
  const place = events.findIndex(({ body }) => body.kind === 'model-answered')
  const called = { kind: 'tool-called', step: 0, call: { id: 'call-0', name: 'look', arguments: { at: 'x' } } } as const
  const made = events.toSpliced(place + 1, 0, { ...(events[place] as JournalEvent), body: called })
  expect(verdict(done, link, { events: made })).toMatchObject({ reason: expect.stringContaining('never got it') })
})
