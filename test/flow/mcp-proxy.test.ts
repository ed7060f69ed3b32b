import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import {
  createProxiedAgents,
  type ProxiedCommand,
  serverFamily,
  systemClock,
  thisProcess,
} from '../../src/connect/index.js'
import type { Candidate } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import {
  aimingOf,
  interventionNamed,
  observeStudy,
  type ProbePair,
  planStudy,
  runStudy,
} from '../../src/probe/index.js'
import { copyFamily, folderWith, START } from '../support/file-work.js'
import { stagedPackage } from '../support/staged-package.js'

const AGENT = fileURLToPath(new URL('../support/file-agent.ts', import.meta.url))

async function study(commands: Readonly<Record<string, ProxiedCommand>>, probes: readonly string[]) {
  const family = await serverFamily(copyFamily({ isStateless: true }), { folder: folderWith(START), env: {} })
  const agents = createProxiedAgents(process.env)
  onTestFinished(async () => {
    await family.close?.()
    await agents.close()
  })
  const candidates = Object.entries(commands).map(
    ([model, command]): Candidate => ({
      system: { model, agent: 'file-agent' },
      provenance: { kind: 'unknown' },
      ...agents.agent(command),
    }),
  )
  const plan = planStudy({
    name: 'agents',
    seed: 3,
    systems: candidates.map(({ system, provenance }) => ({ system, provenance, isRunWhole: true as const })),
    reference: `${Object.keys(commands)[0]} (file-agent)`,
    families: [family],
    forms: [],
    probes: probes.map((intervention) => ({ intervention, trigger: 0.4, dose: interventionNamed(intervention).dose })),
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2.5, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  const aiming = aimingOf(plan, journal, { families: [family] })
  const end = await runStudy({ ...aiming, candidates, owner: thisProcess(), clock: systemClock, concurrency: 2 })
  expect(end).toEqual({ kind: 'complete' })
  return { ...(await observeStudy(aiming)), journal }
}

const told = (pairs: readonly ProbePair[]) =>
  pairs.map(({ system, probe, delivery, sham, varied }) => {
    return `${system.replace(' (file-agent)', '')} ${probe} ${delivery} ${sham} ${varied}`
  })

test('an agent over pipes is probed through the proxy, and it shows who goes by names', async () => {
  const main = join(await stagedPackage(), 'bin/leadline.mjs')
  const command = (skill: string): ProxiedCommand => {
    return { command: [process.execPath, AGENT, skill, 'pipe', process.execPath, main, 'mcp-proxy', '--to', '{to}'] }
  }
  const { pairs } = await study({ 'by-descriptions': command('descriptions'), 'by-names': command('names') }, [
    'tool-renamed',
    'error-first-n',
  ])
  expect(told(pairs)).toEqual([
    'by-descriptions tool-renamed delivered 1 1',
    'by-descriptions error-first-n delivered 1 1',
    'by-names tool-renamed delivered 1 0',
    'by-names error-first-n delivered 1 1',
  ])
  expect(pairs.every(({ isWholeRun }) => isWholeRun)).toBe(true)
}, 120_000)

test('an agent over HTTP is probed through the proxy', async () => {
  const { pairs } = await study({ web: { command: [process.execPath, AGENT, 'descriptions', 'web', '{url}'] } }, [
    'tool-renamed',
  ])
  expect(told(pairs)).toEqual(['web tool-renamed delivered 1 1'])
}, 60_000)
