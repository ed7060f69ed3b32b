/**
 * Parses JSON in which NaN and infinite numbers may stand, as some writers leave them; they read as null.
 *
 * @throws SyntaxError where it is no JSON for other reasons
 * @example parseLenient('{"a": NaN, "b": "NaN"}')
 * // { a: null, b: 'NaN' }
 */
export function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError) || !/NaN|Infinity/.test(text)) throw error
    return JSON.parse(withoutNaN(text))
  }
}

/** Replaces the constants outside of strings only. */
function withoutNaN(text: string): string {
  const parts: string[] = []
  let from = 0
  while (from < text.length) {
    const quote = text.indexOf('"', from)
    const end = quote < 0 ? text.length : quote
    parts.push(text.slice(from, end).replaceAll(/-?\b(?:NaN|Infinity)\b/g, 'null'))
    if (quote < 0) break
    const close = endOfString(text, quote)
    parts.push(text.slice(quote, close))
    from = close
  }
  return parts.join('')
}

/** Place after the quote that closes the string which opens at `open`. */
function endOfString(text: string, open: number): number {
  let at = open + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return text.length
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return quote + 1
    at = quote + 1
  }
}
