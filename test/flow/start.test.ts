import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../support/command.js'
import { startCommand } from '../support/killable.js'

test('the main job studies networks of known lineage: parity on short work, the shadow on long, a quiet null pair', async () => {
  const folder = emptyFolder()
  const run = await startCommand(['start', '--json'], folder, undefined, { LEADLINE_EXAMPLE_URL: 'http://127.0.0.1:9' })
  expect(await run.ended, run.stderr()).toBe(0)
  const { check } = JSON.parse(run.stdout())
  expect(check.isInstrumentCheck).toBe(true)
  const shadows: { system: string; correctedVerdict: { kind: string }; longGap: { value: number } }[] =
    check.analysis.shadows
  const behind = (system: string) => shadows.find((shadow) => shadow.system === system)
  // On another class of machine single trials come out otherwise, so no figure is asked for, only what carries it.
  expect(behind('student-narrow')?.longGap.value).toBeGreaterThan(0.25)
  expect(behind('independent-small')?.longGap.value).toBeGreaterThan(0.35)
  expect(behind('teacher-2')?.correctedVerdict.kind).not.toBe('established')
  const found: { quantity: string; isRecovered: boolean }[] = check.calibration
  expect(found.map(({ quantity }) => quantity)).toEqual([
    'student-narrow: further behind on long work',
    'independent-small: further behind on long work',
    'null pair teacher-2: called different',
  ])
  expect(found.at(-1)?.isRecovered).toBe(true)
  expect(check.manifold.reference).toBe('teacher')
  expect(new Set(check.interventions.map(({ intervention }: { intervention: string }) => intervention)).size).toBe(6)
  expect(run.stderr()).toMatch(/\d+% {2}about \d+ s left/)
  expect(existsSync(join(folder, '.leadline/report.html'))).toBe(true)
}, 400_000)
