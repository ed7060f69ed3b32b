import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { interventions } from '../../src/probe/interventions/index.js'
import { type ConformanceWorld, placesOf } from '../support/aimed.js'
import { depotRoutine, depotSample, openDepot } from '../support/depot-world.js'
import { aimsRow, whatRow } from '../support/intervention-rows.js'
import { openStockroom, stockroomRoutine, stockroomSample } from '../support/stockroom-world.js'
import { describeAgentIntervention, isOfAgents } from './agent-interventions.js'
import { depotForConformance, describeIntervention } from './interventions.js'

/** Worlds that lack nothing between them: each intervention is held to its contract wherever it finds a place. */
const WORLDS: readonly ConformanceWorld[] = [
  {
    name: 'depot',
    sample: depotSample(),
    open: openDepot,
    routine: depotRoutine(),
    forks: [1, 3, 4, 6, 8, 10, 13, 16],
  },
  { name: 'stockroom', sample: stockroomSample(), open: openStockroom, routine: stockroomRoutine(), forks: [2, 6, 11] },
]

/** Where somebody has made mistakes; only for what needs them. */
const CLUMSY: ConformanceWorld = {
  ...depotForConformance,
  name: 'depot after some mistakes',
  routine: [
    { name: 'look', arguments: {} },
    { name: 'open_gate', arguments: {} },
    { name: 'load', arguments: { parcel: 'purple' } },
    ...depotRoutine(),
  ],
  forks: [2, 3, 6],
}

for (const intervention of interventions.filter(isOfAgents)) describeAgentIntervention(intervention)

for (const intervention of interventions.filter((each) => !isOfAgents(each))) {
  const homes: ConformanceWorld[] = []
  for (const world of WORLDS) if ((await placesOf(intervention, world)).length > 0) homes.push(world)
  // Where it has no place at all, the suite of the last world says so.
  for (const world of homes.length > 0 ? homes : [CLUMSY]) describeIntervention(intervention, world)
}

const PAGE = readFileSync(new URL('../../docs/interventions.md', import.meta.url), 'utf8').split('\n')

test.each(interventions)('docs/interventions.md has both rows of $name, in its own words', (intervention) => {
  const { name } = intervention
  const rows = PAGE.filter((line) => line.startsWith('|') && line.includes(`| \`${name}\` |`))
  expect(rows).toEqual([whatRow(intervention), aimsRow(intervention)])
})

test.each(interventions)('$name says of itself what a reader of the catalogue asks', (intervention) => {
  const { dose, doseMeans = {}, target, needs, witness, example } = intervention
  for (const words of [target, witness, example]) expect(words).toMatch(/\S{2}/)
  expect(needs).toBeDefined()
  expect(Object.keys(doseMeans).sort()).toEqual(Object.keys(dose).sort())
})
