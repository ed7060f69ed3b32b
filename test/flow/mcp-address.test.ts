import { afterEach, expect, test } from 'vitest'
import { type ServerFamily, serverFamily, systemClock, thisProcess } from '../../src/connect/index.js'
import type { Answer, Ask, Candidate, TaskFamily } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { aimingOf, checkTask, interventionNamed, observeStudy, planStudy, runStudy } from '../../src/probe/index.js'
import { type LedgerServer, serveLedger } from '../support/ledger-server.js'

const open: { close?(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close?.()
})

async function ledgerAt(
  version: 'current' | 'previous',
  changes: (ledger: LedgerServer) => Partial<ServerFamily> = () => ({}),
) {
  const ledger = await serveLedger(version)
  const node = (code: string) => [process.execPath, '-e', code]
  const wanted = JSON.stringify(JSON.stringify(['one', 'two', 'three', 'four']))
  const described: ServerFamily = {
    name: 'ledger',
    server: { url: ledger.url, headers: { authorization: 'Bearer ${LEDGER_KEY}' } },
    reset: node(`fetch('${ledger.ledgerUrl}', { method: 'POST' })`),
    tasks: [
      {
        name: 'four-lines',
        goal: 'Write the lines one, two, three and four.',
        calls: 5,
        score: {
          command: node(
            `fetch('${ledger.ledgerUrl}').then((r) => r.text()).then((t) => { console.log('ledger ' + t); process.exitCode = t === ${wanted} ? 0 : 1 })`,
          ),
        },
      },
    ],
    ...changes(ledger),
  }
  const family = await serverFamily(described, { folder: '.', env: { LEDGER_KEY: 'key-0123456789' } })
  open.push(ledger, family)
  return { ledger, family }
}

/** Writes the four lines, looks twice, and tries an error again. */
async function writer({ messages, tools }: Ask): Promise<Answer> {
  const results = messages.flatMap((message) => (message.role === 'tool' ? [message] : []))
  const done = results.filter(({ isError }) => !isError).length
  const names = { add: tools.find(({ description }) => description.startsWith('Adds'))?.name ?? 'add_line' }
  const plan = [
    { name: names.add, arguments: { line: 'one' } },
    { name: 'read_lines', arguments: {} },
    ...['two', 'three', 'four'].map((line) => ({ name: names.add, arguments: { line } })),
    { name: 'finish', arguments: { result: 'done' } },
  ]
  const next = plan[done] ?? { name: 'finish', arguments: { result: 'done' } }
  return { text: '', stop: 'calls', calls: [{ id: `call-${results.length}`, ...next }] }
}

/** A judge who asks only for what came last: earlier runs have left their lines. */
const lastFour = (ledgerUrl: string) => [
  process.execPath,
  '-e',
  `fetch('${ledgerUrl}').then((r) => r.json()).then((t) => { process.exitCode = t.slice(-4).join() === 'one,two,three,four' ? 0 : 1 })`,
]

const candidate: Candidate = { system: { model: 'writer' }, provenance: { kind: 'unknown' }, model: { ask: writer } }

