import { isJsonObject, type JsonValue } from '../identity.js'
import type { ToolOffer } from '../message.js'
import { factProblem } from './same-facts.js'

/** The words of a task in another language. Numbers, ids, names in quotes and names of parameters stand as they are. */
export interface Translation {
  /** Its tag, such as `de` or `pt-BR`. */
  readonly language: string
  /** Standing rules; absent where there are none, or they are not translated. */
  readonly instructions?: string
  /** What is asked for at the beginning. */
  readonly goal?: string
  /** By name of the tool. */
  readonly tools?: Readonly<Record<string, ToolWords>>
}

/** The words of one tool in another language. */
export interface ToolWords {
  readonly description: string
  /** Descriptions of its parameters by name: of all that have one, and of no others. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** What a translation has to say the same as. */
export interface Translated {
  readonly instructions: string
  readonly goal: string
  readonly tools: readonly ToolOffer[]
  /** Names of things of the world, which stand in every language as they are. */
  readonly names?: readonly string[]
}

/**
 * Holds a translation against what it translates: every number, id, quoted name, name of the world, tool and parameter of
 * the one has to stand in the other.
 *
 * @returns the first thing that differs and where, or undefined where nothing does
 */
export function translationProblem(translation: Translation, of: Translated): string | undefined {
  return wordsProblem(translation, of) ?? toolsProblem(translation, of)
}

/** As `translationProblem`, for goal and standing rules alone. */
export function wordsProblem({ language, goal, instructions }: Translation, of: Translated): string | undefined {
  if (goal !== undefined && goal.trim() === '') return `${language}.goal is empty`
  const texts = [
    ['goal', goal, of.goal],
    ['instructions', instructions, of.instructions],
  ] as const
  for (const [name, words, original] of texts) {
    const problem = words === undefined ? undefined : factProblem(original, words, of.names)
    if (problem !== undefined) return `${language}.${name}: ${problem}`
  }
  return undefined
}

/** As `translationProblem`, for the tools alone. */
export function toolsProblem({ language, tools = {} }: Translation, of: Translated): string | undefined {
  for (const [name, words] of Object.entries(tools)) {
    const tool = of.tools.find((offer) => offer.name === name)
    if (tool === undefined) {
      return `${language}.tools.${name}: there is no such tool; known: ${of.tools.map((offer) => offer.name).join(', ')}`
    }
    const problem = toolProblem(words, tool, of.names)
    if (problem !== undefined) return `${language}.tools.${name}${problem}`
  }
  return undefined
}

function toolProblem(words: ToolWords, tool: ToolOffer, names?: readonly string[]): string | undefined {
  const described = parameterWords(tool)
  const given = words.parameters ?? {}
  if (words.description.trim() === '') return '.description is empty'
  const problem = factProblem(tool.description, words.description, names)
  if (problem !== undefined) return `.description: ${problem}`
  const strange = Object.keys(given).find((name) => !Object.hasOwn(described, name))
  if (strange !== undefined) {
    return `.parameters.${strange}: no parameter of that name has a description; those are: ${Object.keys(described).join(', ') || 'none'}`
  }
  for (const [name, original] of Object.entries(described)) {
    const own = given[name]
    if (own === undefined) return `.parameters.${name} is missing`
    const wrong = factProblem(original, own, names)
    if (wrong !== undefined) return `.parameters.${name}: ${wrong}`
  }
  return undefined
}

/** Descriptions of the parameters of a tool by name; those without one are left out. */
export function parameterWords({ parameters }: Pick<ToolOffer, 'parameters'>): Readonly<Record<string, string>> {
  const properties = isJsonObject(parameters.properties) ? parameters.properties : {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) => {
      const text: JsonValue | undefined = isJsonObject(schema) ? schema.description : undefined
      return typeof text === 'string' ? [[name, text]] : []
    }),
  )
}

const LONGEST_NAME = 60

/** Names in a state: its keys and texts of one line that begin with a capital letter. */
export function namesIn(state: JsonValue): readonly string[] {
  const found = new Set<string>()
  const add = (text: string) => {
    if (text.length <= LONGEST_NAME && /^\p{Lu}[^\n]*[\p{L}\p{N}]$/u.test(text)) found.add(text)
  }
  const visit = (value: JsonValue | undefined): void => {
    if (typeof value === 'string') add(value)
    else if (Array.isArray(value)) for (const entry of value) visit(entry)
    else if (isJsonObject(value)) {
      for (const [key, entry] of Object.entries(value)) {
        add(key)
        visit(entry)
      }
    }
  }
  visit(state)
  return [...found]
}
