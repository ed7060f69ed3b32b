import { ConfigError } from '../domain/index.js'
import { auditInterventions } from '../probe/index.js'

/** How much of a study is run. */
export interface Tier {
  /** Samples of each form in each family. */
  readonly samples: number
  readonly repeats: number
  readonly forkRepeats: number
  readonly gate: { readonly solved: number; readonly of: number }
  readonly probes: number
  /** Of the harbour bank, where models are probed without a configuration. */
  readonly families: number
  /** Reference calls of the long form there: cost grows with the square of it. */
  readonly longSize: number
}

/**
 * Sizes of a plan by what it is for: enough to see what is large, to decide on a scope of work, or to stand up to an
 * audit with one intervention at least of every group of the catalogue. The rest of it is named in a configuration.
 */
export const TIERS = {
  triage: {
    samples: 1,
    repeats: 2,
    forkRepeats: 1,
    gate: { solved: 1, of: 2 },
    probes: 4,
    families: 4,
    longSize: 30,
  },
  decision: {
    samples: 3,
    repeats: 3,
    forkRepeats: 1,
    gate: { solved: 2, of: 3 },
    probes: 8,
    families: 8,
    longSize: 60,
  },
  audit: {
    samples: 6,
    repeats: 5,
    forkRepeats: 2,
    gate: { solved: 3, of: 5 },
    probes: auditInterventions.length,
    families: 8,
    longSize: 60,
  },
} as const satisfies Record<string, Tier>

/** Share of a baseline's steps after which a probe is triggered that says nothing else. */
export const TRIGGER = 0.34

/** @throws ConfigError with the names there are */
export function tierNamed(name: string | undefined): Tier | undefined {
  if (name === undefined) return undefined
  if (name === 'triage' || name === 'decision' || name === 'audit') return TIERS[name]
  throw new ConfigError('--tier', name, Object.keys(TIERS).join(', '))
}

/** The interventions of a tier: those of the default set first. */
export function probesOf({ probes }: Pick<Tier, 'probes'>): { intervention: string; trigger: number }[] {
  return auditInterventions.slice(0, probes).map(({ name }) => ({ intervention: name, trigger: TRIGGER }))
}
