/** One measured number. */
export interface Figure {
  /** Such as `harness-per-step`; unique within a document. */
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 's' | 'ratio' | 'MiB' | 'MiB per 100k events' | 'per s' | 'events' | 'trials'
  /** Largest value that is good enough; absent where the figure is there to compare with. */
  readonly atMost?: number
  /** Smallest value that is good enough. */
  readonly atLeast?: number
  /** Whether the target is met; absent where there is none. */
  readonly isMet?: boolean
  /** What the value was taken from: so many of these. */
  readonly n: number
  readonly of: string
  /** How it was measured, one sentence. */
  readonly how: string
}

type Target = { readonly atMost: number } | { readonly atLeast: number }

/** A figure with its verdict where it has a target. */
export function figureOf(measured: Omit<Figure, 'isMet' | 'atMost' | 'atLeast'>, target?: Target): Figure {
  if (target === undefined) return measured
  const isMet = 'atMost' in target ? measured.value <= target.atMost : measured.value >= target.atLeast
  return { ...measured, ...target, isMet }
}

/** How large a measure is: the real one, or one small enough to show in seconds that it works. */
export type Form = 'full' | 'quick'

/** What a measure is given. */
export interface MeasureContext {
  readonly form: Form
  /** An empty folder of its own, removed afterwards. */
  readonly folder: string
}

/** Measures one thing; runs in a process of its own. */
export type Measure = (context: MeasureContext) => Promise<readonly Figure[]>
