import {
  type Intervention,
  type Link,
  namesIn,
  type Preparation,
  parameterWords,
  type Scene,
  type ToolSpec,
  type ToolWords,
  type Translated,
  type Translation,
  toolsProblem,
  wordsProblem,
} from '../../domain/index.js'
import { isWanted, notApplicable, pick } from './aim.js'
import { propertiesOf } from './parameters.js'
import { sayingOnce } from './told.js'

const SAME_WORK = {
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'goes on as before',
  needs: ['`translations`'],
} as const

/** The operator says the rules and the goal once more, in another language. */
export const goalTranslated: Intervention = {
  ...SAME_WORK,
  name: 'goal-translated',
  question: 'Does it work alike when the same goal is said again in another language?',
  seams: ['operator-turn'],
  target: 'a language in which the world gives its goal',
  witness: 'the plan as it is; every number, id and name of the goal stands in the new words',
  example: '"Here is the same request once more, in German. ... C-101: liegt in Elm, bestimmt für Fern ..."',
  prepare(scene) {
    const found = chosen(scene, { what: 'goal', has: ({ goal }) => goal !== undefined, problemOf: wordsProblem })
    if (typeof found === 'string') return notApplicable(found)
    const { language, instructions, goal } = found
    const frame = `Here is the same request once more, in ${languageName(language)}. Nothing about it has changed.`
    const words = [frame, instructions, goal].filter((text) => text !== undefined && text !== '')
    return prepared(sayingOnce('goal-translated', words.join('\n\n')), language)
  },
}

/** The tools are described in another language. */
export const descriptionTranslated: Intervention = {
  ...SAME_WORK,
  name: 'description-translated',
  question: 'Does it still know its tools when they are described in another language?',
  seams: ['tool-list'],
  target: 'a language in which the world describes a tool that the baseline goes on to use',
  witness: 'the plan as it is; every number, id and name of a description stands in the new words',
  example:
    '"Sail through a channel to a neighbouring berth." becomes "Navega por un canal hasta un atracadero vecino."',
  prepare(scene) {
    const has = ({ tools = {} }: Translation) => scene.future.some(({ name }) => Object.hasOwn(tools, name))
    const found = chosen(scene, {
      what: 'description of a tool that is used after the fork',
      has,
      problemOf: toolsProblem,
    })
    if (typeof found === 'string') return notApplicable(found)
    const { language, tools: words = {} } = found
    const link: Link = {
      name: 'description-translated',
      offer: (tools) => ({ kind: 'replace', tools: tools.map((spec) => translated(spec, words[spec.name])) }),
    }
    return prepared(link, language)
  },
}

function prepared(link: Link, language: string): Preparation {
  return { kind: 'ready', constraint: { kind: 'unhindered', at: language }, link, adapt: (plan) => plan }
}

/** A translation of what is asked for that says the same, or what is missing. */
function chosen(
  scene: Scene,
  of: {
    readonly what: string
    readonly has: (translation: Translation) => boolean
    readonly problemOf: (translation: Translation, of: Translated) => string | undefined
  },
): Translation | string {
  const { environment, sample } = scene
  const all = environment.translations?.() ?? []
  if (all.length === 0) return 'translations'
  const given = all.filter((translation) => isWanted(scene, translation.language) && of.has(translation))
  const original = { ...sample, tools: environment.tools, names: namesIn(environment.snapshot()) }
  const problems = given.map((translation) => of.problemOf(translation, original))
  const sound = given.filter((_, at) => problems[at] === undefined)
  const found = pick(sound, scene.draw('language'))
  if (found !== undefined) return found
  const problem = problems.find((words) => words !== undefined)
  return problem === undefined ? `a translated ${of.what}` : `a translation that says the same (${problem})`
}

/** `German` for `de`; the tag itself where it has no name. */
function languageName(tag: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' }).of(tag) ?? tag
}

function translated(spec: ToolSpec, words: ToolWords | undefined): ToolSpec {
  if (words === undefined) return spec
  const described = parameterWords(spec)
  const properties = Object.entries(propertiesOf(spec)).map(([name, schema]) => {
    const description = Object.hasOwn(described, name) ? words.parameters?.[name] : undefined
    return [name, description === undefined ? schema : { ...Object(schema), description }] as const
  })
  const parameters =
    properties.length === 0 ? spec.parameters : { ...spec.parameters, properties: Object.fromEntries(properties) }
  return { ...spec, description: words.description, parameters }
}
