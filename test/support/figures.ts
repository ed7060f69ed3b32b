/** Numbers as people read them: digits with thousands separators and decimals; a following percent sign counts. */
const FIGURE = /(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w.]*[a-z_])/g

/**
 * Figures of a text that no number of a document gives when it is rounded as the text rounds: as it is, as percent or
 * points, or with its sign dropped. Figures within words that the document holds as well are found there.
 */
export function figuresMissing(text: string, document: unknown): readonly string[] {
  const { numbers, words } = contentOf(document)
  const lines = text.split('\n').filter((line) => !words.has(line.trim()))
  const figures = new Set(lines.flatMap((line) => [...line.matchAll(FIGURE)].map(([figure]) => figure)))
  const inWords = new Set([...words].flatMap((entry) => [...entry.matchAll(FIGURE)].map(([figure]) => figure)))
  return [...figures].filter((figure) => {
    return !inWords.has(figure) && !isName(figure, words) && !numbers.some((value) => reads(value, figure))
  })
}

/** Trials are named by the first eight signs of their ids, which may all be digits. */
function isName(figure: string, words: ReadonlySet<string>): boolean {
  return figure.length === 8 && [...words].some((word) => /^[0-9a-f]{32}$/.test(word) && word.startsWith(figure))
}

function reads(value: number, figure: string): boolean {
  const plain = figure.replaceAll(',', '')
  const digits = plain.split('.')[1]?.length ?? 0
  return [value, value * 100, 100 - value * 100, 1 - value].some((shown) => {
    // Half a unit of the last place, and a little for values that lie on the edge.
    return Math.abs(Math.abs(shown) - Number(plain)) <= 0.500001 / 10 ** digits
  })
}

function contentOf(document: unknown): { readonly numbers: readonly number[]; readonly words: ReadonlySet<string> } {
  const numbers: number[] = []
  const words = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value === 'number') numbers.push(value)
    else if (typeof value === 'string') words.add(value)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) {
        if (!Array.isArray(value)) words.add(key)
        visit(entry)
      }
    }
  }
  visit(document)
  return { numbers, words }
}
