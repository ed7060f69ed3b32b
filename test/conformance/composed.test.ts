import { lengthenTasks, widenTasks } from '../../src/probe/index.js'
import { interventionNamed } from '../../src/probe/interventions/index.js'
import { depotFamily } from '../support/depot-world.js'
import { describeIntervention } from './interventions.js'

const REQUEST = { stratum: 'long', size: 40, seed: 3 } as const

/** One of each way in which a link acts: composed worlds are met by them as any other is. */
const NAMES = ['tool-renamed', 'stale-read', 'false-success', 'route-blocked', 'goal-replaced', 'budget-cut-silent']

for (const family of [lengthenTasks(depotFamily, 2), widenTasks(depotFamily, 2)]) {
  const sample = family.makeSample(REQUEST)
  const open = () => family.open(sample, 'x')
  const solution = open().solve?.([])
  const plan = solution?.kind === 'calls' ? solution.calls : []
  const site = plan[0]?.arguments.site === undefined ? {} : { site: 'A' }
  const look = { name: 'list_parcels', arguments: site }
  // Reads before, between and after the writes of the plan.
  const routine = [look, ...plan.flatMap((call, at) => (at % 4 === 3 ? [call, look] : [call])), look, look]
  for (const name of NAMES) {
    describeIntervention(interventionNamed(name), { name: family.name, sample, open, routine, forks: [3, 12] })
  }
}
