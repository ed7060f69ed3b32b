import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { interventions } from '../../src/probe/interventions/index.js'
import { depotRoutine, depotSample, openDepot } from '../support/depot-world.js'
import { describeIntervention } from './interventions.js'

for (const intervention of interventions) {
  describeIntervention(intervention, {
    name: 'depot',
    sample: depotSample(),
    open: openDepot,
    routine: depotRoutine(),
  })
}

test.each(interventions)(
  'docs/interventions.md has both rows of $name, in its own words',
  ({ name, question, adaptive }) => {
    const page = readFileSync(new URL('../../docs/interventions.md', import.meta.url), 'utf8')
    const [what = '', aims = ''] = page.split('## How each one aims')
    expect(what.split('\n').filter((line) => line.includes(`\`${name}\` | ${question} |`))).toEqual([
      expect.stringContaining(`| ${adaptive} |`),
    ])
    expect(aims.split('\n').filter((line) => line.startsWith('|') && line.includes(`\`${name}\``))).toHaveLength(1)
  },
)
