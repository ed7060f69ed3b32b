import type { EscalationFinding, Estimate, FailureModes, SessionFormat, Usage } from '../../domain/index.js'
import type { JudgedSuccess } from '../../sessions/index.js'

/** What recorded sessions say at once. */
export interface TracesDocument {
  readonly schemaVersion: 1
  readonly kind: 'traces'
  /** ISO date and time, given by the caller. */
  readonly createdAt: string
  readonly versions: Readonly<Record<string, string>>
  readonly record: {
    /** Name of the file that the sessions lie in. */
    readonly name: string
    readonly sessions: number
    /** Different things that were to be done, over all systems. */
    readonly tasks: number
    readonly files: readonly {
      readonly name: string
      readonly format: SessionFormat
      readonly sessions: number
      /** Broken places that were left out because the user said so. */
      readonly leftOut: number
    }[]
    /** What redaction took out, by rule. */
    readonly redacted: Readonly<Record<string, number>>
  }
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number
  readonly systems: readonly SystemSessions[]
  /** When a running session should be moved to a stronger model; absent where no session tells it. */
  readonly escalations?: readonly EscalationFinding[]
  /** What a judge says, corrected; absent where no session was judged. */
  readonly judged?: readonly JudgedSuccess[]
  /** What these sessions cannot tell, one plain sentence each. */
  readonly cannotSay: readonly string[]
}

/** The sessions of one system. */
export interface SystemSessions {
  readonly system: string
  readonly sessions: number
  /** Different things that were to be done. */
  readonly tasks: number
  /** Sessions by how they ended; unknown ones are no failures. */
  readonly ends: {
    readonly solved: number
    readonly failed: number
    readonly limit: number
    readonly void: number
    readonly unknown: number
  }
  /** Of sessions whose end is known. */
  readonly success: Estimate
  /** Model turns of a session. */
  readonly steps: { readonly median: number; readonly longest: number }
  readonly calls: {
    readonly made: number
    /** Calls whose record says whether they failed, and how many did; absent where none does. */
    readonly told?: { readonly calls: number; readonly errors: number }
  }
  readonly loops: LoopFinding
  /** Absent where no end is known. */
  readonly failureModes?: FailureModes
  readonly cost: {
    /** Sessions that carry a cost. */
    readonly sessions: number
    /** Those among them whose cost was worked out from tokens and the user's own price. */
    readonly priced: number
    /** Of those; absent where there are none. */
    readonly totalUsd?: number
    readonly meanUsd?: number
    readonly perFinishedJobUsd: Estimate
  }
  /** Sums over the sessions that carry tokens; absent where none does. */
  readonly tokens?: { readonly sessions: number; readonly use: Usage }
}

/** Which sessions went in circles, and when they began to. */
export interface LoopFinding {
  /** Sessions whose record tells it. */
  readonly told: number
  readonly looped: number
  /** Of those that tell it. */
  readonly share: Estimate
  /** Share of sessions that had begun to loop by a step, at steps that double; sessions that ended are a competing end. */
  readonly bySteps: readonly {
    readonly steps: number
    /** Sessions that had neither looped nor ended before. */
    readonly atRisk: number
    readonly share: number
    readonly low: number
    readonly high: number
  }[]
}
