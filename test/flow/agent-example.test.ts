import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const config = path('examples/agents/leadline.config.mjs')
const isThere = existsSync(path('node_modules/.bin/pi'))

test.skipIf(!isThere)(
  'an unchanged coding agent is probed by one command, and only the model that goes by names loses its way',
  async () => {
    const { code, stdout, stderr } = await leadline(['probe', '--config', config, '--json'], { cwd: emptyFolder() })
    expect([code, stderr.includes('Report:')]).toEqual([0, true])
    const { interventions, trials, method, notApplicable } = JSON.parse(stdout)
    const found = interventions.map((each: Readonly<Record<string, unknown>>) => [
      each.system,
      each.intervention,
      Object(each.counts).delivered,
      each.shamSuccess,
      each.variedSuccess,
    ])
    expect(found).toEqual([
      ['by-rote (pi)', 'error-first-n', 1, 1, 1],
      ['by-rote (pi)', 'tool-renamed', 1, 1, 0],
      ['looks (pi)', 'error-first-n', 1, 1, 1],
      ['looks (pi)', 'tool-renamed', 1, 1, 1],
    ])
    expect(trials).toHaveLength(10)
    expect(notApplicable).toEqual([])
    expect(method.map(({ title }: { readonly title: string }) => title)).toContain('Run whole')
  },
)

test('what `init --agent` writes can be planned as it is, and a missing folder is named', async () => {
  const cwd = emptyFolder()
  expect(await leadline(['init', '--agent'], { cwd })).toMatchObject({ code: 0 })
  const planned = await leadline(['plan'], { cwd })
  expect([planned.code, planned.stderr]).toEqual([0, ''])
  expect(planned.stdout).toContain('MODEL (openai, my-agent)')
  expect(await leadline(['init', '--agent'], { cwd })).toMatchObject({ code: 2 })
  rmSync(join(cwd, 'work'), { recursive: true })
  const { code, stderr } = await leadline(['plan'], { cwd })
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/tasks\.folders, add is ".*work"; expected a folder that is there/),
  ])
})
