import { existsSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { type Ask, type Model, messageAt } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { isRunning, STRAY, scriptAgent } from '../support/command-agents.js'
import { type AgentStudy, agentStudy } from '../support/sum-study.js'

const open: AgentStudy[] = []
afterEach(async () => {
  for (const { host } of open.splice(0)) await host.close()
})

function study(...given: Parameters<typeof agentStudy>): AgentStudy {
  const made = agentStudy(...given)
  open.push(made)
  return made
}

/** A model that says the same whatever it is asked. */
function parrot(seen: string[], text = '12'): Model {
  return {
    ask: async ({ messages }) => {
      seen.push(messages.at(-1)?.text ?? '')
      return { text, calls: [], stop: 'end' }
    },
  }
}

const WRITE_TOTAL = `fs.writeFileSync('total.txt', (await ask('?')).body.choices[0].message.content)`

test('a command works in a copy of the folder and is scored there', async () => {
  const seen: string[] = []
  const script = `const { body } = await ask(process.cwd()); fs.writeFileSync('total.txt', body.choices[0].message.content)`
  const { run } = study({ script: { start: scriptAgent(script), model: parrot(seen) } })
  const journal = openMemoryJournal()
  await run(journal)
  const [record] = journal.trials()
  expect(readTrajectory(journal, record?.trial.id ?? '').outcome).toEqual({ kind: 'solved', steps: 1 })
  expect(seen[0]).toMatch(/\/work-\w+\/\w{12}\/project$/)
  expect(existsSync(seen[0] ?? '')).toBe(false)
})

test('no arm can be told by what a command finds around it', async () => {
  const seen: string[] = []
  const script = `
const around = { cwd: process.cwd(), env: process.env, words: process.argv.length, files: fs.readdirSync(process.env.HOME) }
const { status, headers, body } = await ask('first')
await ask(JSON.stringify({ around, status, names: Object.keys(headers).sort(), fields: Object.keys(body) }))
${WRITE_TOTAL}`
  const probes = [{ intervention: 'told', dose: {}, trigger: 0 }]
  const { run } = study({ script: { start: scriptAgent(script), model: parrot(seen) } }, { probes })
  const journal = openMemoryJournal()
  await run(journal, undefined, [telling])
  const arms = journal.trials().map(({ trial }) => trial.arm)
  expect(arms).toEqual(['baseline', 'sham', 'varied'])
  const told = seen.filter((text) => text.startsWith('{')).map((text) => text.replace(/sk-[0-9a-f]{32}/g, 'KEY'))
  expect(told).toHaveLength(3)
  expect(new Set(told).size).toBe(1)
  expect(told[0]).not.toContain('sham')
})

/** Something that every agent meets: a word of the operator before its first ask. */
const telling = {
  name: 'told',
  question: 'Does it listen?',
  seams: ['operator-turn' as const],
  visibility: 'explicit' as const,
  duration: 'permanent' as const,
  dose: {},
  adaptive: 'listens',
  prepare: () => ({
    kind: 'ready' as const,
    constraint: { kind: 'surface' as const, tool: '' },
    link: {
      name: 'told',
      speak: ({ delivered }: { readonly delivered: number }) =>
        delivered === 0 ? { kind: 'speak' as const, text: 'Mind the time.' } : { kind: 'pass' as const },
    },
    adapt: <T>(plan: readonly T[]) => plan,
  }),
}

test('nothing of the surroundings but harmless names is passed on', async () => {
  const seen: string[] = []
  const inherited = { ...process.env, OPENAI_API_KEY: 'planted', SECRET_THING: 'planted', LANG: 'C' }
  const start = scriptAgent(`await ask(JSON.stringify(process.env))`, {
    inherited,
    environment: { OWN: 'in {home}' },
    files: { 'etc/own.json': { url: '{url}/v1' } },
  })
  const { run } = study({ script: { start, model: parrot(seen) } })
  await run(openMemoryJournal())
  expect(seen[0]).not.toContain('planted')
  const { OWN, HOME, OPENAI_API_KEY, ANTHROPIC_API_KEY, LANG }: Record<string, string> = JSON.parse(seen[0] ?? '')
  expect([OWN, ANTHROPIC_API_KEY, LANG]).toEqual([`in ${HOME}`, OPENAI_API_KEY, 'C'])
})

test('a command that goes on past its limit is ended with all that it started', async () => {
  const seen: string[] = []
  const script = `${STRAY}
await ask(String(stray.pid)); await ask(String(process.pid)); await ask('too much')
setInterval(() => {}, 1000)`
  const limits = { stepsPerReferenceCall: 0.2, extraSteps: 1 }
  const { run } = study({ script: { start: scriptAgent(script), model: parrot(seen) } }, { limits })
  const journal = openMemoryJournal()
  await run(journal)
  const [record] = journal.trials()
  expect(readTrajectory(journal, record?.trial.id ?? '').outcome).toEqual({
    kind: 'censored',
    steps: 2,
    limit: 'steps',
  })
  expect(seen).toHaveLength(2)
  expect(seen.map(Number).map(isRunning)).toEqual([false, false])
})

test('a command that ends and leaves something running leaves nothing', async () => {
  const seen: string[] = []
  const { run } = study({
    script: { start: scriptAgent(`${STRAY} await ask(String(stray.pid))`), model: parrot(seen) },
  })
  await run(openMemoryJournal())
  expect(seen.map(Number).map(isRunning)).toEqual([false])
})

test('a stopped run ends the command and gives the trial back', async () => {
  const stop = new AbortController()
  const pids: number[] = []
  const model: Model = {
    ask: async ({ messages, signal }: Ask) => {
      pids.push(Number(messages.at(-1)?.text))
      stop.abort(new Error('stopped'))
      signal.throwIfAborted()
      return { text: '', calls: [], stop: 'end' }
    },
  }
  const { run } = study({
    script: { start: scriptAgent(`await ask(String(process.pid)); setInterval(() => {}, 1000)`), model },
  })
  const journal = openMemoryJournal()
  expect(await run(journal, stop.signal)).toEqual({ kind: 'stopped' })
  expect(journal.trials().map(({ status }) => status)).toEqual(['waiting'])
  expect(pids.map(isRunning)).toEqual([false])
})

test('an interrupted trial begins again, and its record says what was asked twice', async () => {
  const stop = new AbortController()
  const seen: string[] = []
  let asks = 0
  const model: Model = {
    ask: async (ask) => {
      asks += 1
      if (asks === 2) stop.abort(new Error('stopped'))
      ask.signal.throwIfAborted()
      return parrot(seen).ask(ask)
    },
  }
  const { run } = study({ script: { start: scriptAgent(`await ask('one'); ${WRITE_TOTAL}`), model } })
  const journal = openMemoryJournal()
  await run(journal, stop.signal)
  expect(await run(journal)).toEqual({ kind: 'complete' })
  const [record] = journal.trials()
  const trajectory = readTrajectory(journal, record?.trial.id ?? '')
  expect(trajectory).toMatchObject({ outcome: { kind: 'solved', steps: 2 }, attempts: 2, repeatedAsks: 1 })
})

test('an agent that crashes after it has asked is judged by what it left', async () => {
  const { run } = study({ script: { start: scriptAgent(`await ask('?'); process.exit(7)`), model: parrot([]) } })
  const journal = openMemoryJournal()
  await run(journal)
  const [record] = journal.trials()
  expect(readTrajectory(journal, record?.trial.id ?? '').outcome).toEqual({ kind: 'failed', steps: 1 })
})

test.each([
  ['that is not there', { command: ['/no/such/program'] }, 'ENOENT'],
  ['that asks nothing', { command: [process.execPath, '-e', 'throw new Error("no key")'] }, 'asked no model (exit 1'],
  [
    'whose last words steer a terminal',
    { command: [process.execPath, '-e', `console.error('\\x1b[31mno key'); process.exit(3)`] },
    'asked no model (exit 3: [31mno key)',
  ],
])('a program %s makes its trial void, and says why', async (_, given, words) => {
  const { run } = study({ script: { start: scriptAgent('', given), model: parrot([]) } })
  const journal = openMemoryJournal()
  await run(journal)
  const [record] = journal.trials()
  const { outcome } = readTrajectory(journal, record?.trial.id ?? '')
  expect(outcome).toEqual({ kind: 'void', cause: 'environment' })
  const ended = journal.events(record?.trial.id ?? '').find(({ body }) => body.kind === 'trial-ended')?.body
  expect(JSON.stringify(ended)).toContain(words)
})

test('the record shows what there was at the beginning and at the end', async () => {
  const { run } = study({ script: { start: scriptAgent(WRITE_TOTAL), model: parrot([]) } })
  const journal = openMemoryJournal()
  await run(journal)
  const events = journal.events(journal.trials()[0]?.trial.id ?? '').map(({ body }) => body)
  const started = events.find((body) => body.kind === 'trial-started')
  const scored = events.find((body) => body.kind === 'trial-scored')
  expect(journal.content(started?.stateHash ?? '')).toMatchObject({ files: 1 })
  expect(journal.content(scored?.stateHash ?? '')).toMatchObject({ state: { files: 2 } })
  expect(messageAt(journal, started?.messages[0] ?? '', 'user').text).toBe('?')
})
