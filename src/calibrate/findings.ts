import type {
  CalibrationRow,
  Estimate,
  InterventionFinding,
  PairComparison,
  ShadowFinding,
  Verdict,
} from '../domain/index.js'
import { clopperPearson } from '../estimate/index.js'

/** What was found, as far as planted truths speak of it. */
export interface Findings {
  readonly pairs: readonly PairComparison[]
  readonly shadows: readonly ShadowFinding[]
  readonly interventions: readonly InterventionFinding[]
}

/** A planted fault that a study must find, or the lack of one that it must not find. */
export type PlantedFinding =
  /** Behind the reference, and further behind on long work. */
  | { readonly kind: 'shadow'; readonly system: string }
  /** One intervention lowers success. */
  | { readonly kind: 'harm'; readonly system: string; readonly intervention: string }
  /** A system that equals the reference: nothing at all is to be found. */
  | { readonly kind: 'null-pair'; readonly system: string }

/** Whether a planted fault was found, with its estimate, or how often something was found where nothing is. */
export function recoverFinding(plant: PlantedFinding, findings: Findings, level: number): CalibrationRow {
  if (plant.kind === 'null-pair') return nullPairRow(plant.system, findings, level)
  if (plant.kind === 'shadow') {
    const found = findings.shadows.find(({ system }) => system === plant.system)
    return foundRow(`${plant.system}: further behind on long work`, found?.shadow, found?.correctedVerdict, 1)
  }
  const { system, intervention } = plant
  const found = findings.interventions.find((row) => row.system === system && row.intervention === intervention)
  return foundRow(`${system}: ${intervention} harms`, found?.effect, found?.correctedVerdict, -1)
}

function foundRow(
  quantity: string,
  estimate: Estimate | undefined,
  verdict: Verdict | undefined,
  sign: 1 | -1,
): CalibrationRow {
  const recovered = estimate ?? nothing()
  const isRecovered = verdict?.kind === 'established' && recovered.kind === 'determined' && recovered.value * sign > 0
  return { quantity, unit: 'points', recovered, isRecovered, note: verdict?.kind ?? 'not estimated' }
}

function nullPairRow(system: string, { pairs, shadows }: Findings, level: number): CalibrationRow {
  const verdicts = [
    ...pairs.filter((pair) => pair.system === system).map(({ correctedVerdict }) => correctedVerdict),
    ...shadows.filter((shadow) => shadow.system === system).map(({ correctedVerdict }) => correctedVerdict),
  ]
  const hits = verdicts.filter(({ kind }) => kind === 'established').length
  const basis = { method: 'share-of-comparisons', level, samples: verdicts.length, trials: verdicts.length }
  const recovered: Estimate =
    verdicts.length === 0
      ? nothing()
      : {
          kind: 'determined',
          value: hits / verdicts.length,
          ...clopperPearson(hits, verdicts.length, level),
          ...basis,
          excluded: {},
          warnings: [],
        }
  return {
    quantity: `null pair ${system}: called different`,
    planted: 0,
    unit: 'share',
    recovered,
    isRecovered: verdicts.length > 0 && hits === 0,
    note: `${hits} of ${verdicts.length}`,
  }
}

function nothing(): Estimate {
  const basis = { method: 'none', level: 0.95, samples: 0, trials: 0, excluded: {}, warnings: [] }
  return { kind: 'undetermined', reason: 'no-data', ...basis }
}
