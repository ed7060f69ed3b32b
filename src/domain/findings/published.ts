/** What a published figure says of trials: the share that succeeds, or the share of tasks solved k times out of k, or at least once. */
export type PublishedMetric = 'success' | 'pass-all-of' | 'pass-any-of'

/** A figure as somebody published it. */
export interface PublishedFigure {
  readonly system: string
  /** The benchmark or kind of work. */
  readonly family?: string
  readonly metric: PublishedMetric
  /** From 1; 1 for success. */
  readonly k: number
  /** As it is printed, such as `61.5`. */
  readonly printed: string
  /** In [0, 1]. */
  readonly value: number
  /** One unit of the last printed digit, as a share: 0.001 for `61.5` percent. */
  readonly unit: number
  /** Tasks that the figure is said to rest on. */
  readonly tasks: number
  /** Trials of each task. */
  readonly trials: number
  /** Line of the table. */
  readonly line: number
}

/** Whether a figure can come from its tasks and trials at all. */
export interface FigureAudit {
  readonly figure: PublishedFigure
  /**
   * `possible`: some results, rounded, give it. `only-cut-off`: only where digits were cut off instead of rounded.
   * `impossible`: no results give it. `untold`: so many trials reach every figure of so few digits.
   */
  readonly verdict: 'possible' | 'only-cut-off' | 'impossible' | 'untold'
  /** Share of the figures round about that can arise, in [0, 1]: the smaller, the more a possible figure says. */
  readonly reachable: number
  /** Nearest results below and above, in [0, 1]; only for figures that rounding does not give. */
  readonly below?: number
  readonly above?: number
  /** The finding in one plain sentence. */
  readonly words: string
}

/** Figures of one system that contradict one another, whatever the results were. */
export interface FigureConflict {
  readonly system: string
  readonly family?: string
  /** Lines of the table, ascending. */
  readonly lines: readonly number[]
  /** What contradicts what, in one plain sentence. */
  readonly words: string
}

/** Two rows of a table with the same digits. */
export interface RepeatedDigits {
  readonly systems: readonly [string, string]
  /** Figures with the same digits, of all that both systems have. */
  readonly same: number
  readonly of: number
  /** Chance of so many equal figures among two equally good systems with independent trials, in (0, 1]. */
  readonly p: number
  /** Holm over all pairs of the table. */
  readonly correctedP: number
  /** True where chance does not explain it after correction. */
  readonly isFlagged: boolean
  readonly words: string
}

/** A published difference held against what its size can tell. */
export interface PublishedComparison {
  readonly system: string
  readonly reference: string
  readonly family?: string
  readonly metric: PublishedMetric
  /** As in `PublishedFigure`. */
  readonly k: number
  /** Reference minus system, in [-1, 1]. */
  readonly difference: number
  /** Interval for two samples of tasks, each task worth one trial: what can be said without the results by task. */
  readonly low: number
  readonly high: number
  /** The same at the level that is left to each of the comparisons of one figure. */
  readonly correctedLow: number
  readonly correctedHigh: number
  /** Smallest p that any results with this difference could give, were the same tasks used for both; in (0, 1]. */
  readonly smallestP: number
  /** Difference that so many tasks and trials find in four of five studies, the same tasks for both; absent below two tasks. */
  readonly smallestFound?: number
  /** Chance that such a study finds a true difference of the published size; in [0, 1]. */
  readonly power?: number
  /**
   * `holds`: the interval excludes zero after correction. `depends`: only the results by task can tell. `too-small`: no
   * results could tell.
   */
  readonly verdict: 'holds' | 'depends' | 'too-small'
  readonly words: string
}

/** What a table of published figures can be held to without the trials behind it. */
export interface PublishedAudit {
  readonly reference: string
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number
  readonly figures: readonly FigureAudit[]
  readonly conflicts: readonly FigureConflict[]
  readonly repeats: readonly RepeatedDigits[]
  readonly comparisons: readonly PublishedComparison[]
  /** What figures without their trials leave open, in plain sentences. */
  readonly cannotSay: readonly string[]
}
