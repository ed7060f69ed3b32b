import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { emptyFolder } from '../../../test/support/command.js'
import { atifStory } from '../../../test/support/traces/atif.js'
import { inspectHeader, inspectStory } from '../../../test/support/traces/inspect.js'
import { langfuseStory } from '../../../test/support/traces/langfuse.js'
import { langsmithStory } from '../../../test/support/traces/langsmith.js'
import { otelStory } from '../../../test/support/traces/otel.js'
import { allSessions } from '../../../test/support/traces/read.js'
import { aLoopingStory, aStory, type Story, unjudgedStory } from '../../../test/support/traces/story.js'
import type { Session } from '../../domain/index.js'
import { factsOf, sessionLoop } from '../../sessions/index.js'

/** The same story as every format records it. */
const RECORDERS: Readonly<Record<string, (story: Story) => string>> = {
  'otel, new names': (story) => JSON.stringify(otelStory(story)),
  'otel, old names': (story) => JSON.stringify(otelStory(story, 'old')),
  'langfuse, interface': (story) => lines(langfuseStory(story)),
  'langfuse, files': (story) => lines(langfuseStory(story, 'snake')),
  langsmith: (story) => lines(langsmithStory(story)),
  inspect: (story) => JSON.stringify({ ...inspectHeader(), samples: [inspectStory(story)] }),
  atif: (story) => JSON.stringify(atifStory(story), undefined, 2),
}
const NAMES = Object.keys(RECORDERS)

function lines(rows: readonly object[]): string {
  return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`
}

async function recorded(name: string, story: Story): Promise<Session> {
  const path = join(emptyFolder(), 'recorded.json')
  writeFileSync(path, RECORDERS[name]?.(story) ?? '')
  const [session] = await allSessions([path])
  if (session === undefined) throw new Error(`${name} gave no session`)
  return session
}

const COMMON = aStory().steps.map(({ says, calls }, index) => ({
  index,
  text: says,
  calls: calls.map(({ name, arguments: given, result }) => ({ name, arguments: given, result })),
}))

test.each(NAMES)('%s gives the steps of the story with their calls and results', async (name) => {
  const { steps } = await recorded(name, aStory())
  const found = steps.map(({ index, text, calls }) => ({
    index,
    text,
    calls: calls.map(({ name: tool, arguments: given, result }) => ({ name: tool, arguments: given, result })),
  }))
  expect(found).toEqual(COMMON)
})

test.each(NAMES)('%s gives what the operator said, once and before the first step', async (name) => {
  const { steps } = await recorded(name, aStory())
  expect(steps.map(({ operator }) => operator)).toEqual([['Where is order 17?'], [], []])
})

test.each(NAMES)('%s counts what came from a cache within what was read, whatever its own convention', async (name) => {
  const { steps, tokens } = await recorded(name, aStory())
  expect(tokens).toMatchObject({ inputTokens: 540, cacheReadTokens: 320, outputTokens: 60 })
  expect(steps.map((step) => step.tokens?.inputTokens)).toEqual([100, 180, 260])
})

test.each(NAMES)('%s gives the cost of the story', async (name) => {
  expect((await recorded(name, aStory())).costUsd).toBeCloseTo(0.035, 12)
})

test.each(NAMES)('%s tells which calls failed, where the format can', async (name) => {
  const { steps } = await recorded(name, aStory())
  const marks = steps.flatMap(({ calls }) => calls.map(({ isError }) => isError))
  expect(marks).toEqual(name === 'atif' ? [undefined, undefined, undefined] : [true, false, false])
})

test.each(NAMES)('%s tells a solved session, a failed one, and one that nobody judged', async (name) => {
  const kinds = []
  for (const story of [aStory(), aStory({ isSolved: false }), unjudgedStory()])
    kinds.push((await recorded(name, story)).outcome.kind)
  expect(kinds).toEqual(['solved', 'failed', 'unknown'])
})

test.each(NAMES)('%s shows a loop at the step at which it began', async (name) => {
  expect(sessionLoop(await recorded(name, aLoopingStory('looping')))).toMatchObject({ kind: 'looped', atStep: 0 })
  expect(sessionLoop(await recorded(name, aStory()))).toEqual({ kind: 'none' })
})

test.each(NAMES)('%s tells how much trouble a session was in after each step', async (name) => {
  const { distress } = factsOf(await recorded(name, aLoopingStory('looping')))
  expect(distress).toEqual([0, 1, 2, 3, 4])
  // A format without a mark for failed calls counts none.
  expect(factsOf(await recorded(name, aStory())).distress).toEqual(name === 'atif' ? [0, 0, 0] : [1, 0, 0])
  expect(factsOf(await recorded(name, unjudgedStory())).distress).toBeUndefined()
})

test.each(NAMES)('%s names the model', async (name) => {
  expect((await recorded(name, aStory())).system.model).toBe('m-large')
})

test('a packed file is read like a plain one', async () => {
  const path = join(emptyFolder(), 'spans.json.gz')
  writeFileSync(path, gzipSync(JSON.stringify(otelStory(aStory()))))
  expect(await allSessions([path])).toHaveLength(1)
})

test('rows of one trace may lie in several files', async () => {
  const folder = emptyFolder()
  const rows = langfuseStory(aStory())
  const paths = [rows.slice(0, 1), rows.slice(1, -1), rows.slice(-1)].map((part, index) => {
    const path = join(folder, `part-${index}.jsonl`)
    writeFileSync(path, lines(part))
    return path
  })
  const sessions = await allSessions(paths)
  expect(sessions.map(({ outcome, steps }) => [outcome.kind, steps.length])).toEqual([['solved', 3]])
})
