import { describe, expect, test } from 'vitest'
import { plainText, textLines } from './plain-text.js'

describe('text of a model', () => {
  test('cannot steer a terminal: what it would obey is written out', () => {
    expect(plainText('a\u001B[2Jb\u0007\tc\r\nd\u009B')).toBe('a\\x1B[2Jb\\x07  c\nd\\x9B')
  })

  test('is cut where it is long, and the cut says how much is left out', () => {
    const look = { indent: '  ', most: 10 }
    expect(textLines('says: ', 'short', look)).toEqual(['  says: short'])
    expect(textLines('says: ', 'one\ntwo two two', look)).toEqual([
      '  says: one',
      '    two tw',
      '    ... 5 more characters (--full shows them)',
    ])
    expect(textLines('', 'x'.repeat(50), { indent: '' })).toEqual(['x'.repeat(50)])
  })
})
