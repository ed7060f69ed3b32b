import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { serveModel } from '../support/copier-server.js'
import { copyingModel } from '../support/copying-model.js'
import { FILE_SERVER } from '../support/file-work.js'
import { stagedPackage } from '../support/staged-package.js'

const EXAMPLE = fileURLToPath(new URL('../../examples/tool-server', import.meta.url))
const LETTERS = Array.from({ length: 12 }, (_, place) => `letter-${String(place + 1).padStart(2, '0')}.txt`)

/** The example as it is, but for a model and a server that are on this machine. */
async function example(change: (config: ReturnType<typeof read>) => void = () => undefined): Promise<string> {
  const folder = emptyFolder()
  cpSync(EXAMPLE, folder, { recursive: true })
  const skill = { readsDescriptions: true, tries: 3 }
  const served = await serveModel(copyingModel(LETTERS, skill))
  onTestFinished(() => served.close())
  const config = read(folder)
  config.systems = [{ ...config.systems[0], model: `${served.url}#copier` }]
  config.reference = `copier (${new URL(served.url).host}, leadline)`
  Object.assign(config.tasks.servers[0].server, { command: process.execPath, args: [FILE_SERVER, '{folder}'] })
  change(config)
  writeFileSync(join(folder, 'leadline.config.json'), JSON.stringify(config))
  return folder
}

/** What a test changes of the described server. */
interface Described {
  readonly server: object
  readonly tasks: { goal?: string }[]
}

function read(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'leadline.config.json'), 'utf8'))
}

test('a configuration in JSON and a tool server are all that a finding needs', async () => {
  const cwd = await example()
  const plan = await leadline(['plan'], { cwd })
  expect(plan.stdout).toContain('1 narrow and 1 long')
  const copies = emptyFolder()
  const probe = await leadline(['probe'], { cwd, env: { TMPDIR: copies } })
  expect(probe.code).toBe(0)
  expect(probe.stdout).toContain('0 of 4 trials derailed')
  expect(probe.stdout).not.toMatch(/\bvoid\b/i)
  expect(readdirSync(copies)).toEqual([])
  const report = await leadline(['report'], { cwd })
  expect(report.code).toBe(0)
  expect(report.stdout).toBe(probe.stdout)
}, 120_000)

test.each<[string, (server: Described) => void, string]>([
  [
    'a goal that is missing',
    ({ tasks }) => delete tasks[0]?.goal,
    'tasks.servers[0].tasks[0].goal is missing; expected a text',
  ],
  [
    'a server that is both',
    ({ server }) => Object.assign(server, { url: 'http://127.0.0.1:1/mcp' }),
    'expected either a command or a url',
  ],
  [
    'a slip of the keyboard',
    (server) => Object.assign(server, { isStateles: true }),
    'tasks.servers[0].isStateles is "unknown"; expected no such setting',
  ],
  [
    'a program that is not there',
    ({ server }) => Object.assign(server, { command: 'no-such-program' }),
    'server of letters is "no-such-program',
  ],
])('%s is one line and exit code 2', async (_, change, words) => {
  const cwd = await example(({ tasks }) => change(tasks.servers[0]))
  const { code, stderr, stdout } = await leadline(['plan'], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(words)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

test('the example of an agent behind the proxy finds who goes by names', async () => {
  const cwd = await example()
  const bin = join(cwd, 'bin')
  mkdirSync(bin)
  symlinkSync(join(await stagedPackage(), 'bin/leadline.mjs'), join(bin, 'leadline'))
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(cwd, 'node_modules'))
  const path = join(cwd, 'agent.config.json')
  const config = JSON.parse(readFileSync(path, 'utf8'))
  Object.assign(config.tasks.servers[0].server, { command: process.execPath, args: [FILE_SERVER, '{folder}'] })
  Object.assign(config, { repeats: 1, gate: { solved: 1, of: 1 }, probes: [{ intervention: 'tool-renamed' }] })
  writeFileSync(path, JSON.stringify(config))
  const env = { PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}` }
  const { code, stdout, stderr } = await leadline(['probe', '--config', 'agent.config.json', '--json'], { cwd, env })
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
  const report = JSON.parse(stdout)
  const outcomes = report.trials.map(({ system, arm, outcome }: Told) => `${system} ${arm} ${outcome}`)
  expect(outcomes.sort()).toEqual([
    'by-rote baseline solved',
    'by-rote sham solved',
    'by-rote varied failed',
    'careful baseline solved',
    'careful sham solved',
    'careful varied solved',
  ])
  expect(JSON.stringify(report.method)).toContain('Nothing of careful, by-rote can be forked')
}, 120_000)

interface Told {
  readonly system: string
  readonly arm: string
  readonly outcome: string
}
