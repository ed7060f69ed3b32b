import type { AaOptions, CoverageOptions, KnownSystem, Plant } from '../calibrate/index.js'
import type { Behaviour, Candidate, PlannedProbe } from '../domain/index.js'
import { interventionNamed, USUAL_DESIGN } from '../probe/index.js'
import { loadBuiltIn } from './built-in.js'
import type { StudySetup } from './study-setup.js'
import { ZOO_SYSTEMS, type ZooCheckSize } from './zoo-check.js'

/** One pair with nothing to find and one with something: every step of a network takes its time. */
const SHORT_ZOO: ZooCheckSize = {
  studies: 4,
  samples: { narrow: 4, long: 4 },
  others: ['teacher-again', 'student-narrow'],
}
const FULL_ZOO: ZooCheckSize = {
  studies: 40,
  samples: { narrow: 6, long: 8 },
  others: ZOO_SYSTEMS,
}

/** How much is run: enough to see a broken gauge in minutes, or enough to see a slightly bent one. */
export const CALIBRATION_SIZES = {
  short: { samples: 2, longSamples: 1, aaStudies: 200, coverageStudies: 60, simulatedStudies: 400, zoo: SHORT_ZOO },
  full: {
    samples: 10,
    longSamples: 5,
    aaStudies: 2_000,
    coverageStudies: 600,
    simulatedStudies: 10_000,
    zoo: FULL_ZOO,
  },
} as const

/** One of the sizes. */
export type CalibrationSize = (typeof CALIBRATION_SIZES)[keyof typeof CALIBRATION_SIZES]

/** Name of the study of planted truths. */
export const CALIBRATION = 'calibration'
const SEED = 20_261_125
/** Interventions under which each planted reaction is forced into the open. */
const PROBES = ['tool-renamed', 'tool-removed-infeasible', 'permission-revoked', 'rate-limit', 'route-blocked'] as const
/** Chance of the A/A systems to derail at each step: far from floor and ceiling on work of this size. */
const AA_HAZARD = 0.025
/** Chances of the two systems of the coverage studies: the second one's rises after its first steps. */
const COVERAGE = { hazard: 0.01, risenHazard: 0.04, risesAt: 8 } as const

/** A study of models with one planted truth each, and what should be recovered. */
export async function plantedSetup(size: CalibrationSize): Promise<StudySetup> {
  const { harbourFamilies, plantedPolicies } = await loadBuiltIn()
  const candidates = Object.values(plantedPolicies).map(
    ({ name, planted, model }): Candidate => ({
      system: { model: name },
      provenance: { kind: 'unknown', source: `planted: ${planted}` },
      model,
    }),
  )
  return {
    title: 'Calibration',
    isInstrumentCheck: true,
    families: harbourFamilies,
    interventionNamed,
    requiredSuccess: 0.8,
    candidates,
    plants: plants(),
    concurrency: 64,
    design: {
      ...USUAL_DESIGN,
      name: CALIBRATION,
      seed: SEED,
      systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
      reference: plantedPolicies.perfect.name,
      families: harbourFamilies,
      forms: [
        { stratum: 'narrow', size: 20, samples: size.samples },
        { stratum: 'long', size: 60, samples: size.longSamples },
      ],
      probes: PROBES.map((name): PlannedProbe => {
        return { intervention: name, dose: interventionNamed(name).dose, trigger: 0.5 }
      }),
    },
  }
}

function plants(): Plant[] {
  const end = Number.POSITIVE_INFINITY
  const hazard = (system: string, from: number, to: number, planted: number): Plant => {
    return { kind: 'hazard', system, from, to, planted }
  }
  const shows = (system: string, behaviour: Behaviour, intervention: string, planted = 1): Plant => {
    return { kind: 'reaction', system, behaviour, intervention, as: 'any', planted }
  }
  const never = (behaviour: Behaviour): Plant => {
    return { kind: 'reaction', system: 'perfect', behaviour, as: 'main', planted: 0 }
  }
  return [
    hazard('steady', 0, end, 0.01),
    hazard('rising', 0, 20, 0.002),
    hazard('rising', 20, end, 0.02),
    hazard('perfect', 0, end, 0),
    { kind: 'false-claims', system: 'steady', planted: 0.4 },
    { kind: 'false-claims', system: 'rising', planted: 0 },
    shows('perfect', 'adapts', 'tool-renamed'),
    shows('perfect', 'adapts', 'tool-removed-infeasible'),
    shows('forcing', 'force-fits', 'tool-renamed'),
    shows('forcing', 'force-fits', 'permission-revoked'),
    shows('forcing', 'falsely-claims', 'permission-revoked'),
    shows('looping', 'loops', 'tool-renamed'),
    shows('looping', 'loops', 'permission-revoked'),
    shows('regenerating', 'regenerates', 'route-blocked'),
    shows('claiming', 'falsely-claims', 'permission-revoked'),
    shows('claiming', 'falsely-claims', 'rate-limit'),
    ...(['falsely-claims', 'loops', 'force-fits', 'regenerates', 'abandons', 'unclassified'] as const).map(never),
  ]
}

/** Two systems that are equal in everything but name. */
export async function aaSetup(size: CalibrationSize): Promise<Omit<AaOptions, RunPart>> {
  const { harbourFamilies } = await loadBuiltIn()
  const [one, other] = [await known('one', () => AA_HAZARD), await known('other', () => AA_HAZARD)]
  return {
    families: harbourFamilies.slice(0, 6),
    candidates: [one.candidate, other.candidate],
    studies: size.aaStudies,
    samplesPerFamily: 1,
    size: 9,
    seed: SEED,
  }
}

/** Two systems that truly differ, by a known amount. */
export async function coverageSetup(size: CalibrationSize): Promise<Omit<CoverageOptions, RunPart>> {
  const { hazard, risenHazard, risesAt } = COVERAGE
  const { harbourFamilies } = await loadBuiltIn()
  return {
    families: harbourFamilies,
    reference: await known('reference', () => hazard),
    system: await known('rising', (step) => (step < risesAt ? hazard : risenHazard)),
    tracer: (await known('tracer', () => 0)).candidate,
    narrowSize: 6,
    longSize: 24,
    studies: size.coverageStudies,
    seed: SEED,
  }
}

/** What only the process that runs the studies knows. */
type RunPart = 'clock' | 'owner' | 'openJournal' | 'signal' | 'studyDone'

async function known(name: string, hazard: (step: number) => number): Promise<KnownSystem> {
  const { createPolicyModel } = await loadBuiltIn()
  const model = createPolicyModel({ hazard, derails: 'stops', onChange: 'adapts' })
  return { hazard, candidate: { system: { model: name }, provenance: { kind: 'unknown' }, model } }
}
