/**
 * What is wrong with names that were given to a command, in one line; undefined where nothing is.
 *
 * @param known every name that the command knows
 * @param options words that may stand in place of names, alone
 */
export function wrongName(
  given: readonly string[],
  known: readonly string[],
  options: readonly string[] = [],
): string | undefined {
  const [only = ''] = given
  if (given.length === 1 && options.includes(only)) return undefined
  const strange = given.find((name) => !known.includes(name))
  if (strange === undefined) return undefined
  const others = options.map((option) => `${option} alone, or `).join('')
  return `model is ${strange}; expected ${others}any of ${known.join(', ')}`
}

/** Ends a command that cannot do what it was asked for, before it does anything: one line, exit code 2. */
export function refuse(command: string, line: string): never {
  process.stderr.write(`${command}: ${line}\n`)
  process.exit(2)
}
