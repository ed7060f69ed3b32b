import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import invoices from '../../examples/invoices.js'
import {
  type Answer,
  aimingOf,
  defineTask,
  type OwnTask,
  observeStudy,
  openMemoryJournal,
  planStudy,
  type ReportDocument,
  renderTerminal,
  runStudy,
  type StudyObservation,
  studyReport,
  systemClock,
  type TaskFamily,
  type ToolOffer,
  thisProcess,
} from '../../src/index.js'
import { emptyFolder, leadline } from '../support/command.js'

/** Reads every invoice, pays those that are due, and says so; finds its tools by what is told of them. */
function answerOf(
  messages: readonly { readonly role: string; readonly text: string }[],
  tools: readonly ToolOffer[],
): Answer {
  const said = messages.filter(({ role }) => role === 'tool').map(({ text }) => text)
  const called = (start: string) => tools.find(({ description }) => description.startsWith(start))
  const call = (start: string, value?: string) => {
    const tool = called(start)
    const [field = 'id'] = Object.keys(Object(tool?.parameters.properties))
    const given = value === undefined ? {} : { [field]: value }
    return {
      text: '',
      stop: 'calls' as const,
      calls: [{ id: `c${said.length}`, name: tool?.name ?? 'none', arguments: given }],
    }
  }
  const end = (result: string): Answer => ({
    text: '',
    stop: 'calls',
    calls: [{ id: 'end', name: 'finish', arguments: { result } }],
  })
  if (called('Pays') === undefined) return end('impossible')
  const [list] = said.filter((text) => /^INV-\d+(\n|$)/.test(text))
  if (list === undefined) return said.length > 9 ? end('gave-up') : call('Lists')
  const due = said.flatMap((text) => /^(INV-\d+) is due/.exec(text)?.[1] ?? [])
  const seen = new Set(said.flatMap((text) => /^(INV-\d+) is (due|disputed)/.exec(text)?.[1] ?? []))
  const unread = list.split('\n').find((id) => !seen.has(id))
  if (unread !== undefined) return call('Says', unread)
  const open = due.find((id) => !said.some((text) => text === `${id} is paid` || text === `${id} cannot be paid`))
  return open === undefined ? end('done') : call('Pays', open)
}

/** Calls the first tool twice and says that it is done. */
function simpleAnswer(messages: readonly { readonly role: string }[], [tool]: readonly ToolOffer[]): Answer {
  const turns = messages.filter(({ role }) => role === 'tool').length
  const call =
    turns < 2 ? { name: tool?.name ?? 'none', arguments: {} } : { name: 'finish', arguments: { result: 'done' } }
  return { text: '', stop: 'calls', calls: [{ id: `c${turns}`, ...call }] }
}

const clerk = {
  system: { model: 'clerk' },
  provenance: { kind: 'unknown' as const },
  model: {
    ask: async ({
      messages,
      tools,
    }: {
      messages: readonly { role: string; text: string }[]
      tools: readonly ToolOffer[]
    }) => (tools.some(({ name }) => name === 'pay') ? simpleAnswer : answerOf)(messages, tools),
  },
}

