import type { Translation } from 'leadline'
import type { Generated } from '../making/generate.js'
import type { Variant } from '../making/variants.js'
import { pagesOf } from '../observation.js'
import { toolsFor } from '../tools.js'
import { GERMAN } from './german.js'
import { SPANISH } from './spanish.js'
import type { HarbourWords, OtherWords } from './words.js'

export { ENGLISH } from './english.js'

/** Crates up to which the goal lists them; longer work refers to the manifest. */
const LISTED = 4

/** The standing rules of a variant. */
export function instructionsIn(words: HarbourWords, { told, rules, isBrief = false }: Variant): string {
  const facts = { crossings: rules.crossingsPerPass ?? 0, lifts: rules.craneQuota ?? 0, isBrief }
  return [...words.shared, ...told.map((kind) => words.rule(kind, facts))].join('\n')
}

/** What is asked for at the beginning of a sample. */
export function goalIn(words: HarbourWords, { state }: Pick<Generated, 'state'>): string {
  const { length } = state.crates
  if (length <= LISTED)
    return [words.listed, ...state.crates.map((crate) => words.crate(crate)), words.close].join('\n')
  return `${words.manifest(length, pagesOf(state))} ${words.close}`
}

/** A sample in every language but its own, from the same facts. */
export function translationsOf(variant: Variant, generated: Generated): readonly Translation[] {
  return [GERMAN, SPANISH].map((words) => ({
    language: words.language,
    instructions: instructionsIn(words, variant),
    goal: goalIn(words, generated),
    tools: toolWordsIn(words, variant),
  }))
}

function toolWordsIn({ tools }: OtherWords, { rules }: Variant): NonNullable<Translation['tools']> {
  const offered = new Set<string>(toolsFor(rules).map(({ name }) => name))
  return Object.fromEntries(Object.entries(tools).filter(([name]) => offered.has(name)))
}
