import type { Plant } from '../calibrate/index.js'
import type { Candidate } from '../domain/index.js'
import { defaultInterventions, interventionNamed } from '../probe/index.js'
import { loadBuiltIn } from './built-in.js'
import { INSTRUMENT_CHECK } from './study.js'
import type { StudySetup } from './study-setup.js'

/** Trials at a time: the embedded models answer at once, so more would only fill memory. */
const CONCURRENCY = 64
/** Prices that make costs of the instrument check visible; nobody is charged. */
const WIDE_PRICE = { inputUsdPerMillion: 5, outputUsdPerMillion: 25 }
const NARROW_PRICE = { inputUsdPerMillion: 0.5, outputUsdPerMillion: 2.5 }

/** The study that `npm start` runs: embedded policy models of known truth in the harbour. */
export async function embeddedSetup(): Promise<StudySetup> {
  const builtIn = await loadBuiltIn()
  const { harbourFamilies, harbourPolicies } = builtIn
  const { wide, narrowOnly, control, wideTwin } = harbourPolicies
  const candidates = [wide, narrowOnly, control, wideTwin].map(
    ({ name, planted, model }): Candidate => ({
      system: { model: name },
      provenance: { kind: 'unknown', source: `planted: ${planted}` },
      model,
      price: name === narrowOnly.name ? NARROW_PRICE : WIDE_PRICE,
    }),
  )
  return {
    title: 'Instrument check',
    isInstrumentCheck: true,
    families: harbourFamilies,
    interventionNamed,
    requiredSuccess: 0.8,
    control: control.name,
    candidates,
    plants: plantsOf(builtIn),
    concurrency: CONCURRENCY,
    design: {
      name: INSTRUMENT_CHECK,
      seed: 20_261_124,
      systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
      reference: wide.name,
      families: harbourFamilies,
      forms: [
        { stratum: 'narrow', size: 10, samples: 3 },
        { stratum: 'long', size: 60, samples: 3 },
      ],
      probes: defaultInterventions.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.34 })),
      repeats: 3,
      forkRepeats: 1,
      gate: { solved: 2, of: 3 },
      limits: { stepsPerReferenceCall: 2.5, extraSteps: 20 },
      level: 0.95,
      margin: 0.1,
    },
  }
}

/** What is planted in the embedded models, as the instrument should recover it. */
function plantsOf(builtIn: Awaited<ReturnType<typeof loadBuiltIn>>): Plant[] {
  const { WIDE_HAZARD, NARROW_STEPS, NARROW_HAZARD, CONTROL_FAILURE } = builtIn
  const end = Number.POSITIVE_INFINITY
  const hazard = (system: string, from: number, to: number, planted: number): Plant => {
    return { kind: 'hazard', system: system, from, to, planted }
  }
  return [
    hazard('wide', 0, end, WIDE_HAZARD),
    hazard('wide-twin', 0, end, WIDE_HAZARD),
    hazard('narrow-only', 0, NARROW_STEPS, WIDE_HAZARD),
    hazard('narrow-only', NARROW_STEPS, end, NARROW_HAZARD),
    hazard('control', 0, 1, CONTROL_FAILURE),
    { kind: 'false-claims', system: 'narrow-only', planted: 1 },
    { kind: 'false-claims', system: 'control', planted: 0 },
    { kind: 'shadow', system: 'narrow-only' },
    { kind: 'harm', system: 'narrow-only', intervention: 'tool-renamed' },
    { kind: 'harm', system: 'narrow-only', intervention: 'tool-removed-infeasible' },
    { kind: 'null-pair', system: 'wide-twin' },
  ]
}
