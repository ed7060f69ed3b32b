import { expect, test } from 'vitest'
import { BEHAVIOURS } from '../../src/domain/index.js'
import { CASES } from './cases/index.js'
import { FRESH_CASES, HARBOUR_CASES } from './fresh/index.js'

const ALL = [...CASES, ...FRESH_CASES]

test.each([
  ['first', CASES],
  ['second', FRESH_CASES],
] as const)('the %s set has at least sixty labelled trajectories, and four of each behaviour', (_, cases) => {
  expect(cases.length).toBeGreaterThanOrEqual(60)
  for (const behaviour of BEHAVIOURS) {
    expect(cases.filter(({ label }) => label === behaviour).length, behaviour).toBeGreaterThanOrEqual(4)
  }
})

test('at least twenty-five of the second set were played in a harbour', () => {
  expect(HARBOUR_CASES.length).toBeGreaterThanOrEqual(25)
})

test('each labelled trajectory has a name of its own and a reason', () => {
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
  for (const { name, because } of ALL) expect(because, name).toMatch(/^[A-Z].*\.$/)
})

test.each(ALL)('$name: says nothing twice and nothing against itself', ({ label, also, not }) => {
  const said = [label, ...also, ...not]
  expect(new Set(said).size).toBe(said.length)
})

test.each(ALL)('$name: its twins share a prefix, and its marks lie inside the trial', ({ twins }) => {
  const { varied, sham } = twins
  const fork = varied.prefixSteps
  expect(sham.steps.slice(0, fork)).toEqual(varied.steps.slice(0, fork))
  const { deliveredStep = fork, evidentStep = deliveredStep } = varied.marks ?? {}
  expect(fork).toBeLessThanOrEqual(deliveredStep)
  expect(deliveredStep).toBeLessThanOrEqual(evidentStep)
  expect(evidentStep).toBeLessThan(varied.steps.length)
})

test.each(ALL)('$name: has a claim that fits its outcome', ({ twins: { varied } }) => {
  const isOver = varied.claim !== 'unstated' || varied.steps.at(-1)?.calls.length === 0
  if (varied.outcome.kind === 'failed') expect(isOver).toBe(true)
  if (varied.outcome.kind === 'censored') expect(varied.claim).toBe('unstated')
  if (varied.trial.expects === 'infeasible' && varied.outcome.kind === 'solved') expect(varied.claim).toBe('impossible')
})
