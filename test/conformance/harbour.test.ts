import { contentHash, FINISH_TOOL, type Sample, type TaskFamily, type WorldCall } from 'leadline'
import { createPolicyModel, harbourFamilies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { type Aiming, aim } from '../../src/probe/fork.js'
import type { ForkPoint, RecordedCall } from '../../src/probe/fork-point.js'
import { interventionNamed, interventions } from '../../src/probe/interventions/index.js'
import { planStudy } from '../../src/probe/planning/plan.js'
import { conversationOf } from '../../src/run/index.js'
import { placesOf } from '../support/aimed.js'
import { depotDesign } from '../support/depot-study.js'
import { play } from '../support/harbour-play.js'
import { plainJournal } from '../support/plain-journal.js'
import { isOfAgents } from './agent-interventions.js'
import { describeIntervention } from './interventions.js'

const PERFECT = createPolicyModel({ hazard: () => 0, derails: 'stops', onChange: 'adapts' })

/** The calls of a model without defects when nothing changes. */
async function routineOf(family: TaskFamily, sample: Sample): Promise<WorldCall[]> {
  const { messages } = await play(PERFECT, family, sample)
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.calls : []))
  return calls.flatMap(({ name, arguments: given }) => (name === FINISH_TOOL.name ? [] : [{ name, arguments: given }]))
}

/** Every family in one plan, each with samples of a size. */
function aimingAt(size: number, samples: number): Aiming {
  const plan = planStudy(
    depotDesign({
      families: harbourFamilies,
      forms: [{ stratum: size < 30 ? 'narrow' : 'long', size, samples }],
      probes: interventions.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.34 })),
    }),
  )
  const familyNamed = (name: string): TaskFamily => {
    const family = harbourFamilies.find((entry) => entry.name === name)
    if (family === undefined) throw new Error(`no family ${name}`)
    return family
  }
  return { plan, journal: plainJournal().asJournal, familyNamed, interventionNamed }
}

/** The routine forked where so much of it is done. */
async function pointAt(aiming: Aiming, sample: Sample, share: number): Promise<ForkPoint> {
  const family = aiming.familyNamed(sample.family)
  const routine = await routineOf(family, sample)
  const step = Math.max(1, Math.floor(routine.length * share))
  const trial = { id: 'parent', pairId: `pair ${sample.id}`, systemId: 'x', sampleId: sample.id, repeat: 0, order: 0 }
  const world = family.open(sample, trial.pairId)
  const startHash = contentHash(world.snapshot())
  const past: RecordedCall[] = []
  for (const call of routine.slice(0, step)) past.push({ call, result: await world.call(call) })
  const parent = { ...trial, arm: 'baseline', expects: 'solution' } as const
  const said = () => conversationOf(sample, past)
  return { parent, attempt: 1, step, startHash, past, future: routine.slice(step), said }
}

const ALL = harbourFamilies.map(({ name }) => name.slice('harbour-'.length))
const but = (...names: readonly string[]) => ALL.filter((name) => !names.includes(name))

/**
 * Families without a place for an intervention, by size: what it needs is not there, and it says so. A model without
 * defects makes no errors.
 */
const NOT_THERE: Readonly<Record<number, Readonly<Record<string, readonly string[]>>>> = {
  10: {
    'errors-cleaned': ALL,
    // Little is delivered and free to be taken on so early.
    'requirement-added': ['crane', 'customs', 'currents', 'permits', 'winter'],
    // Only passes add up.
    'retry-doubles': but('locks', 'winter'),
    'unit-shifted': ALL,
    // There is one page to read.
    'wrong-entity': ALL,
  },
  60: {
    'errors-cleaned': ALL,
    'retry-doubles': but('locks', 'winter'),
    'unit-shifted': ALL,
    'wrong-entity': ['permits'],
  },
}

const SIZES = [
  { size: 10, samples: 4 },
  { size: 60, samples: 2 },
]

test.each(SIZES)(
  'in every family at size $size each intervention finds a place where what it needs is there, and its witness meets the change',
  async ({ size, samples }) => {
    const aiming = aimingAt(size, samples)
    const ready = new Map<string, number>()
    for (const sample of aiming.plan.samples) {
      for (const share of [0.34, 0.7]) {
        const point = await pointAt(aiming, sample, share)
        for (const probe of aiming.plan.probes) {
          const aimed = await aim(aiming, point, probe)
          const place = `${sample.id} ${share} ${probe.intervention}`
          if (aimed.kind === 'not-applicable') {
            expect(aimed.missing, place).not.toContain('a witness')
            continue
          }
          const isInfeasible = probe.intervention === 'tool-removed-infeasible'
          expect(aimed.expects, place).toBe(isInfeasible ? 'infeasible' : 'solution')
          if (!isInfeasible) expect(aimed.witness?.deliveries, place).toBeGreaterThan(0)
          const key = `${sample.family} ${probe.intervention}`
          ready.set(key, (ready.get(key) ?? 0) + 1)
        }
      }
    }
    const ofWorlds = interventions.filter((each) => !isOfAgents(each))
    const missing = ofWorlds.flatMap(({ name: intervention }) => {
      const without = harbourFamilies.filter(({ name }) => !ready.has(`${name} ${intervention}`))
      return without.length === 0 ? [] : [[intervention, without.map(({ name }) => name.slice('harbour-'.length))]]
    })
    expect(Object.fromEntries(missing)).toEqual(NOT_THERE[size])
  },
)

test('on work of 600 calls permission can be revoked wherever the draw falls', async () => {
  const aiming = aimingAt(600, 1)
  const [sample] = aiming.plan.samples
  if (sample === undefined) throw new Error('no sample')
  const family = aiming.familyNamed(sample.family)
  const { past: recorded, future } = await pointAt(aiming, sample, 0.34)
  const past = recorded.map(({ call }) => call)
  for (let draw = 0; draw < 1; draw += 0.05) {
    const environment = family.open(sample, 'chance')
    for (const call of past) void environment.call(call)
    const scene = { sample, environment, past, future, dose: {}, draw: () => draw }
    expect(interventionNamed('permission-revoked').prepare(scene).kind, `draw ${draw}`).toBe('ready')
  }
})

// The family with most rules at once, forked in the middle.
for (const family of harbourFamilies.filter(({ name }) => name === 'harbour-winter')) {
  const sample = family.makeSample({ stratum: 'narrow', size: 20, seed: 2 })
  const routine = await routineOf(family, sample)
  const forks = [Math.floor(routine.length * 0.4)]
  const world = { name: 'winter harbour', sample, open: () => family.open(sample, 'x'), routine, forks }
  for (const intervention of interventions) {
    // The test above says what is missing where.
    if ((await placesOf(intervention, world)).length > 0) describeIntervention(intervention, world)
  }
}
