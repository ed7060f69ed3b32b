/** What holds of a family of tasks before any model meets it. */
export interface TaskCheckup {
  /** Name of the family. */
  readonly task: string
  /** Instances that were looked at. */
  readonly samples: number
  /** In the order in which they were made. */
  readonly checks: readonly TaskCheck[]
  /** Every intervention, at a fork a third of the way through the witness; empty without one. */
  readonly interventions: readonly InterventionFit[]
}

/** One thing that was looked at. */
export interface TaskCheck {
  readonly name: string
  /** `missing`: not there, and asked for kindly; only `fails` is a defect. */
  readonly status: 'ok' | 'fails' | 'missing'
  /** What was found, in one line. */
  readonly words: string
}

/** Whether one intervention can be used on a task. */
export interface InterventionFit {
  readonly intervention: string
  /** Instances on which it can be used. */
  readonly usable: number
  /** What was missing on the first of the others; absent where it can be used on all. */
  readonly missing?: string
}