async function study(
  family: TaskFamily,
  probes: readonly string[] = [],
): Promise<{ readonly observation: StudyObservation; readonly report: ReportDocument }> {
  const plan = planStudy({
    name: family.name,
    seed: 3,
    systems: [clerk],
    reference: 'clerk',
    families: [family],
    forms: [
      { stratum: 'narrow', size: 6, samples: 2 },
      { stratum: 'long', size: 12, samples: 2 },
    ],
    probes: probes.map((intervention) => ({ intervention, dose: {}, trigger: 0.2 })),
    repeats: 1,
    forkRepeats: probes.length === 0 ? 0 : 1,
    gate: { solved: 0, of: 1 },
    limits: { stepsPerReferenceCall: 3, extraSteps: 20 },
    level: 0.95,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  const aiming = aimingOf(plan, journal, { families: [family] })
  const retry = { times: 1, firstWaitMs: 1, longestWaitMs: 1 }
  await runStudy({ ...aiming, candidates: [clerk], owner: thisProcess(), clock: systemClock, retry })
  const observation = await observeStudy(aiming)
  const made = {
    title: 'Own',
    requiredSuccess: 0.8,
    isInstrumentCheck: false,
    isPlanFinished: true,
    createdAt: '2026-01-01T00:00:00Z',
  }
  const report = studyReport(plan, observation, made)
  await journal.close()
  return { observation, report }
}

const PROBES = [
  'tool-renamed',
  'parameter-renamed',
  'tool-removed-infeasible',
  'error-first-n',
  'false-success',
  'rate-limit',
  'empty-success',
]

test('every kind of change and fork works on the example, and the right answer to a task out of reach is to say so', async () => {
  const { observation } = await study(invoices, PROBES)
  const baselines = observation.trajectories.filter(({ trial }) => trial.arm === 'baseline')
  expect(baselines.map(({ outcome }) => outcome.kind)).toEqual(Array(4).fill('solved'))
  const byProbe = Map.groupBy(observation.pairs, ({ intervention }) => intervention)
  const solvedUnder = (name: string) => byProbe.get(name)?.map(({ varied, delivery }) => `${delivery} ${varied}`)
  const each = (words: string) => Array.from({ length: 4 }, () => words)
  for (const name of ['tool-renamed', 'parameter-renamed', 'tool-removed-infeasible']) {
    expect([name, solvedUnder(name)]).toEqual([name, each('delivered 1')])
  }
  expect(solvedUnder('false-success')).toEqual(each('delivered 0'))
  expect([...byProbe.keys()].sort()).toEqual(PROBES.toSorted())
  expect(observation.pairs.map(({ sham }) => sham)).toEqual(observation.pairs.map(() => 1))
})

/** One tool and one score, either of which may be broken. */
function small(changes: Partial<OwnTask<{ paid: string[] }, { pay: unknown }>>): TaskFamily {
  return defineTask<{ paid: string[] }, { pay: unknown }>({
    name: 'small',
    make: () => ({ goal: 'Pay INV-1.', state: { paid: [] } }),
    tools: {
      pay: {
        description: 'Pays.',
        run: (state) => `INV-1 is paid${state.paid.push('INV-1') > 9 ? '!' : ''}`,
      },
    },
    score: ({ paid }) => paid.length > 0,
    ...changes,
  })
}

test('a tool that throws makes the trial void, with the tool and its reason on record', async () => {
  const tools = {
    pay: {
      description: 'Pays.',
      run: () => {
        throw new Error('the bank is shut')
      },
    },
  }
  const { observation, report } = await study(small({ tools }))
  expect(observation.trajectories.map(({ outcome }) => outcome)).toEqual(
    Array(4).fill({ kind: 'void', cause: 'environment' }),
  )
  expect(report.exclusions).toMatchObject([{ reason: 'environment', trials: 4 }])
})

test('a scorer that throws makes the trial void, and it is not counted against the model', async () => {
  const score = () => {
    throw new Error('no books')
  }
  const { observation } = await study(small({ score, checkpoints: () => ({ paid: false }) }))
  expect(observation.trajectories.map(({ outcome }) => outcome)).toEqual(
    Array(4).fill({ kind: 'void', cause: 'scorer' }),
  )
})

test('that a task has no witness is said among the findings', async () => {
  const { report } = await study(small({}), ['tool-renamed'])
  expect(report.analysis?.cannotSay.at(-1)).toMatch(
    /^Whether every task of small can be solved: there is no reference solution/,
  )
  const text = renderTerminal(report, { columns: 2000, isColour: false })
  expect(text).toContain('A witness, which a task of your own can have, would show it')
})

test('without a witness, what only one can show is left out, and says so', async () => {
  const { report } = await study(small({}), ['tool-removed-infeasible'])
  expect(report.notApplicable).toMatchObject([
    { intervention: 'tool-removed-infeasible', missing: 'solve', forkPoints: 4 },
  ])
  const text = renderTerminal(report, { columns: 2000, isColour: false })
  expect(text).toContain('tool-removed-infeasible, a witness: the task gives no reference solution')
})

test('init writes a task that passes its check in an empty folder, and a configuration that uses it', async () => {
  const cwd = emptyFolder()
  // As `npm install leadline` leaves it: without a `type`.
  writeFileSync(join(cwd, 'package.json'), '{ "dependencies": {} }')
  expect((await leadline(['init', '--task'], { cwd })).code).toBe(0)
  const example = readFileSync(new URL('../../examples/invoices.ts', import.meta.url), 'utf8')
  expect(readFileSync(join(cwd, 'task.ts'), 'utf8')).toBe(example)
  expect(example.trimEnd().split('\n').length).toBeLessThan(40)
  const checked = await leadline(['check', 'task', 'task.ts'], { cwd })
  expect({ code: checked.code, stderr: checked.stderr }).toEqual({ code: 0, stderr: '' })
  expect(checked.stdout).toMatch(/^invoices\n {2}ok {7}instances: 12 instances/)
  expect(checked.stdout).toContain('    route-blocked, work-undone, item-moved, item-renamed: nowhere, for want of')
  const plan = await leadline(['plan', '--json'], { cwd })
  expect({ code: plan.code, stderr: plan.stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(plan.stdout)).toMatchObject({ kind: 'plan', samples: { length: 12 } })
  expect((await leadline(['init', '--task'], { cwd })).stderr).toContain('task.ts is "there already"')
})

test.each([
  [
    'a defect',
    "export default defineTask({ name: 't', make: () => ({ goal: 'g', state: { n: 0 } }), tools: { go: { description: 'Goes.', run: () => '' } }, score: () => true })",
    1,
    'gate not met: beginning of t fails',
  ],
  [
    'a tool that throws',
    "export default defineTask({ name: 't', make: () => ({ goal: 'g', state: { n: 0 } }), tools: { go: { description: 'Goes.', run: () => { throw new Error('broken') } } }, score: () => false })",
    1,
    'gate not met: mistakes of t fails',
  ],
  ['no task', 'export default 7', 2, 'is 7; expected a task (defineTask), or a list of tasks'],
  ['a module that throws', "throw new Error('not today')", 2, 'not today'],
  [
    'a bad tool',
    "export default defineTask({ name: 't', make: () => ({ goal: 'g', state: 1 }), tools: {}, score: () => true })",
    2,
    't.tools is "empty"; expected at least one tool',
  ],
])('check task says what is wrong: %s', async (_, text, code, words) => {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'task.ts'), `import { defineTask } from 'leadline'\n${text}\n`)
  const found = await leadline(['check', 'task', 'task.ts'], { cwd })
  expect(found.stderr).toContain(words)
  expect(found.code).toBe(code)
  if (code === 1) expect(found.stdout).toContain('FAILS')
})
