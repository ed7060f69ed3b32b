/** Signs that a terminal obeys instead of showing them, with what makes a style of one; lines and tabs are none of those. */
const OBEYED = /(?![\n\t])\p{Cc}(?:\[\d+m)?/gu

/** Normal, bold and dim. */
const STYLES: ReadonlySet<string> = new Set(['\u001B[0m', '\u001B[1m', '\u001B[2m'])

/**
 * Text for a terminal in which nothing is obeyed but our own styles: names that servers list, texts of models and messages
 * of files all come through here. What is left out is written as JSON writes it, so that a document stays one.
 *
 * @param isColour whether we wrote styles at all
 * @example harmless('a\u001B[2Jb', false)
 * // 'a\\u001b[2Jb'
 */
export function harmless(text: string, isColour: boolean): string {
  return text.replace(OBEYED, (found) => (isColour && STYLES.has(found) ? found : written(found)))
}

function written(found: string): string {
  const [sign = '', ...rest] = found
  return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}${rest.join('')}`
}
