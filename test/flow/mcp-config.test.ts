import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { serveModel } from '../support/copier-server.js'
import { copyingModel } from '../support/copying-model.js'
import { FILE_SERVER } from '../support/file-work.js'

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

function read(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'leadline.config.json'), 'utf8'))
}

test('a configuration in JSON and a tool server are all that a finding needs', async () => {
  const cwd = await example()
  const plan = await leadline(['plan'], { cwd })
  console.log(plan.stdout, plan.stderr)
  const probe = await leadline(['probe'], { cwd })
  console.log(probe.stdout, probe.stderr)
  expect(probe.code).toBe(0)
  const report = await leadline(['report'], { cwd })
  expect(report.code).toBe(0)
  expect(report.stdout).toBe(probe.stdout)
}, 120_000)
