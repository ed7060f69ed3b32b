import type { ToolWords } from 'leadline'
import type { RuleKind } from '../making/variants.js'
import type { Crate } from '../state.js'
import type { TOOLS } from '../tools.js'

/** What the rules of a variant say, whatever the language. */
export interface RuleFacts {
  /** Crossings that a pass allows. */
  readonly crossings: number
  /** Lifts before crane and winch have to be reset. */
  readonly lifts: number
  /** Said in fewer words, where a variant has many rules. */
  readonly isBrief: boolean
}

/** What the harbour says at the beginning, in one language. Facts come in as arguments: no sentence knows a number. */
export interface HarbourWords {
  /** Its tag, such as `de`. */
  readonly language: string
  /** Standing rules that all variants share. */
  readonly shared: readonly string[]
  rule(kind: RuleKind, facts: RuleFacts): string
  /** Comes before the list of crates. */
  readonly listed: string
  /** The goal where the manifest has the crates. */
  manifest(crates: number, pages: number): string
  /** One crate of the list. */
  crate(crate: Crate): string
  /** Ends the goal. */
  readonly close: string
}

/** A language other than that of the tools themselves. */
export interface OtherWords extends HarbourWords {
  readonly tools: { readonly [Name in keyof typeof TOOLS]: ToolWords }
}
