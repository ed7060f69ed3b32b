import { expect, test } from 'vitest'
import { aDepotScene, askResult, prepared } from '../../../test/support/depot-scene.js'
import { formatShifted } from './format-shifted.js'

const { link } = prepared(formatShifted, aDepotScene())

test.each([
  ['red: dock\nblue: hall', '{"status":"ok","data":["red: dock","blue: hall"]}'],
  ['{"due":"2026-03-04"}', '{"status":"ok","data":{"due":"04.03.2026"}}'],
])('%j says the same as %j', (text, shifted) => {
  expect(askResult(link, text)).toBe(shifted)
})
