import { expect, test } from 'vitest'
import { type Answer, type Ask, type Model, ModelError } from '../domain/index.js'
import { type FlakyOptions, flakyModel } from './flaky.js'

const answer: Answer = { text: 'here', calls: [], stop: 'end' }

/** A steady model that counts. */
function counted(): Model & { readonly asked: number[] } {
  const asked: number[] = []
  return {
    asked,
    ask: async ({ seed }) => {
      asked.push(seed)
      return answer
    },
  }
}

function anAsk(seed: number, signal = new AbortController().signal): Ask {
  return { messages: [{ role: 'user', text: 'go' }], tools: [], seed, signal }
}

/** What the calls of some asks came to, each asked until it is answered: the statuses of the failures before. */
async function failuresOf(options: FlakyOptions, seeds: readonly number[], model: Model = counted()) {
  const flaky = flakyModel(model, options)
  const lists: (number | undefined)[][] = []
  for (const seed of seeds) {
    const statuses: (number | undefined)[] = []
    for (;;) {
      const result = await flaky.ask(anAsk(seed)).catch((error: unknown) => error)
      if (!(result instanceof ModelError)) break
      expect(result).toMatchObject({ isRetryable: true, vendor: 'flaky transport' })
      statuses.push(result.status)
    }
    lists.push(statuses)
  }
  return lists
}

const seeds = Array.from({ length: 400 }, (_, index) => index * 7_919)

test('the share of calls that fail is the rate, and half of the failures come after the answer', async () => {
  const model = counted()
  const failures = (await failuresOf({ seed: 1, rate: 0.3 }, seeds, model)).flat()
  const calls = failures.length + seeds.length
  // Three standard errors of a share of 0.3 in about 570 calls, and of a half in about 170 failures.
  expect(Math.abs(failures.length / calls - 0.3)).toBeLessThan(0.06)
  const lost = failures.filter((status) => status === undefined).length
  expect(Math.abs(lost / failures.length - 0.5)).toBeLessThan(0.12)
  expect(model.asked).toHaveLength(seeds.length + lost)
})

test('the same seed fails the same calls in any order, another seed fails others', async () => {
  const options = { seed: 3, rate: 0.5 }
  const once = await failuresOf(options, seeds)
  expect((await failuresOf(options, seeds.toReversed())).toReversed()).toEqual(once)
  expect(await failuresOf({ ...options, seed: 4 }, seeds)).not.toEqual(once)
})

test('an ask that was answered begins anew: what was asked before leaves no trace', async () => {
  const options = { seed: 3, rate: 0.6 }
  const unlucky = seeds.slice(0, 20)
  const once = await failuresOf(options, unlucky)
  expect(once.flat().length).toBeGreaterThan(10)
  expect(await failuresOf(options, [...unlucky, ...unlucky])).toEqual([...once, ...once])
})

test.each([
  [0, 503, 0],
  [1, undefined, 3],
])(
  'with a lost share of %d every failure has status %s and the model is asked %d times',
  async (share, status, times) => {
    const model = counted()
    const flaky = flakyModel(model, { seed: 1, rate: 1, lostShare: share })
    for (let call = 0; call < 3; call += 1) await expect(flaky.ask(anAsk(5))).rejects.toMatchObject({ status })
    expect(model.asked).toHaveLength(times)
  },
)

test('a bound on failures in a row lets every ask through in the end', async () => {
  const lists = await failuresOf({ seed: 1, rate: 1, mostInARow: 2 }, [1, 2, 3])
  expect(lists.map(({ length }) => length)).toEqual([2, 2, 2])
})

test('without failures it gives what the model gives', async () => {
  const flaky = flakyModel(counted(), { seed: 1, rate: 0 })
  expect(await flaky.ask(anAsk(1))).toBe(answer)
})

test('an ask that was taken back does not reach the model', async () => {
  const model = counted()
  const flaky = flakyModel(model, { seed: 1, rate: 0 })
  await expect(flaky.ask(anAsk(1, AbortSignal.abort(new Error('stop'))))).rejects.toThrow('stop')
  expect(model.asked).toEqual([])
})

test('what the model itself does wrong comes through', async () => {
  const refusing: Model = { ask: () => Promise.reject(new ModelError('inner', 401, false, 'answered 401')) }
  await expect(flakyModel(refusing, { seed: 1, rate: 0 }).ask(anAsk(1))).rejects.toMatchObject({ vendor: 'inner' })
})

test.each([
  ['rate', { seed: 1, rate: 1.1 }],
  ['rate', { seed: 1, rate: Number.NaN }],
  ['lostShare', { seed: 1, rate: 0.5, lostShare: -0.1 }],
])('a %s that is no share is refused', (path, options) => {
  expect(() => flakyModel(counted(), options)).toThrow(expect.objectContaining({ code: 'config-invalid', path }))
})
