import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { figureOf } from '../../bench/figure.js'
import { watchLag } from '../../bench/lag.js'
import { slopeOf } from '../../bench/memory.js'
import { timedModel } from '../../bench/studies/stopwatch.js'
import { BENCH_DOCUMENT } from '../support/bench-document.js'
import { emptyFolder, runProcess } from '../support/command.js'
import { createValidator } from '../support/schemas.js'
import { stagedPackage } from '../support/staged-package.js'

const problemsOf = createValidator()

async function bench(...words: string[]) {
  const main = join(await stagedPackage(), 'dist/bench/main.js')
  const args = ['--disable-warning=ExperimentalWarning', main, ...words]
  return runProcess(process.execPath, args, {
    cwd: emptyFolder(),
    env: { PATH: process.env.PATH, TMPDIR: emptyFolder() },
  })
}

test('the quick bench prints every figure of the issue as one document that keeps its schema', async () => {
  const { code, stdout, stderr } = await bench('--quick')
  expect([code, stderr.includes('Error')]).toEqual([0, false])
  const document = JSON.parse(stdout)
  expect(problemsOf(document)).toEqual([])
  const targets = document.figures.filter((figure: object) => 'isMet' in figure)
  expect(targets.map(({ name }: { name: string }) => name)).toEqual([
    'trials-in-flight',
    'event-loop-lag-p99',
    'timer-drift-p99',
    'harness-per-step',
    'events-written',
    'heap-growth',
    'resident-growth',
    'resume',
    'report',
    'estimates',
    'false-trust',
    'false-rejection',
    'saving-at-edges-exact-levels',
    'false-trust-exact-levels',
    'false-rejection-exact-levels',
    'saving-matrix',
    'limit-used-of-15',
    'zoo-decisions-narrow',
  ])
  for (const { name } of document.figures) expect(stderr).toContain(name)
})

test('an unknown measure is refused with the known ones', async () => {
  const { code, stderr, stdout } = await bench('speed')
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('bench: measure is speed; expected --quick or any of crowd')
})

test.each([
  ['/figures/0/isMet', (document: typeof BENCH_DOCUMENT) => Reflect.deleteProperty(document.figures[0] ?? {}, 'isMet')],
  ['/figures', (document: typeof BENCH_DOCUMENT) => document.figures.splice(0)],
  ['/commit', (document: typeof BENCH_DOCUMENT) => Reflect.set(document, 'commit', 'main')],
  ['/machine/host', (document: typeof BENCH_DOCUMENT) => Reflect.set(document.machine, 'host', 'a name')],
])('a bench document that is wrong at %s fails its schema', (_, spoil) => {
  const document = structuredClone(BENCH_DOCUMENT)
  expect(problemsOf(document)).toEqual([])
  spoil(document)
  expect(problemsOf(document)).not.toEqual([])
})

test('a figure beyond its target is missed, and one without a target has no verdict', () => {
  const measured = { name: 'lag', value: 21, unit: 'ms', n: 1, of: 'samples', how: 'watched' } as const
  expect(figureOf(measured, { atMost: 20 }).isMet).toBe(false)
  expect(figureOf(measured, { atLeast: 20 }).isMet).toBe(true)
  expect(figureOf(measured)).not.toHaveProperty('isMet')
})

test('memory that grows by a tenth of a MiB every 10,000 events grows by one MiB every 100,000', () => {
  const looks = [1, 2, 3, 4].map((look) => ({
    events: look * 10_000,
    heap: (7 + look / 10) * 2 ** 20,
    resident: 50 * 2 ** 20,
  }))
  expect(slopeOf(looks, 'heap')).toBeCloseTo(1, 6)
  expect(slopeOf(looks, 'resident')).toBe(0)
})

test('a process that is held up shows on both clocks of the event loop', async () => {
  const watch = watchLag()
  for (let turn = 0; turn < 20; turn += 1) {
    hold(10)
    await nextTurn()
  }
  const { monitored, drifted } = watch.stop()
  expect(monitored.max).toBeGreaterThan(9)
  expect(drifted.max).toBeGreaterThan(9)
})

test('time inside a model counts as the model’s, however it answers', async () => {
  const watch = { insideMs: 0, asks: 0 }
  const model = timedModel({ ask: async () => ({ text: String(hold(15)), calls: [], stop: 'end' }) }, watch)
  const { signal } = new AbortController()
  await model.ask({ messages: [], tools: [], seed: 1, signal })
  expect(watch.asks).toBe(1)
  expect(watch.insideMs).toBeGreaterThanOrEqual(14)
})

function hold(ms: number): number {
  const end = performance.now() + ms
  while (performance.now() < end);
  return ms
}
