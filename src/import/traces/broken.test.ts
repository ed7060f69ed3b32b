import { expect, test } from 'vitest'
import { atifStory } from '../../../test/support/traces/atif.js'
import { langfuseStory } from '../../../test/support/traces/langfuse.js'
import { otelStory } from '../../../test/support/traces/otel.js'
import { allSessions, aTraceFile, wholeReading } from '../../../test/support/traces/read.js'
import { aStory } from '../../../test/support/traces/story.js'

const atif = (id: string, version?: string) => JSON.stringify(atifStory(aStory({ id }), version))
const SECRET = 'sk-abcdefghijklmnopqrstuvwx'

test('a broken line is named by its number, without its text', async () => {
  const path = aTraceFile('many.jsonl', `${atif('a')}\n{"session_id": "${SECRET}", \n${atif('b')}\n`)
  const failed = allSessions([path])
  await expect(failed).rejects.toThrow(/many\.jsonl line 2 is not JSON \(/)
  await expect(failed).rejects.not.toThrow(SECRET)
})

test('a broken line is left out and counted where the user says so', async () => {
  const path = aTraceFile('many.jsonl', `${atif('a')}\n{"sess\n${atif('b')}\n`)
  const heard: string[] = []
  const { sessions, files } = await wholeReading([path], {
    isPartial: true,
    onLeftOut: ({ message }) => heard.push(message),
  })
  expect(sessions.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(files).toEqual([{ name: 'many.jsonl', format: 'atif', sessions: 2, leftOut: 1 }])
  expect(heard).toEqual([expect.stringContaining('line 2 is not JSON')])
})

test.each(['ATIF-v1.0', 'ATIF-v1.4', 'ATIF-v1.8'])('version %s is known', async (version) => {
  expect(await allSessions([aTraceFile('t.json', atif('a', version))])).toHaveLength(1)
})

test.each(['ATIF-v1.9', 'ATIF-v2.0'])('version %s is refused with its place', async (version) => {
  const path = aTraceFile('t.json', atif('a', version))
  await expect(allSessions([path])).rejects.toThrow(
    `t.json line 1 schema_version is "${version}"; expected ATIF-v1.0 to ATIF-v1.8`,
  )
})

test('the same session in two files is refused', async () => {
  const [one, two] = [aTraceFile('one.json', atif('a')), aTraceFile('two.json', atif('a'))]
  await expect(allSessions([one, two])).rejects.toThrow('two.json is session "a" again, first in one.json')
})

test.each([
  ['empty.json', '', 'empty.json is empty; expected JSON'],
  ['other.json', '{"a": 1}', 'other.json line 1 is JSON of no known format of traces'],
  ['text.txt', 'hello', 'text.txt is not JSON'],
  ['cut.json', '{\n "schema_version": "ATIF-v1.4",\n', 'cut.json is not JSON (it breaks off)'],
  [
    'cut.json.gz',
    Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]),
    'cut.json.gz is a gzip file that breaks off',
  ],
])('%s is refused in one line', async (name, content, says) => {
  await expect(allSessions([aTraceFile(name, content)])).rejects.toThrow(says)
})

test('a file that is not there, and a folder, are refused', async () => {
  await expect(allSessions(['/nowhere/spans.json'])).rejects.toThrow('/nowhere/spans.json is missing')
  await expect(allSessions(['/tmp'])).rejects.toThrow('/tmp is a folder')
})

test('a span without a time is named by its path', async () => {
  const text = JSON.stringify(otelStory(aStory())).replace(/"startTimeUnixNano":"\d+"/, '"startTimeUnixNano":"soon"')
  await expect(allSessions([aTraceFile('spans.json', text)])).rejects.toThrow(
    'spans.json line 1 resourceSpans[0].scopeSpans[0].spans[0].startTimeUnixNano is "soon"; expected a time in nanoseconds',
  )
})

test('an observation without a beginning is named by its line', async () => {
  const rows = langfuseStory(aStory()).map((row) => ({ ...row, startTime: undefined }))
  const path = aTraceFile('rows.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'))
  await expect(allSessions([path])).rejects.toThrow('rows.jsonl line 2 is')
})
