import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AgentHost, createAgentHost, systemClock } from '../../src/connect/index.js'
import type {
  Answer,
  Ask,
  Candidate,
  Intervention,
  Journal,
  Message,
  Model,
  Plan,
  Sample,
  StartAgent,
  ToolOffer,
} from '../../src/domain/index.js'
import { aimingOf, interventionNamed, planStudy, runStudy, type StudyDesign } from '../../src/probe/index.js'
import type { RunEnd } from '../../src/run/index.js'
import { anOwner } from './depot-study.js'

/** A folder with numbers, and a script beside it that looks whether their sum was written. */
export function sumWork(): { readonly root: string; readonly folder: string; readonly score: readonly string[] } {
  const root = mkdtempSync(join(tmpdir(), 'leadline-agents-'))
  const folder = join(root, 'project')
  mkdirSync(folder)
  writeFileSync(join(folder, 'numbers.txt'), '3\n4\n5\n')
  const script = join(root, 'score.mjs')
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs'
let total = ''
try { total = readFileSync('total.txt', 'utf8').trim() } catch {}
console.log(JSON.stringify({
  solved: total === '12',
  checkpoints: [{ id: 'written', reached: total !== '' }, { id: 'right', reached: total === '12', effort: 2 }],
  evidence: 'total is ' + total,
}))
`,
  )
  return { root, folder, score: [process.execPath, script] }
}

export const sumSample: Sample = {
  id: 'sum',
  family: 'sum',
  stratum: 'narrow',
  seed: 0,
  size: 5,
  instructions: '',
  goal: 'Write the sum of numbers.txt into total.txt.',
  reference: { calls: 5, atLeast: 1 },
  width: 2,
  ownTools: { reads: ['list_files', 'read_file', 'read', 'ls'] },
}

/** A model that reads, adds up, writes and looks again; it goes by what tools say that they do, and tries again. */
export function sumModel(seen: (ask: Ask) => void = () => undefined): Model {
  return {
    async ask(ask): Promise<Answer> {
      seen(ask)
      ask.signal.throwIfAborted()
      const { messages, tools } = ask
      const turn = messages.filter(({ role }) => role === 'assistant').length
      const next = nextCall(messages, tools)
      const usage = { inputTokens: 100 * turn + 50, outputTokens: 10 }
      if (next === undefined) return { text: 'The sum is written.', calls: [], stop: 'end', usage }
      return { text: `Turn ${turn}.`, calls: [{ id: `call_${turn}`, ...next }], stop: 'calls', usage }
    },
  }
}

function nextCall(messages: readonly Message[], tools: readonly ToolOffer[]) {
  const call = (does: string, given: Readonly<Record<string, string>>) => {
    const tool = tools.find(({ description }) => description.startsWith(does))
    const known = Object.keys(Object(tool?.parameters.properties))
    const fields = Object.entries(given).map(([name, value]) => [known.find((key) => key.startsWith(name)), value])
    return { name: tool?.name ?? does, arguments: Object.fromEntries(fields) }
  }
  const results = messages.flatMap((message) => (message.role === 'tool' ? [message.text] : []))
  const numbers = results.find((text) => /^\d+(\n\d+)+\s*$/.test(text))
  if (!results.some((text) => text.includes('numbers.txt'))) return call('Lists', {})
  if (numbers === undefined) return call('Reads', { path: 'numbers.txt' })
  const total = String(
    numbers
      .trim()
      .split('\n')
      .map(Number)
      .reduce((sum, each) => sum + each, 0),
  )
  if (!results.includes('written')) return call('Writes', { path: 'total.txt', content: total })
  if (!results.some((text) => text.includes('total.txt'))) return call('Lists', {})
  return results.includes(total) ? undefined : call('Reads', { path: 'total.txt' })
}

/** A study of agents on one piece of work. */
export interface AgentStudy {
  readonly plan: Plan
  readonly candidates: readonly Candidate[]
  readonly host: AgentHost
  /** @param own interventions beside the built-in ones */
  run(journal: Journal, signal?: AbortSignal, own?: readonly Intervention[]): Promise<RunEnd>
}

/** @param agents by name: how each is started, and the model that it asks */
export function agentStudy(
  agents: Readonly<Record<string, { readonly start: StartAgent; readonly model: Model }>>,
  changes: Partial<StudyDesign> = {},
): AgentStudy {
  const { folder, score } = sumWork()
  const host = createAgentHost({ inherited: process.env })
  const work = { folder, score, scoreSeconds: 60 }
  const candidates = Object.entries(agents).map(
    ([agent, { start, model }]): Candidate => ({
      system: { model: 'sums', agent },
      provenance: { kind: 'unknown' },
      model,
      agent: host.agent({ start, model: 'sums', workOf: () => work }),
    }),
  )
  const systems = candidates.map(({ system, provenance }) => ({ system, provenance }))
  const plan = planStudy({
    name: 'agents',
    seed: 1,
    systems,
    reference: `sums (${Object.keys(agents)[0]})`,
    families: [],
    samples: [sumSample],
    forms: [],
    probes: [],
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 3, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
    ...changes,
  })
  return {
    plan,
    candidates,
    host,
    run: (journal, signal, own = []) =>
      runStudy({
        ...aimingOf(plan, journal, {
          families: [],
          interventionNamed: (name) => own.find((each) => each.name === name) ?? interventionNamed(name),
        }),
        candidates,
        owner: anOwner,
        clock: systemClock,
        retry: { times: 1, firstWaitMs: 1, longestWaitMs: 1 },
        concurrency: 3,
        ...(signal !== undefined && { signal }),
      }),
  }
}
