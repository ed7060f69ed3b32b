import type { Environment, Translation } from '../../domain/index.js'

/** What composing says beside the words of the parts, in one language. */
interface ComposedWords {
  /** Comes before the first of several jobs. */
  opening(jobs: number): string
  /** Standing rule of several sites. */
  rule(sites: readonly string[]): string
  /** Comes before the goals of several sites. */
  all(sites: number): string
  site(name: string): string
}

/** The language in which composed samples are given. */
export const ENGLISH: ComposedWords = {
  opening: (jobs) =>
    `There are ${jobs} jobs, one after another, each in a place of its own. When one is done you are told the next. Job 1 of ${jobs}:`,
  rule: (sites) =>
    `There are ${sites.length} sites with nothing in common: ${sites.join(', ')}. Every tool takes the site at which it acts.`,
  all: (sites) => `There is one job at each of ${sites} sites; all of them are wanted.`,
  site: (name) => `Site ${name}:`,
}

/** By tag; parts that speak other languages are composed in English alone. */
const OTHERS: Readonly<Record<string, ComposedWords>> = {
  de: {
    opening: (jobs) =>
      `Es gibt ${jobs} Aufträge, einen nach dem anderen, jeden an einem eigenen Ort. Ist einer erledigt, wird dir der nächste genannt. Auftrag 1 von ${jobs}:`,
    rule: (sites) =>
      `Es gibt ${sites.length} Standorte, die nichts gemeinsam haben: ${sites.join(', ')}. Jedes Werkzeug nimmt als site den Standort, an dem es wirkt.`,
    all: (sites) => `An jedem von ${sites} Standorten gibt es einen Auftrag; alle sind gewünscht.`,
    site: (name) => `Standort ${name}:`,
  },
  es: {
    opening: (jobs) =>
      `Hay ${jobs} encargos, uno tras otro, cada uno en un lugar propio. Cuando uno está hecho se te dice el siguiente. Encargo 1 de ${jobs}:`,
    rule: (sites) =>
      `Hay ${sites.length} sitios que no tienen nada en común: ${sites.join(', ')}. Cada herramienta recibe como site el sitio en el que actúa.`,
    all: (sites) => `Hay un encargo en cada uno de los ${sites} sitios; se quieren todos.`,
    site: (name) => `Sitio ${name}:`,
  },
}

type Texts = Pick<Translation, 'goal' | 'instructions'>

/** The first of several jobs, as it is told at the beginning. */
export function chainTexts(words: ComposedWords, [first]: readonly Texts[], jobs: number): Required<Texts> {
  return { instructions: first?.instructions ?? '', goal: `${words.opening(jobs)}\n${first?.goal ?? ''}` }
}

/** Jobs at several sites, as they are told at the beginning. */
export function wideTexts(words: ComposedWords, parts: readonly Texts[], sites: readonly string[]): Required<Texts> {
  const goals = parts.map(({ goal = '' }, at) => `${words.site(sites[at] ?? '')}\n${goal}`)
  return {
    instructions: `${parts[0]?.instructions ?? ''}\n${words.rule(sites)}`,
    goal: [words.all(sites.length), ...goals].join('\n\n'),
  }
}

/** The translations that all parts have, with what is said beside them. */
export function composedTranslations(
  worlds: readonly Environment[],
  texts: (words: ComposedWords, parts: readonly Texts[]) => Required<Texts>,
): readonly Translation[] {
  const [first = [], ...others] = worlds.map((world) => world.translations?.() ?? [])
  return first.flatMap((translation): Translation[] => {
    const { language, tools } = translation
    const parts = [translation, ...others.flatMap((all) => all.find((other) => other.language === language) ?? [])]
    const words = Object.hasOwn(OTHERS, language) ? OTHERS[language] : undefined
    const isWhole = parts.length === worlds.length && parts.every(({ goal }) => goal !== undefined)
    const shared = { language, ...(tools !== undefined && { tools }) }
    return [words === undefined || !isWhole ? shared : { ...shared, ...texts(words, parts) }]
  })
}
