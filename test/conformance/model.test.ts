import { expect, test } from 'vitest'
import type { Model } from '../../src/domain/index.js'
import { flakyModel } from '../../src/models/index.js'
import { harbourAsks } from '../support/model-asks.js'
import { MODELS, type OpenModel, PROVIDERS, type ProviderName, serverModel, vendorOf } from '../support/model-cases.js'
import { PLAIN_TURNS } from '../support/model-script.js'
import type { Habit } from '../support/model-server.js'
import { type FailingModel, type ModelCase, modelConformance } from './model.js'

const plainAsks = PLAIN_TURNS.map(({ ask }) => ask)
const harbour = await harbourAsks(9)

const neverWaits = { none: 'it answers without waiting for anything' }
const neverFails = { none: 'nothing lies between it and its answer' }
/** A script that does not hold an ask stops the run: src/models/replay.test.ts and scripted.test.ts. */
const script = { asks: plainAsks, usage: 'sometimes', hanging: neverWaits, failing: neverFails } as const

const neverAnswers: Model = {
  ask: ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    }),
}
const alone = (model: Model) => async (): Promise<OpenModel> => ({ model, close: async () => undefined })
const broken = (lostShare: number) =>
  flakyModel(
    { ask: async () => ({ text: '', calls: [], stop: 'end' }) },
    {
      seed: 1,
      rate: 1,
      lostShare,
    },
  )

function providerCase(name: ProviderName): ModelCase {
  const vendor = vendorOf(name)
  const fails = (what: string, habit: Habit, error: FailingModel['error'], timeoutMs = 5_000): FailingModel => ({
    what,
    open: () => serverModel(habit, { name, timeoutMs }),
    error: { ...(vendor !== undefined && { vendor }), ...error },
  })
  return {
    name,
    asks: plainAsks,
    usage: 'always',
    hanging: () => serverModel('hangs', { name }),
    failing: [
      fails('a reply that breaks off', 'breaks-off', { status: undefined, isRetryable: true }),
      fails('an error that breaks off', 'breaks-off-failing', { isRetryable: true }),
      fails('a page instead of a reply', 'talks-nonsense', { isRetryable: true }),
      fails('a refusal', { status: 400 }, { status: 400, isRetryable: false }),
      fails('an overload', { status: 529 }, { status: 529, isRetryable: true }),
      fails('an answer that does not come in time', 'hangs', { status: undefined, isRetryable: true }, 30),
    ],
  }
}

const CASES: readonly ModelCase[] = [
  { name: 'replay', ...script },
  { name: 'scripted', ...script },
  {
    ...script,
    name: 'flaky around replay',
    hanging: alone(flakyModel(neverAnswers, { seed: 1, rate: 0 })),
    failing: [
      { what: 'an ask that does not arrive', open: alone(broken(0)), error: { status: 503, isRetryable: true } },
      { what: 'an answer that is lost', open: alone(broken(1)), error: { status: undefined, isRetryable: true } },
    ],
  },
  ...PROVIDERS.map(providerCase),
  ...Object.keys(MODELS)
    .filter((name) => name.startsWith('harbour '))
    .map((name) => ({ name, asks: harbour, usage: 'always', hanging: neverWaits, failing: neverFails }) as const),
]

modelConformance(CASES)

test('every model of the list is held to the contract', () => {
  expect(CASES.map(({ name }) => name).toSorted()).toEqual(Object.keys(MODELS).toSorted())
})

test.each([
  ['does-not-count', undefined],
  ['counts-half', { inputTokens: 9 }],
] as const)('of a server that %s, only what it says is known', async (habit, usage) => {
  const { model, close } = await serverModel(habit)
  const [asked] = plainAsks
  if (asked === undefined) throw new Error('no ask')
  const answer = await model.ask({ ...asked, signal: new AbortController().signal })
  expect(answer.usage).toEqual(usage)
  expect('usage' in answer).toBe(usage !== undefined)
  expect('costUsd' in answer).toBe(false)
  await close()
})
