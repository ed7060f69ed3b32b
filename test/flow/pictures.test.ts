import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { withRecordedData } from '../support/recorded.js'

const drawn = fileURLToPath(new URL('../../docs/pictures', import.meta.url))

test(
  'the picture of the README is the one that the recorded table gives today (npm run pictures draws it anew)',
  withRecordedData(async (folder) => {
    const cwd = emptyFolder()
    const env = { LEADLINE_DATA: folder }
    expect((await leadline(['example', 'openhands.jsonl'], { cwd, env })).code).toBe(0)
    const sides = ['--stratum', 'narrow=swe-bench', '--stratum', 'long=gaia,commit0', '--contrast', 'other-work']
    const how = ['--preset', 'openhands', '--reference', 'claude-opus-4-5', ...sides, '--pictures', 'pictures']
    const { code, stderr } = await leadline(['shadow', 'openhands.jsonl', ...how], { cwd, env })
    expect(code, stderr).toBe(0)
    const files = readdirSync(join(cwd, 'pictures'))
    expect(files).toContain('success-family-light.svg')
    for (const theme of ['light', 'dark']) {
      const now = readFileSync(join(cwd, `pictures/shadow-0-${theme}.svg`), 'utf8')
      expect(now).toBe(readFileSync(join(drawn, `shadow-${theme}.svg`), 'utf8'))
    }
    for (const file of files) {
      const svg = readFileSync(join(cwd, 'pictures', file), 'utf8')
      expect([svg.startsWith('<svg '), svg.endsWith('</svg>\n')], file).toEqual([true, true])
      expect(svg, file).not.toContain('var(--')
    }
  }),
)
