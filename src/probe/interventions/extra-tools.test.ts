import { expect, test } from 'vitest'
import { aDepotScene, askCall, offeredBy, prepared } from '../../../test/support/depot-scene.js'
import { distractorTools, nearDuplicateTool } from './extra-tools.js'

const scene = aDepotScene({ future: [{ name: 'load', arguments: { parcel: 'green' } }] })
const { tools } = scene.environment

test('as many tools are added as the dose says, none under a name that is taken', () => {
  const taken = {
    ...scene.environment,
    tools: [...tools, { ...tools[0], name: 'weather_report' } as (typeof tools)[0]],
  }
  const { link } = prepared(distractorTools, { ...scene, environment: taken, dose: { tools: 3 } })
  const added = offeredBy(link, tools).slice(tools.length)
  expect(added.map(({ name }) => name)).toEqual(['currency_rate', 'phone_directory', 'company_news'])
})

test('a call of an added tool is answered and counted, calls of others are no opportunity', () => {
  const { link } = prepared(distractorTools, scene)
  const call = { name: 'word_count', arguments: { text: 'x' } }
  expect(link.matches?.({ name: 'load', arguments: {} })).toBe(false)
  expect(link.matches?.({ ...call, name: 'calendar_day' })).toBe(true)
  expect(askCall(link, { ...call, name: 'calendar_day' })).toMatchObject({ kind: 'answer', delivers: true })
})

test('the near duplicate says that it changes nothing and takes the same arguments', () => {
  const { link } = prepared(nearDuplicateTool, scene)
  const twin = offeredBy(link, tools).at(-1)
  const load = tools.find(({ name }) => name === 'load')
  expect(twin).toMatchObject({ name: 'load_preview', parameters: load?.parameters })
  expect(twin?.description).toContain('nothing is changed')
  expect(askCall(link, { name: 'load_preview', arguments: { parcel: 'green' } })).toMatchObject({ kind: 'answer' })
})
