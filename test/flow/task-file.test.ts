import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { familiesOf } from '../../src/cli/configured-families.js'
import type { Io } from '../../src/cli/io.js'
import { loadConfig, loadTasks } from '../../src/config/index.js'
import { emptyFolder, leadline } from '../support/command.js'
import { commandHere } from '../support/command-here.js'

const INVOICES = fileURLToPath(new URL('../../examples/invoices.ts', import.meta.url))
const CONFIG = {
  name: 'own-study',
  seed: 7,
  systems: [{ model: 'http://127.0.0.1:9/v1#m', price: { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } }],
  reference: 'm (127.0.0.1:9, leadline)',
  tasks: { files: ['work/my-task.ts'], forms: [{ stratum: 'narrow', size: 6, samples: 2 }] },
  probes: [{ intervention: 'tool-renamed' }],
}

/** A folder with a configuration in JSON and a folder of tasks. */
function folderWith(files: readonly string[] = CONFIG.tasks.files): string {
  const cwd = emptyFolder()
  mkdirSync(join(cwd, 'work'))
  const config = { ...CONFIG, tasks: { ...CONFIG.tasks, files } }
  writeFileSync(join(cwd, 'leadline.config.json'), JSON.stringify(config))
  return cwd
}

test('a configuration in JSON names a task file, which lies where it says', async () => {
  const cwd = folderWith()
  cpSync(INVOICES, join(cwd, 'work/my-task.ts'))
  const { code, stdout, stderr } = await leadline(['plan', '--json'], { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'plan', samples: { length: 2 } })
  expect(stdout).toContain('invoices/narrow/6')
}, 120_000)

test('check task says in one line that its file is missing', async () => {
  const { code, stderr } = await leadline(['check', 'task', 'nofile.ts'], { cwd: folderWith() })
  expect(code).toBe(2)
  expect(stderr).toMatch(
    /^leadline: \S*nofile\.ts is missing; expected a module whose default export is a task \(defineTask\), or a list of tasks\n$/,
  )
}, 120_000)

test.each<[string, string | undefined, string]>([
  ['is missing', undefined, 'my-task.ts is missing; expected a module whose default export is a task'],
  ['exports nothing', 'export const task = 1', 'my-task.ts is missing; expected a task (defineTask), or a list'],
  ['exports nonsense', 'export default [7]', 'my-task.ts is [7]; expected a task (defineTask), or a list'],
  ['does not load', 'export default (', 'a module that does not load ('],
])('a task file that %s is one line', async (_, text, words) => {
  const path = join(folderWith(), 'work/my-task.ts')
  if (text !== undefined) writeFileSync(path, text)
  const problem = await loadTasks(path).catch((error: unknown) => String(error))
  expect(problem).toContain(words)
  expect(String(problem).split('\n')).toHaveLength(1)
})

test('a folder is no task file, and two tasks of one name are refused', async () => {
  const folder = folderWith(['work/a.ts', 'work/b.ts'])
  await expect(loadTasks(join(folder, 'work'))).rejects.toThrow('work is a folder; expected a module whose default')
  for (const name of ['a', 'b']) cpSync(INVOICES, join(folder, `work/${name}.ts`))
  const io: Pick<Io, 'env'> = { env: {} }
  const config = await loadConfig(join(folder, 'leadline.config.json'))
  await expect(familiesOf(config, { io, folder })).rejects.toThrow(
    'tasks is "two tasks called invoices"; expected a name of its own for each',
  )
})

test.each<[string, string, string]>([
  ['leaves a timer running', 'setInterval(() => {}, 1_000); export default 7', 'default export of '],
  ['ends the process', 'process.exit(0)', 'code of yours ended the process, or waits for what never comes'],
  ['never comes to its end', 'await new Promise(() => {})', 'code of yours ended the process, or waits for what never'],
  [
    'throws later',
    "setTimeout(() => { throw new Error('late\\nx') }); await new Promise((go) => setTimeout(go, 5_000))",
    ' line 1 is code that throws (late)',
  ],
])(
  'a task file that %s ends the command with one line',
  async (_, text, words) => {
    const cwd = folderWith()
    writeFileSync(join(cwd, 'work/my-task.ts'), text)
    const { code, stderr } = await leadline(['plan'], { cwd })
    expect({ code, lines: stderr.split('\n').length, stderr }).toEqual({
      code: 2,
      lines: 2,
      stderr: expect.stringContaining(words),
    })
  },
  120_000,
)

test('a family whose open gives nothing fails its check, and breaks nothing', async () => {
  const cwd = folderWith()
  writeFileSync(
    join(cwd, 'work/my-task.ts'),
    "export default { name: 'x', makeSample: () => ({ id: 'x' }), open: () => undefined }",
  )
  const { code, stderr } = await commandHere(['check', 'task', 'work/my-task.ts'], cwd)
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'gate not met: instances of x fails\n' })
})
