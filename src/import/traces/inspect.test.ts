import { expect, test } from 'vitest'
import { inspectHeader, inspectStory } from '../../../test/support/traces/inspect.js'
import { allSessions, aTraceFile, wholeReading } from '../../../test/support/traces/read.js'
import { aStory } from '../../../test/support/traces/story.js'
import { type Packing, zipOf } from '../../../test/support/traces/zip.js'

const HEADER = JSON.stringify(inspectHeader())
const SAMPLE = JSON.stringify(inspectStory(aStory()))
const whole = { 'header.json': HEADER, 'samples/story-1_epoch_1.json': SAMPLE }
const anArchive = (members: Readonly<Record<string, string>>, packing?: Packing) =>
  aTraceFile('run.eval', zipOf(members, packing))
const sampleWith = (more: object) =>
  anArchive({ ...whole, 'samples/story-1_epoch_1.json': JSON.stringify(inspectStory(aStory(), more)) })

test.each(['stored', 'deflate', 'zstd', 'zstd in two frames'] satisfies Packing[])(
  'an archive packed with %s is read sample by sample',
  async (packing) => {
    const sessions = await allSessions([anArchive(whole, packing)])
    expect(sessions.map(({ id, task, family, steps }) => [id, task, family, steps.length])).toEqual([
      ['eval-1/story-1/1', 'desk/story-1', 'desk', 3],
    ])
  },
)

test('where a crash left no header, the start of the journal stands in', async () => {
  const members = {
    '_journal/start.json': JSON.stringify({ version: 2, eval: JSON.parse(HEADER).eval, plan: {} }),
    '_journal/summaries/1.json': '[]',
    'samples/story-1_epoch_1.json': SAMPLE,
  }
  const [session] = await allSessions([anArchive(members)])
  expect(session?.system.model).toBe('m-large')
})

test('NaN in a log reads as nothing, and what stands in a text stays', async () => {
  const text = JSON.stringify(
    inspectStory(aStory(), { scores: { match: { value: 'VALUE', explanation: 'a NaN here' } } }),
  )
  const members = { ...whole, 'samples/story-1_epoch_1.json': text.replace('"VALUE"', 'NaN') }
  const [session] = await allSessions([anArchive(members)])
  expect([session?.outcome.kind, session?.scores]).toEqual(['unknown', {}])
})

test('a sample in chunks is put together in the order of its indexes, and long texts come from the attachments', async () => {
  const { events, attachments: _, ...sample } = inspectStory(aStory())
  const list = (Array.isArray(events) ? events : []).map((event: object) => ({ ...event }))
  const text = JSON.stringify(list.slice(2)).replace('"at the dock"', '"attachment://abc"')
  const folder = 'samples/story-1_epoch_1'
  const [session] = await allSessions([
    anArchive({
      'header.json': HEADER,
      [`${folder}/sample.json`]: JSON.stringify({ ...sample, events: undefined }),
      [`${folder}/events/2.json`]: text,
      [`${folder}/events/0.json`]: JSON.stringify(list.slice(0, 2)),
      [`${folder}/attachments/0.json`]: JSON.stringify({ abc: 'at the dock' }),
    }),
  ])
  expect(session?.steps.map((step) => step.calls.map(({ result }) => result))).toEqual([
    ['no such table'],
    ['16, 17', 'at the dock'],
    [],
  ])
})

test('the conversation of an ask may stand in a pool, by a half-open range', async () => {
  const { events } = inspectStory(aStory())
  const list = (Array.isArray(events) ? events : []).map((event: object, index) =>
    index === 0 ? { ...event, input: undefined, input_refs: [[1, 2]] } : event,
  )
  const messages = [
    { role: 'user', content: 'not this one' },
    { role: 'user', content: 'this one' },
  ]
  const [session] = await allSessions([sampleWith({ events: list, events_data: { messages } })])
  expect(session?.steps[0]?.operator).toEqual(['this one'])
})

