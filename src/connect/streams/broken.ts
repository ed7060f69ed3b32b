/** A stream that broke after it had begun: the status said that all was well. */
export class StreamBroken extends Error {
  /** @param said what the stream itself said of it, as its vendor puts it */
  constructor(said: unknown) {
    super(wordsOf(said))
  }
}

function wordsOf(said: unknown): string {
  if (typeof said === 'string') return said
  if (typeof said !== 'object' || said === null) return String(said)
  const error: unknown = Reflect.get(said, 'error')
  if (typeof error === 'object' && error !== null) return wordsOf(error)
  const [kind] = textsOf(said, ['code', 'status', 'type'])
  const words = [...(kind === undefined ? [] : [kind]), ...textsOf(said, ['message'])]
  return words.length === 0 ? JSON.stringify(said) : words.join(': ')
}

function textsOf(said: object, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const text: unknown = Reflect.get(said, name)
    return typeof text === 'string' && text !== '' ? [text] : []
  })
}
