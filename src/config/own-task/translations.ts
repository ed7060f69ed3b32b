import { ConfigError, type ToolWords, type Translation } from '../../domain/index.js'
import type { AnyTask, AnyTranslation } from './any-task.js'

/** @throws ConfigError that names the first translation that is none */
export function requireTranslations({ name, translations = {} }: Pick<AnyTask, 'name' | 'translations'>): void {
  for (const [language, words] of Object.entries(translations)) {
    const place = `${name}.translations.${language}`
    if (!isTag(language)) throw new ConfigError(place, language, 'the tag of a language, such as de or pt-BR')
    if (typeof words !== 'object' || words === null) {
      throw new ConfigError(place, words, 'an object with goal, instructions or tools')
    }
    for (const [tool, own] of Object.entries(words.tools ?? {})) {
      if (typeof own?.description === 'string') continue
      throw new ConfigError(`${place}.tools.${tool}`, own, 'an object with a description')
    }
  }
}

/** Whether a text is the tag of a language. */
export function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

/**
 * The words of one instance in every language that the task gives.
 *
 * @throws Error where a goal or a rule is no text
 */
export function translationsOf({ name, translations = {} }: AnyTask, state: unknown): readonly Translation[] {
  return Object.entries(translations).map(([language, words]): Translation => {
    const text = (part: 'goal' | 'instructions') => textOf(`${part} of ${name} in ${language}`, words[part], state)
    const [goal, instructions, tools] = [text('goal'), text('instructions'), toolsOf(words)]
    return {
      language,
      ...(goal !== undefined && { goal }),
      ...(instructions !== undefined && { instructions }),
      ...(tools !== undefined && { tools }),
    }
  })
}

function textOf(place: string, given: AnyTranslation['goal'], state: unknown): string | undefined {
  const text: unknown = typeof given === 'function' ? given(structuredClone(state)) : given
  if (text === undefined && given === undefined) return undefined
  if (typeof text === 'string') return text
  throw new Error(`${place} is ${typeof text}; expected a text`)
}

function toolsOf({ tools }: AnyTranslation): Translation['tools'] {
  if (tools === undefined) return undefined
  const entries = Object.entries(tools).flatMap(([tool, words]): (readonly [string, ToolWords])[] => {
    return words === undefined ? [] : [[tool, words]]
  })
  return Object.fromEntries(entries)
}