test('without events the conversation tells the steps', async () => {
  const messages = [
    { role: 'user', content: 'Where?' },
    { role: 'assistant', content: 'I look.', tool_calls: [{ id: 'c1', function: 'search', arguments: { order: 17 } }] },
    { role: 'tool', tool_call_id: 'c1', content: 'at the dock' },
  ]
  const [session] = await allSessions([sampleWith({ events: [], messages })])
  expect(session?.steps).toMatchObject([
    {
      operator: ['Where?'],
      text: 'I look.',
      calls: [{ name: 'search', arguments: { order: 17 }, result: 'at the dock' }],
    },
  ])
})

test('a limit is a limit, unless the work was found solved all the same', async () => {
  const limit = { type: 'message', limit: 30 }
  const [cut] = await allSessions([sampleWith({ limit, scores: { match: { value: 'I' } } })])
  expect(cut?.outcome).toEqual({ kind: 'censored', steps: 3, limit: 'steps' })
  const [solved] = await allSessions([sampleWith({ limit })])
  expect(solved?.outcome.kind).toBe('solved')
})

test('a sample that ended with an error is void, and no failure', async () => {
  const [session] = await allSessions([sampleWith({ error: { message: 'sandbox lost' }, scores: {} })])
  expect(session?.outcome).toEqual({ kind: 'void', cause: 'environment' })
})

test('what a sub-agent does within a tool makes no step', async () => {
  const inner = {
    event: 'model',
    span_id: 'inner',
    output: { choices: [{ message: { role: 'assistant', content: 'hidden' } }] },
  }
  const { events } = inspectStory(aStory())
  const spans = [
    { event: 'span_begin', id: 'outer', type: 'tool' },
    { event: 'span_begin', id: 'inner', parent_id: 'outer', type: 'agent' },
  ]
  const list = [...(Array.isArray(events) ? events : []), ...spans, inner]
  const [session] = await allSessions([sampleWith({ events: list })])
  expect(session?.steps.map(({ text }) => text)).not.toContain('hidden')
})

test('samples of one task are told apart by their epoch, and are one task', async () => {
  const second = JSON.stringify(inspectStory(aStory(), { epoch: 2 }))
  const sessions = await allSessions([anArchive({ ...whole, 'samples/story-1_epoch_2.json': second })])
  expect(sessions.map(({ id, task }) => [id, task])).toEqual([
    ['eval-1/story-1/1', 'desk/story-1'],
    ['eval-1/story-1/2', 'desk/story-1'],
  ])
})

test('an archive that breaks off is refused, and read as far as it goes where the user says so', async () => {
  const bytes = zipOf({ ...whole, 'samples/story-2_epoch_1.json': SAMPLE.replace('story-1', 'story-2') })
  const path = aTraceFile('cut.eval', bytes.subarray(0, bytes.length - 300))
  await expect(allSessions([path])).rejects.toThrow(
    'cut.eval is an archive that breaks off: its directory is missing; expected a complete archive, or --partial to read the members before the break',
  )
  const { sessions } = await wholeReading([path], { isPartial: true })
  expect(sessions.map(({ id }) => id)).toEqual(['eval-1/story-1/1'])
})

test('a damaged member is refused by name, or left out and counted', async () => {
  const bytes = zipOf({ ...whole, 'samples/story-2_epoch_1.json': SAMPLE.replace('story-1', 'story-2') }, 'stored')
  bytes[bytes.indexOf('Another way')] = 0x42
  const path = aTraceFile('damaged.eval', bytes)
  await expect(allSessions([path])).rejects.toThrow('samples/story-1_epoch_1.json is damaged: its sum differs')
  const { sessions, files } = await wholeReading([path], { isPartial: true })
  expect([sessions.length, files[0]?.leftOut]).toEqual([1, 1])
})

test('a log in JSON of a newer version is refused, and an archive is not', async () => {
  const newer = inspectHeader({ version: 3 })
  const path = aTraceFile('log.json', JSON.stringify({ ...newer, samples: [inspectStory(aStory())] }))
  await expect(allSessions([path])).rejects.toThrow('log.json version is 3; expected a version up to 2')
  expect(await allSessions([anArchive({ ...whole, 'header.json': JSON.stringify(newer) })])).toHaveLength(1)
})

test('an archive of something else is refused', async () => {
  await expect(allSessions([anArchive({ 'word/document.xml': '<x/>' })])).rejects.toThrow(
    'run.eval is an archive without header.json and _journal/start.json; expected an Inspect log (.eval)',
  )
})
