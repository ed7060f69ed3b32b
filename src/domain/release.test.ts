import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { RELEASE } from './index.js'

test('the release that records and reports name is that of the package', () => {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  expect(RELEASE).toBe(manifest.version)
})
