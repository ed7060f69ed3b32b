/** Quotes of several languages, each with its own end; an apostrophe within a word begins and ends nothing. */
const QUOTED =
  /"([^"\n]+)"|“([^”\n]+)”|„([^“”\n]+)[“”]|«([^»\n]+)»|`([^`\n]+)`|(?<![\p{L}\p{N}])'([^'\n]+)'(?![\p{L}\p{N}])/gu

/** Words with the signs that ids, numbers, files and addresses have within them. */
const WORD =
  /(?<![\p{L}\p{N}])[-−]?\p{N}(?:[\p{L}\p{N}_]|[-.,:@](?=[\p{L}\p{N}]))*|[\p{L}_](?:[\p{L}\p{N}_]|[-.@](?=[\p{L}\p{N}_]))*/gu

/** Addresses, and paths that are more than two words with a stroke between them. */
const PATH =
  /\b[a-z][a-z+.-]*:\/\/\S+|(?<![\p{L}\p{N}/])(?:~|\.{1,2})?\/[\p{L}\p{N}_][\p{L}\p{N}_./-]*|[\p{L}\p{N}_.-]+(?:\/[\p{L}\p{N}_.-]+){2,}|[\p{L}\p{N}_-]+\/[\p{L}\p{N}_-]+\.\p{L}\w*/gu

/** A number with a word behind it, such as `3-mal` or `2nd`: the number is what has to stand. */
const COUNTED = /^([-−]?\p{N}[\p{N}.,]*)(?:-\p{L}{2,}|st|nd|rd|th|er|ère|e|º|ª)$/u

/**
 * Holds two texts against each other by what no language changes: numbers in digits, ids, names in quotes, and the given
 * names. Line by line where both have as many lines; the order within a line is a matter of language.
 *
 * @returns what the first line that differs lacks or has too much, or undefined where all survive
 */
export function factProblem(original: string, translated: string, names: readonly string[] = []): string | undefined {
  const [before, after] = [linesOf(original), linesOf(translated)]
  const isAligned = before.length === after.length
  const pairs = isAligned
    ? before.map((line, at) => [line, after[at] ?? ''] as const)
    : [[original, translated] as const]
  for (const [place, [from, to]] of pairs.entries()) {
    const problem = lineProblem(from, to, names)
    if (problem !== undefined) return isAligned && pairs.length > 1 ? `line ${place + 1} ${problem}` : problem
  }
  return undefined
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

function lineProblem(original: string, translated: string, names: readonly string[]): string | undefined {
  const [before, after] = [factsIn(original), factsIn(translated)]
  const lost = surplus(before, after) ?? names.find((name) => isIn(name, original) && !isIn(name, translated))
  if (lost !== undefined) return `lacks "${lost}"`
  const added = surplus(after, before) ?? names.find((name) => isIn(name, translated) && !isIn(name, original))
  return added === undefined ? undefined : `has "${added}", which the original does not say there`
}

/** The first entry of a list that another one has less often. */
function surplus(list: readonly string[], other: readonly string[]): string | undefined {
  const left = [...other]
  return list.find((entry) => {
    const at = left.indexOf(entry)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

/**
 * What no language changes in a text: quoted names, then paths and addresses, then ids and numbers.
 *
 * @example factsIn('Pay INV-7 with "now" before 09:30.')
 * // ['now', 'INV-7', '09:30']
 */
export function factsIn(text: string): readonly string[] {
  const quoted: string[] = []
  const rest = text.replace(QUOTED, (_, ...found: readonly unknown[]) => {
    const name = found.slice(0, 6).find((group) => typeof group === 'string')
    if (typeof name === 'string') quoted.push(name)
    return ' '
  })
  const paths: string[] = []
  const plain = rest.replace(PATH, (path) => {
    paths.push(path.replace(/[.,;:!?)]+$/, ''))
    return ' '
  })
  const words = (plain.match(WORD) ?? []).filter(isFact).map((word) => word.replace(COUNTED, '$1'))
  return [...quoted, ...paths, ...words]
}

/** A digit, an underscore, an address, a capital letter within a word, or a dot between longer parts. */
function isFact(word: string): boolean {
  return /[\p{N}_@]|\p{Ll}\p{Lu}/u.test(word) || /[\p{L}\p{N}]{2,}\.[\p{L}\p{N}]{2,}/u.test(word)
}

/** Whether a name stands in a text as a word of its own. */
function isIn(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = `${text.slice(0, at).slice(-1)} ${text.slice(at + name.length, at + name.length + 1)}`
    if (!/[\p{L}\p{N}_]/u.test(around)) return true
  }
  return false
}
