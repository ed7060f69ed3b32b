import type { JsonValue, Preparation, Scene, ToolResult, WorldCall } from '../../domain/index.js'
import { ANSWERS_AT_ONCE, isWanted, notApplicable, pick, playFuture, retryFirst } from './aim.js'

/** How the answers of one reading tool are changed. */
interface AnswersChange {
  readonly name: string
  /** What is missing where no reading tool answers in a form that can be changed. */
  readonly missing: string
  /** The answer as it is passed on; the same text where there is nothing to change. */
  readonly change: (text: string) => string
  /** How many answers are changed; all of them where left out. */
  readonly calls?: number
  /** Tools that it may be; any reading tool where left out. */
  readonly tools?: readonly string[]
}

/** Aims at a reading tool of the future whose answers the change touches, and changes them as they come. */
export function prepareAnswers(scene: Scene, of: AnswersChange): Preparation {
  const { name, missing, change, calls, tools = scene.environment.tools.map((tool) => tool.name) } = of
  const touched = readsThat(scene, ({ name: asked }, { text }) => tools.includes(asked) && change(text) !== text)
  if (touched === undefined) return notApplicable(ANSWERS_AT_ONCE)
  const tool = pick(touched, scene.draw('target'))
  if (tool === undefined) return notApplicable(missing)
  return {
    kind: 'ready',
    constraint: { kind: 'misreported', tool },
    link: {
      name,
      matches: (call) => call.name === tool,
      result: (_, { text, isError }, { delivered }) => {
        const changed = isError || (calls !== undefined && delivered >= calls) ? text : change(text)
        return changed === text ? { kind: 'pass' } : { kind: 'replace', result: { text: changed, isError } }
      },
    },
    adapt: (plan) => (calls === undefined ? plan : retryFirst(plan, tool, calls)),
  }
}

/**
 * Reading tools of the future with a good answer that fits; those with at least two such answers where there are any.
 *
 * @returns undefined where the world does not answer at once
 */
export function readsThat(
  scene: Scene,
  fits: (call: WorldCall, result: ToolResult) => boolean,
): readonly string[] | undefined {
  const times = new Map<string, number>()
  const isPlayed = playFuture(scene, ({ call, spec, result }) => {
    if (spec.effect !== 'reads' || result.isError || !isWanted(scene, spec.name) || !fits(call, result)) return
    times.set(call.name, (times.get(call.name) ?? 0) + 1)
  })
  if (!isPlayed) return undefined
  const repeated = [...times].filter(([, count]) => count >= 2)
  return (repeated.length > 0 ? repeated : [...times]).map(([tool]) => tool)
}

/** A text as the JSON that it is, or undefined where it is none; plain words and numbers are texts. */
export function jsonIn(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lines of the form `name: value`, in order. */
export function namedValues(text: string): { readonly name: string; readonly value: string }[] {
  return [...text.matchAll(/^([^\s:][^:\n]*): (.+)$/gm)].map(([, name = '', value = '']) => ({ name, value }))
}