async function studyOf(family: TaskFamily, probes = ['tool-renamed', 'error-first-n']) {
  const plan = planStudy({
    name: 'ledger',
    seed: 3,
    systems: [candidate],
    reference: 'writer',
    families: [family],
    forms: [],
    probes: probes.map((intervention) => {
      return { intervention, trigger: 0.4, dose: interventionNamed(intervention).dose }
    }),
    repeats: 2,
    forkRepeats: 1,
    gate: { solved: 1, of: 2 },
    limits: { stepsPerReferenceCall: 2.5, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  open.push(journal)
  const aiming = aimingOf(plan, journal, { families: [family] })
  const end = await runStudy({
    ...aiming,
    candidates: [candidate],
    owner: thisProcess(),
    clock: systemClock,
    concurrency: 1,
  })
  expect(end).toEqual({ kind: 'complete' })
  return observeStudy(aiming)
}

test.each(['current', 'previous'] as const)(
  'a server of the %s version at an address is reset for every state and forked',
  async (version) => {
    const { ledger, family } = await ledgerAt(version)
    const { pairs, trajectories } = await studyOf(family)
    expect(trajectories.map(({ outcome }) => outcome.kind)).toEqual(Array.from({ length: 6 }, () => 'solved'))
    expect(pairs.map(({ probe, delivery, sham, varied }) => `${probe} ${delivery} ${sham} ${varied}`)).toEqual([
      'tool-renamed delivered 1 1',
      'error-first-n delivered 1 1',
    ])
    expect(new Set(ledger.headers.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer key-0123456789']),
    )
  },
)

test('what a server says of its tools decides what reads, and the user may say more', async () => {
  const { family } = await ledgerAt('current', () => ({ reads: ['count_lines'] }))
  const [form] = family.forms ?? []
  const sample = family.makeSample({ stratum: 'narrow', size: form?.size ?? 0, seed: 1 })
  expect(family.open(sample, 'x').tools.map(({ name, effect, isIdempotent }) => [name, effect, isIdempotent])).toEqual([
    ['add_line', 'writes', undefined],
    ['read_lines', 'reads', true],
    ['count_lines', 'reads', true],
  ])
})

test.each<['current' | 'previous', string[], string[]]>([
  [
    'current',
    ['tool-renamed', 'error-first-n', 'goal-reworded', 'false-success'],
    ['tool-renamed 1 1', 'error-first-n 1 1', 'goal-reworded 1 1'],
  ],
  ['previous', ['tool-renamed', 'false-success'], ['tool-renamed 1 1']],
])(
  'on a server of the %s version that nobody can bring back both arms are whole runs that meet what others left',
  async (version, probes, expected) => {
    const { ledger, family } = await ledgerAt(version, ({ ledgerUrl }) => ({
      reset: undefined,
      tasks: [{ name: 'four-lines', goal: 'Write four lines.', calls: 5, score: { command: lastFour(ledgerUrl) } }],
    }))
    const { pairs, trajectories, notApplicable } = await studyOf(family, probes)
    expect(pairs.map(({ probe, sham, varied }) => `${probe} ${sham} ${varied}`)).toEqual(expected)
    expect(pairs.every(({ delivery, isWholeRun }) => delivery === 'delivered' && isWholeRun)).toBe(true)
    expect(notApplicable.map(({ probe, missing }) => `${probe}: ${missing}`)).toEqual([
      'false-success: a world that can be brought back to a state',
    ])
    expect(trajectories.every(({ prefixSteps, trial }) => prefixSteps === 0 && trial.parent === undefined)).toBe(true)
    // Every run wrote its four lines after those of the runs before.
    expect(ledger.lines.join()).toBe(trajectories.map(() => 'one,two,three,four').join())
  },
)

test('a server that nobody can bring back is looked at by one task after another, and kept from all but one that works', async () => {
  const { ledger, family } = await ledgerAt('current', ({ ledgerUrl }) => ({
    reset: undefined,
    tasks: ['one', 'other'].map((name) => {
      return { name, goal: 'Write four lines.', calls: 5, score: { command: lastFour(ledgerUrl) } }
    }),
  }))
  const { checks } = await checkTask(family, { interventions: [] })
  expect(checks.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'missing'])
  const [one, other] = [0, 1].map((index) => {
    const sample = family.makeSample({ stratum: 'narrow', size: 5, seed: 1, index })
    return family.open(sample, 'x')
  })
  await one?.call({ name: 'add_line', arguments: { line: 'first' } })
  const waiting = other?.call({ name: 'add_line', arguments: { line: 'second' } })
  await one?.call({ name: 'add_line', arguments: { line: 'third' } })
  await one?.close?.()
  await waiting
  await other?.close?.()
  expect(ledger.lines).toEqual(['first', 'third', 'second'])
})
