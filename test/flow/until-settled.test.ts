import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { startCommand } from '../support/killable.js'
import { writeStudy } from '../support/tiny-inputs.js'

const WORDS = ['probe', '--config', 'leadline.config.json', '--until-settled', '--yes', '--json']
const PRICES = [
  { inputUsdPerMillion: 1, outputUsdPerMillion: 5 },
  { inputUsdPerMillion: 0.1, outputUsdPerMillion: 0.5 },
]

test('a study stops when each form is settled, from the cheapest system up', async () => {
  const cwd = folderWithStudy({ isPriced: true })
  const { code, stdout } = await leadline(WORDS, { cwd })
  expect(code).toBe(0)
  const { decision, counts, analysis } = JSON.parse(stdout)
  expect(analysis).toBeUndefined()
  // The cheap system knows the narrow form only; the dear one is asked for the long form alone.
  expect(gatesOf(decision)).toEqual({
    'narrow wide': { word: 'UNDECIDED', state: 'not-needed' },
    'narrow narrow-only': { word: 'TRUST', state: 'settled' },
    'long wide': { word: 'TRUST', state: 'settled' },
    'long narrow-only': { word: 'DO NOT TRUST', state: 'settled' },
  })
  expect(counts.trials).toBeLessThan(200)
  const again = JSON.parse((await leadline(WORDS, { cwd })).stdout)
  expect([again.counts, again.decision]).toEqual([counts, decision])
  const [record = ''] = readdirSync(join(cwd, '.leadline')).filter((name) => name.endsWith('.db'))
  const report = await leadline(['report', `.leadline/${record}`, '--require', '0.95'], { cwd })
  expect([report.code, report.stderr]).toEqual([
    2,
    'leadline: --require is 0.95; expected 0.8, at which this study was settled\n',
  ])
  const elsewhere = emptyFolder()
  writeStudy(elsewhere, { requiredSuccess: 0.5, control: undefined })
  const path = join(cwd, '.leadline', record)
  const words = ['report', path, '--config', 'leadline.config.json', '--json']
  const told = JSON.parse((await leadline(words, { cwd: elsewhere })).stdout)
  expect(told.decision.requiredSuccess).toBe(0.8)
  const twice = [`.leadline/${record}`, `.leadline/${record}`]
  expect(await leadline(['diff', ...twice], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is a study that stopped when it was settled; expected a fixed plan'),
  })
})

test('neither speed nor a kill moves the answer', async () => {
  const whole = folderWithStudy({ isPriced: false })
  const { stdout } = await leadline([...WORDS, '--concurrency', '1'], { cwd: whole })
  const killed = folderWithStudy({ isPriced: false })
  const words = [...WORDS, '--concurrency', '7']
  let kills = 0
  for (const life of [500, 700, 900]) {
    const { child, ended } = await startCommand(words, killed)
    await delay(life)
    if (child.exitCode === null && child.kill('SIGKILL')) kills += 1
    await ended
  }
  expect(kills).toBeGreaterThan(0)
  const resumed = await leadline(words, { cwd: killed })
  expect(resumed.code).toBe(0)
  expect(answersOf(JSON.parse(resumed.stdout).decision)).toEqual(answersOf(JSON.parse(stdout).decision))
}, 120_000)

test.each([
  [['--tolerance', '0.1'], '--tolerance is 0.1; expected --until-settled beside it'],
  [['--until-settled', '--tolerance', '1.2'], '--tolerance is "1.2"; expected'],
  [['--until-settled', '--tolerance', '0.9'], 'tolerance is 0.9; expected'],
])('%j is refused', async (flags, message) => {
  const { code, stderr } = await leadline(['plan', '--config', 'leadline.config.json', ...flags], {
    cwd: folderWithStudy({ isPriced: true }),
  })
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
})

test('a form with too few samples to stand for it is refused before anything runs', async () => {
  const cwd = emptyFolder()
  writeStudy(cwd)
  const { code, stderr } = await leadline(WORDS, { cwd })
  expect([code, stderr]).toEqual([2, expect.stringContaining('expected at least 5 samples of each form')])
})

function folderWithStudy({ isPriced }: { readonly isPriced: boolean }): string {
  const cwd = emptyFolder()
  const models = ['policy:wide', 'policy:narrow-only']
  writeStudy(cwd, {
    systems: models.map((model, index) => ({ model, ...(isPriced && { price: PRICES[index] }) })),
    control: undefined,
    tasks: {
      families: ['harbour-open'],
      forms: [
        { stratum: 'narrow', size: 6, samples: 6 },
        { stratum: 'long', size: 40, samples: 6 },
      ],
    },
    ...(isPriced && { budgetUsd: 400 }),
    limits: { stepsPerReferenceCall: 3, extraSteps: 9, tokens: 2_000_000, seconds: 60, costUsd: 4 },
  })
  return cwd
}

interface Cell {
  readonly scope: string
  readonly system: string
  readonly fit: string
  readonly success: unknown
  readonly gate: { readonly word: string; readonly state: string; readonly trials: number }
}

function gatesOf({ cells }: { readonly cells: readonly Cell[] }) {
  return Object.fromEntries(
    cells.map(({ scope, system, gate: { word, state } }) => [`${scope} ${system}`, { word, state }]),
  )
}

/** All that is said of each cell, without cost: that also counts what was under way at the stop. */
function answersOf({ cells }: { readonly cells: readonly Cell[] }) {
  return cells.map(({ scope, system, fit, success, gate }) => ({ scope, system, fit, success, gate }))
}
