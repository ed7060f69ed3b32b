import { expect, test } from 'vitest'
import { jars, REQUEST } from '../../../test/support/jars.js'
import { checkTask } from '../../probe/index.js'
import { TEXT_TO_WRITE, toWrite } from './unwritten.js'

const count = { description: `${TEXT_TO_WRITE}what count is`, run: toWrite('what count does') }
const fill = { description: 'Fills a jar.', run: () => 'filled' }
const open = () => jars({ tools: { fill, count }, score: toWrite('when all are full') })

test('what is still to be written of a task is told, part by part', async () => {
  const { checks, samples } = await checkTask(open(), { interventions: [] })
  expect(samples).toBe(0)
  expect(checks).toEqual([
    { name: 'unwritten', status: 'fails', words: 'jars.tools.count.description: what count is' },
    { name: 'unwritten', status: 'fails', words: 'jars.tools.count.run: what count does' },
    { name: 'unwritten', status: 'fails', words: 'jars.score: when all are full' },
  ])
})

test('no sample is made of it, and a written task has nothing to tell', () => {
  expect(() => open().makeSample(REQUEST)).toThrow(
    'task jars is "still to be written (jars.tools.count.description: what count is, and 2 more)"; expected all of it',
  )
  expect(jars().unwritten).toBe(undefined)
})

test('a function that is still to be written says so when it is called', () => {
  expect(() => toWrite('what count does')('state')).toThrow(
    'what count does is "still to be written"; expected code of your own',
  )
})
