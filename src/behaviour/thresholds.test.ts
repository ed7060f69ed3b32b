import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as thresholds from './thresholds.js'

test('docs/behaviours.md names every threshold with its value', () => {
  const page = readFileSync(new URL('../../docs/behaviours.md', import.meta.url), 'utf8')
  for (const [name, value] of Object.entries(thresholds)) expect(page).toContain(`\`${name}\` = ${value}`)
})
