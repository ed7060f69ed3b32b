import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, offeredBy, prepared } from '../../../test/support/depot-scene.js'
import { GERMAN } from '../../../test/support/depot-words.js'
import type { Translation } from '../../domain/index.js'
import { descriptionTranslated, goalTranslated } from './translated.js'

/** The depot with other translations. */
function sceneWith(translations: readonly Translation[] | undefined, target?: string) {
  const scene = aDepotScene(target === undefined ? {} : { target })
  const { translations: _, ...bare } = scene.environment
  return { ...scene, environment: translations === undefined ? bare : { ...bare, translations: () => translations } }
}

test('the operator says rules and goal in the other language, once', () => {
  const { link } = prepared(goalTranslated, aDepotScene())
  expect(link.speak?.(aContext())).toEqual({
    kind: 'speak',
    text: `Here is the same request once more, in German. Nothing about it has changed.\n\n${GERMAN.instructions}\n\n${GERMAN.goal}`,
  })
  expect(link.speak?.(aContext({ step: 1 }))).toEqual({ kind: 'pass' })
})

test('tools and parameters are described in the other language and stay what they are', () => {
  const scene = aDepotScene()
  const { tools } = scene.environment
  const offered = offeredBy(prepared(descriptionTranslated, scene).link, tools)
  const load = offered.find(({ name }) => name === 'load')
  expect(load?.description).toBe(GERMAN.tools?.load?.description)
  expect(load?.parameters).toMatchObject({ properties: { parcel: { type: 'string', description: 'Das Paket.' } } })
  expect(offered.map(({ name }) => name)).toEqual(tools.map(({ name }) => name))
})

test('a world without translations says so, and one without the language that is named does', () => {
  for (const intervention of [goalTranslated, descriptionTranslated]) {
    expect(missingFor(intervention, sceneWith(undefined))).toBe('translations')
    expect(missingFor(intervention, sceneWith([{ language: 'fr' }]))).toMatch(/^a translated /)
    expect(missingFor(intervention, sceneWith([GERMAN], 'fr'))).toMatch(/^a translated /)
    expect(missingFor(intervention, sceneWith([GERMAN], 'de'))).toBe(undefined)
  }
})

test('a translation that does not say the same is never used', () => {
  const goal = { ...GERMAN, goal: `${GERMAN.goal} Das sind 3.` }
  expect(missingFor(goalTranslated, sceneWith([goal]))).toBe(
    'a translation that says the same (de.goal: has "3", which the original does not say there)',
  )
  expect(missingFor(descriptionTranslated, sceneWith([goal]))).toBe(undefined)
  const tools = { ...GERMAN, tools: { ...GERMAN.tools, find_parcel: { description: 'Der Ort eines Pakets.' } } }
  expect(missingFor(descriptionTranslated, sceneWith([tools]))).toBe(
    'a translation that says the same (de.tools.find_parcel.description: lacks "list_parcels")',
  )
})

test('of several languages one is drawn', () => {
  const spanish = { ...GERMAN, language: 'es' }
  const said = (draw: number) => {
    const change = prepared(goalTranslated, { ...sceneWith([GERMAN, spanish]), draw: () => draw }).link.speak?.(
      aContext(),
    )
    return change?.kind === 'speak' ? change.text : ''
  }
  expect(said(0)).toContain('in German')
  expect(said(0.9)).toContain('in Spanish')
})
