const CONTROL = /(?!\n)\p{Cc}/gu

/** Text that came from a model or a tool, with what a terminal would obey written out: `\x1B` instead of an escape. */
export function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').replaceAll(CONTROL, codeOf)
}

function codeOf(sign: string): string {
  return `\\x${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`
}

/**
 * A text as lines under a title, cut where it is long; the cut says how much is left out.
 *
 * @param look.most characters shown; undefined for all
 */
export function textLines(
  title: string,
  text: string,
  look: { readonly indent: string; readonly most?: number | undefined },
): string[] {
  const { indent, most } = look
  const all = plainText(text)
  const isLong = most !== undefined && all.length > most
  const shown = isLong ? all.slice(0, most).trimEnd() : all
  const [first = '', ...rest] = shown.split('\n')
  const cut = isLong ? [`${indent}  ... ${all.length - shown.length} more characters (--full shows them)`] : []
  return [`${indent}${title}${first}`, ...rest.map((line) => `${indent}  ${line}`), ...cut]
}
