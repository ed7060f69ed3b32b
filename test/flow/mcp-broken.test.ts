import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type ServerFamily, serverFamily, thisProcess } from '../../src/connect/index.js'
import type { Answer, Ask, Candidate } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { aimingOf, observeStudy, planStudy, runStudy } from '../../src/probe/index.js'
import { emptyFolder } from '../support/command.js'
import { stillClock } from '../support/depot-study.js'

const PROGRAM = fileURLToPath(new URL('../support/note-server.ts', import.meta.url))
const env = { KEY: 'sk-very-secret-0123456789' }

function notes(...words: string[]): ServerFamily {
  return {
    name: 'notes',
    server: { command: process.execPath, args: [PROGRAM, ...words], env: { NOTE_KEY: '${KEY}' } },
    folder: '.',
    tasks: [{ name: 'one', goal: 'Write a note.', calls: 1, score: { files: [{ path: 'note.txt', equals: 'fine' }] } }],
  }
}

function candidate(model: string, text: string): Candidate {
  const ask = async ({ messages }: Ask): Promise<Answer> => {
    const isDone = messages.some(({ role }) => role === 'tool')
    const call = isDone
      ? { name: 'finish', arguments: { result: 'done' } }
      : { name: 'write_note', arguments: { text } }
    return { text: '', stop: 'calls', calls: [{ id: `call-${messages.length}`, ...call }] }
  }
  return { system: { model }, provenance: { kind: 'unknown' }, model: { ask } }
}

test('a server that dies at a call makes that trial void, and the study goes on', async () => {
  const family = await serverFamily(notes(), { folder: emptyFolder(), env })
  onTestFinished(() => family.close?.())
  const candidates = [candidate('calm', 'fine'), candidate('breaker', 'break')]
  const plan = planStudy({
    name: 'notes',
    seed: 1,
    systems: candidates,
    reference: 'calm',
    families: [family],
    forms: [],
    probes: [],
    repeats: 1,
    forkRepeats: 0,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2, extraSteps: 5 },
    level: 0.95,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  const aiming = aimingOf(plan, journal, { families: [family] })
  const end = await runStudy({ ...aiming, candidates, owner: thisProcess(), clock: stillClock() })
  expect(end).toEqual({ kind: 'complete' })
  const { trajectories } = await observeStudy(aiming)
  expect(trajectories.map(({ outcome }) => outcome)).toEqual([
    { kind: 'solved', steps: 2 },
    { kind: 'void', cause: 'environment' },
  ])
  const said = journal.trials().flatMap(({ trial }) => [...journal.eachEvent(trial.id)].map(({ event }) => event.body))
  const failures = said.flatMap((body) => (body.kind === 'tool-failed' ? [body.message] : []))
  expect(failures).toHaveLength(3)
  for (const message of failures) {
    expect(message).toMatch(
      /^the tool server broke at a call of write_note: Connection closed \(the key is \[hidden\]\)$/,
    )
  }
})

test('a server that does not start is told in one line, with its last words and without its key', async () => {
  const made = serverFamily(notes('refuse'), { folder: emptyFolder(), env })
  await expect(made).rejects.toThrow(
    /^server of notes is "[^;]+; expected a tool server that starts and answers \(.*the key is \[hidden\] note server: no store to open\)\)$/,
  )
})

test('a program that is not there, a tool that is not offered and a key that is not set are each one line', async () => {
  const at = { folder: emptyFolder(), env }
  const family = notes()
  await expect(serverFamily({ ...family, server: { command: 'no-such-program' } }, at)).rejects.toThrow(
    /^server of notes is "no-such-program"; expected a tool server that starts and answers \(.*ENOENT\)$/,
  )
  await expect(serverFamily({ ...family, tools: ['read_note'] }, at)).rejects.toThrow(
    'tools of notes is "read_note"; expected one of write_note',
  )
  await expect(serverFamily(family, { ...at, env: {} })).rejects.toThrow(
    'server.env of notes.NOTE_KEY is "${KEY}"; expected KEY to be set in the environment',
  )
  await expect(serverFamily({ ...family, folder: 'nowhere' }, at)).rejects.toThrow(
    /^folder of notes is "nowhere"; expected a folder/,
  )
})
