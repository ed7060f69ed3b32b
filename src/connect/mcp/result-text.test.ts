import { expect, test } from 'vitest'
import { resultText } from './result-text.js'

test('texts stand as they are, and what is no text is named', () => {
  const content = [
    { type: 'text', text: 'first' },
    { type: 'image', data: 'AAAA', mimeType: 'image/png' },
    { type: 'resource', resource: { uri: 'file:///a', text: 'inside' } },
    { type: 'resource', resource: { uri: 'file:///b', blob: 'AAAA', mimeType: 'image/png' } },
    { type: 'resource_link', uri: 'file:///c' },
  ]
  expect(resultText({ content }).split('\n')).toEqual([
    'first',
    expect.stringMatching(/^\[image image\/png 3 bytes, [0-9a-f]{8}\]$/),
    'inside',
    '[resource file:///b image/png]',
    '[resource_link file:///c]',
  ])
})

test('two images are told apart', () => {
  const imageOf = (data: string) => resultText({ content: [{ type: 'image', data, mimeType: 'image/png' }] })
  expect(imageOf('AAAA')).not.toBe(imageOf('BBBB'))
})

test('structured content stands where there is nothing else', () => {
  expect(resultText({ content: [], structuredContent: { a: 1 } })).toBe('{"a":1}')
  expect(resultText({})).toBe('')
})
