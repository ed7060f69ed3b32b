import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../../../test/support/command.js'
import { plainEnvironment, writeHome } from './home.js'

test('a home gets texts as they are and values as JSON, filled with what belongs to the trial', async () => {
  const home = emptyFolder()
  const files = { 'notes.txt': 'for {goal}', '.agent/mcp.json': { args: ['--to', '{to}'] } }
  await writeHome(home, files, (text) => text.replaceAll('{to}', 'here').replaceAll('{goal}', 'letters'))
  expect(readFileSync(join(home, 'notes.txt'), 'utf8')).toBe('for letters')
  expect(JSON.parse(readFileSync(join(home, '.agent/mcp.json'), 'utf8'))).toEqual({ args: ['--to', 'here'] })
})

test('of an environment only harmless names are passed on', () => {
  expect(plainEnvironment({ PATH: '/bin', OPENAI_API_KEY: 'secret', LANG: undefined })).toEqual({ PATH: '/bin' })
})
