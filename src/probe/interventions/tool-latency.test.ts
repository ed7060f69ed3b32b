import { expect, test } from 'vitest'
import { aContext, aDepotScene, prepared } from '../../../test/support/depot-scene.js'
import { sumSample } from '../../../test/support/sum-study.js'
import { toolLatency } from './tool-latency.js'

const result = { text: 'Berth 4: empty.', isError: false }

test('an answer says what it took, and is charged with just that', () => {
  const { link } = prepared(toolLatency, aDepotScene({ dose: { calls: 1, seconds: 90 } }))
  const answers = [0, 1].map((delivered) =>
    link.result?.({ id: 'a', name: '', arguments: {} }, result, aContext({ delivered })),
  )
  expect(answers).toEqual([
    { kind: 'replace', result: { text: 'Berth 4: empty.\n(This call took 90 seconds.)', isError: false }, seconds: 90 },
    { kind: 'pass' },
  ])
})

test('an agent with tools of its own waits for less, and is told of that', () => {
  const { link } = prepared(toolLatency, { ...aDepotScene({ dose: { waitSeconds: 1 } }), sample: sumSample })
  expect(link.result?.({ id: 'a', name: '', arguments: {} }, result, aContext())).toMatchObject({
    result: { text: 'Berth 4: empty.\n(This call took 1 second.)' },
    seconds: 1,
  })
})

test('nobody waits for more than a minute', () => {
  expect(() => toolLatency.checkDose?.({ waitSeconds: 0 })).toThrow('is 0; expected a whole number from 1 to 60')
  expect(() => toolLatency.checkDose?.({ waitSeconds: 61 })).toThrow(
    'tool-latency.waitSeconds is 61; expected a whole number from 1 to 60',
  )
})
