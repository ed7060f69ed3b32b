import type { Environment } from './environment.js'

/** The two matched forms of a family: short and well defined, or long. */
export type Stratum = 'narrow' | 'long'

/** Both, the short one first. */
export const STRATA = ['narrow', 'long'] as const satisfies readonly Stratum[]

/** Scopes of work that have a name, from short to open work; a table may have others. */
export const NAMED_SCOPES: readonly string[] = ['narrow', 'bounded', 'long', 'open-ended']

/** What a length counts; kinds are never mixed in one estimate. */
export type LengthKind = 'minutes-human' | 'minutes-estimated' | 'reference-steps' | 'checkpoints'

/** One concrete instance of a family: the unit of evidence. */
export interface Sample {
  /** Unique within a study, such as `harbour-locks/long/60/3`. */
  readonly id: string
  readonly family: string
  readonly stratum: Stratum
  /** With family, form and size it makes the instance. */
  readonly seed: number
  /** Requested length in reference calls. */
  readonly size: number
  /** Standing rules of the world: the system message. */
  readonly instructions: string
  /** What is asked for: the first operator turn. */
  readonly goal: string
  readonly reference: ReferenceLength
  /** Number of distinct tools and systems that the reference solution touches. */
  readonly width: number
  /** Where the tools are those of the agent, whose trials are then whole runs: names of tools that change nothing. */
  readonly ownTools?: { readonly reads: readonly string[] }
  /** True where its world can be brought back to no state, so that trials are whole runs and what one leaves meets the next. */
  readonly isRunWhole?: true
}

/** True where nothing of the trials of a sample can be forked. */
export function isRunWhole({ ownTools, isRunWhole }: Sample): boolean {
  return ownTools !== undefined || isRunWhole === true
}

/** Length of the shortest solution, in tool calls without `finish`. */
export interface ReferenceLength {
  /** Calls of the best verified plan. */
  readonly calls: number
  /** Proven lower bound; equal to `calls` where a search or the construction proves the optimum. */
  readonly atLeast: number
}

/** A form of work with how many samples there are of it. */
export interface TaskForm {
  readonly stratum: Stratum
  /** Reference calls. */
  readonly size: number
  readonly samples: number
  /** Samples of each family, from the first, that probes are used on; all where left out. */
  readonly probed?: number | undefined
}

/** Makes samples of any requested size from a seed. */
export interface TaskFamily {
  readonly name: string
  /** The bank that a claim covers, such as `harbour`. */
  readonly bank: string
  /** Where its samples are given and not made: their forms, in place of those of the study. */
  readonly forms?: readonly TaskForm[]
  /**
   * @param request.size wanted reference calls, at least 5
   * @param request.index place among the samples of this form, from 0; families that make samples have the seed
   */
  makeSample(request: {
    readonly stratum: Stratum
    readonly size: number
    readonly seed: number
    readonly index?: number
  }): Sample
  /** @param chance the pair's id: all chance in the world comes from it, so twins meet the same world */
  open(sample: Sample, chance: string): Environment
  /** Parts that its writer still has to write, each in words; no sample can be made before. Absent where there is none. */
  readonly unwritten?: readonly string[]
  /** Gives back what all its worlds hold; none is opened any more. */
  close?(): Promise<void>
}
