import {
  ConfigError,
  type Sample,
  type ToolSpec,
  type ToolWords,
  type Translation,
  translationProblem,
} from '../../domain/index.js'
import type { ServerFamily, ServerTask, ServerWords } from './server-family.js'

/** What a task and its family say in other languages. */
export function translationsOf(family: ServerFamily, task: ServerTask): readonly Translation[] {
  const languages = new Set([...Object.keys(family.translations ?? {}), ...Object.keys(task.translations ?? {})])
  return [...languages].map((language): Translation => {
    const { instructions, tools } = family.translations?.[language] ?? {}
    const goal = task.translations?.[language]?.goal
    return {
      language,
      ...(goal !== undefined && { goal }),
      ...(instructions !== undefined && { instructions }),
      ...(tools !== undefined && { tools: toolWords(tools) }),
    }
  })
}

function toolWords(tools: NonNullable<ServerWords['tools']>): NonNullable<Translation['tools']> {
  const entries = Object.entries(tools).map(([name, { description, parameters }]): readonly [string, ToolWords] => {
    return [name, { description, ...(parameters !== undefined && { parameters }) }]
  })
  return Object.fromEntries(entries)
}

/** @throws ConfigError where what is said in another language does not say the same */
export function requireSame(
  family: ServerFamily,
  task: ServerTask,
  { sample, tools }: { readonly sample: Sample; readonly tools: readonly ToolSpec[] },
): void {
  for (const translation of translationsOf(family, task)) {
    const problem = translationProblem(translation, { ...sample, tools })
    if (problem === undefined) continue
    const expected = 'the same numbers, ids, names in quotes, tools and parameters as in the original'
    throw new ConfigError(`translations of ${family.name}/${task.name}`, problem, expected)
  }
}
