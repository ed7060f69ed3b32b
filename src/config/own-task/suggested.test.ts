import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../load.js'
import { type SuggestedTask, suggestedConfig, suggestedTasks } from './suggested.js'

const TASKS: readonly SuggestedTask[] = [
  {
    name: 'desk',
    sessions: 3,
    bands: [{ name: 'middle', from: 4, to: 4 }],
    tools: [
      { name: 'find', calls: 3, failed: 1, fields: [{ name: "it's", type: 'text', isAlways: false }] },
      { name: 'mcp.find', calls: 1, failed: 0, fields: [] },
      { name: 'mcp/find', calls: 1, failed: 0 },
      { name: 'finish', calls: 1, failed: 0 },
      { name: 'a\nprocess.exit(1)', calls: 1, failed: 0 },
    ],
  },
]

test('names that a task may not have are made ones, and nothing of a record becomes code', () => {
  const text = suggestedTasks(TASKS, 'record\nprocess.exit(1)')
  for (const name of ['find', 'mcp_find', 'mcp_find_2', 'finish_it', 'a_process_exit_1_'])
    expect(text).toContain(`      ${name}: {\n`)
  expect(text).toContain("['it\\'s']: z.string().optional(),")
  expect(text).toContain('recorded as mcp.find. Add')
  expect(text).toContain('its arguments were not recorded')
  expect(text.split('\n').filter((line) => line.trimStart().startsWith('process'))).toEqual([])
})

test('a configuration with what was seen is one that can be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-suggested-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'task.ts'), suggestedTasks(TASKS, 'record'))
  const probes = [{ intervention: 'error-first-n', seen: 'calls\nfailed', trigger: 0.4, calls: 3 }]
  const text = suggestedConfig({ module: './task.ts', seed: 5, sizes: { narrow: 5, long: 20 }, probes })
  writeFileSync(join(folder, 'leadline.config.ts'), text)
  const config = await loadConfig(join(folder, 'leadline.config.ts'))
  expect(config).toMatchObject({
    seed: 5,
    probes: [{ intervention: 'error-first-n', dose: { calls: 3 }, trigger: 0.4 }],
    tasks: { families: [{ name: 'desk' }] },
  })
})
