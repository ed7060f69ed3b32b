import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../../../test/support/command.js'
import { inspectHeader, inspectStory } from '../../../test/support/traces/inspect.js'
import { otelStory } from '../../../test/support/traces/otel.js'
import { allSessions, aTraceFile } from '../../../test/support/traces/read.js'
import { aLoopingStory, aStory } from '../../../test/support/traces/story.js'
import { readSessionFile, writeSessions } from '../index.js'

const END = {
  sessions: 2,
  redacted: { key: 3 },
  files: [{ name: 'a', format: 'otel', sessions: 2, leftOut: 1 }],
} as const
const CREATED = { createdAt: '2026-01-05T09:00:00.000Z', isForced: false }

async function someSessions() {
  const log = { ...inspectHeader(), samples: [inspectStory(aStory(), { limit: { type: 'token' }, scores: {} })] }
  return allSessions([
    aTraceFile('spans.json', JSON.stringify(otelStory(aLoopingStory('looping')))),
    aTraceFile('log.json', JSON.stringify(log)),
  ])
}

async function aRecord(): Promise<string> {
  const path = join(emptyFolder(), 'sessions.jsonl')
  const writer = await writeSessions(path, CREATED)
  for (const session of await someSessions()) await writer.add(session)
  await writer.finish(END)
  return path
}

test('a record gives back what was written, to the last field', async () => {
  const { sessions, end, createdAt } = await readSessionFile(await aRecord())
  expect(sessions).toEqual(await someSessions())
  expect([end, createdAt]).toEqual([END, CREATED.createdAt])
})

test('a record that breaks off is refused', async () => {
  const path = await aRecord()
  writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(0, -2).join('\n'))
  await expect(readSessionFile(path)).rejects.toThrow('is a record that breaks off')
})

test.each([
  ['"formatVersion":1', '"formatVersion":9', 'line 1 is format 9; expected format 1'],
  ['"format":"inspect"', '"format":"pigeon"', 'line 2, format is "pigeon"; expected otel, langfuse'],
  ['"kind":"censored"', '"kind":"tired"', 'line 2, outcome is {"kind":"tired"'],
  ['"name":"search"', '"name":""', 'line 2, steps[0].calls[0] is'],
])('a record in which %s became %s is refused with its line', async (before, after, says) => {
  const path = await aRecord()
  writeFileSync(path, readFileSync(path, 'utf8').replace(before, after))
  await expect(readSessionFile(path)).rejects.toThrow(says)
})

test('a record that is there is not written over, and one that is given up leaves nothing', async () => {
  const path = await aRecord()
  await expect(writeSessions(path, CREATED)).rejects.toThrow('--out is')
  const other = join(emptyFolder(), 'sessions.jsonl')
  const writer = await writeSessions(other, CREATED)
  writer.close()
  await expect(readSessionFile(other)).rejects.toThrow('is missing')
})
