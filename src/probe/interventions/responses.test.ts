import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { sumSample } from '../../../test/support/sum-study.js'
import { processRestarted } from './process-restarted.js'
import { providerError, responseTruncated, streamCut, streamSlow } from './responses.js'

const scene = (dose = {}) => ({ ...aDepotScene({ dose }), sample: sumSample })

test.each([
  ['overloaded', { kind: 'fail', error: 'overloaded' }],
  ['rate-limit', { kind: 'fail', error: 'rate-limit', retryAfterSeconds: 1 }],
  ['server-error', { kind: 'fail', error: 'server-error' }],
])('a provider fails by %s as often as the dose says', (error, change) => {
  const { link } = prepared(providerError, scene({ error, times: 2 }))
  const answers = [0, 1, 2].map((delivered) => link.respond?.(aContext({ delivered })))
  expect(answers).toEqual([change, change, { kind: 'pass' }])
})

test('in a world of its own none of them has a place, and each says so', () => {
  for (const intervention of [providerError, streamCut, streamSlow, responseTruncated]) {
    expect(missingFor(intervention, aDepotScene())).toBe('an agent that asks through the endpoint')
  }
})

test.each([
  [providerError, { error: 'tired' }, 'provider-error.error is "tired"; expected one of overloaded'],
  [providerError, { times: 0 }, 'provider-error.times is 0; expected a whole number from 1'],
  [streamSlow, { seconds: 61 }, 'stream-slow.seconds is 61; expected a whole number from 1 to 60'],
  [streamCut, { answers: 'all' }, 'stream-cut.answers is "all"; expected a whole number from 1'],
  [processRestarted, { times: 0.5 }, 'process-restarted.times is 0.5; expected a whole number from 1'],
])('a dose that cannot be used is refused when a study is planned', (intervention, dose, words) => {
  expect(() => intervention.checkDose?.(dose)).toThrow(words)
})

test('each start of a process gets one answer before it is killed', () => {
  const { link } = prepared(processRestarted, { ...scene({ times: 2 }), isRestartable: true })
  const kinds: unknown[] = []
  let delivered = 0
  for (let opportunity = 0; opportunity < 6; opportunity += 1) {
    const change = link.respond?.(aContext({ opportunity, delivered }))
    kinds.push(change?.kind)
    if (change?.kind === 'end') delivered += 1
  }
  expect(kinds).toEqual(['pass', 'end', 'pass', 'end', 'pass', 'pass'])
})
