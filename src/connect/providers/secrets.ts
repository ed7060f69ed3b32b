/** What stands where a secret was. */
const HIDDEN = '[key]'
/** A text shorter than this is no secret worth hiding, and hiding it would spoil what is said. */
const SHORTEST = 4
/** A key shorter than this may be a word that a model writes, such as the `unused` that a local server is given. */
const SHORTEST_IN_ANSWERS = 16

/**
 * A text without any of the secrets: some servers echo them in their complaint, as they are or encoded.
 *
 * @param secrets keys, passwords and whatever else must never be shown; empty and very short ones are passed over
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((given) => {
    const secret = given.trim()
    if (secret.length < SHORTEST) return []
    const quoted = JSON.stringify(secret).slice(1, -1)
    return [given, secret, quoted, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
  })
  // The longest first: a secret may be part of another.
  const ordered = [...new Set(forms)].toSorted((a, b) => b.length - a.length)
  return ordered.reduce((hidden, form) => hidden.replaceAll(form, HIDDEN), text)
}

/** The same for what a model answers, which is recorded: only what is too long to be a word is hidden. */
export function hideKeys(text: string, secrets: readonly string[]): string {
  return hideSecrets(
    text,
    secrets.filter((secret) => secret.trim().length >= SHORTEST_IN_ANSWERS),
  )
}
