/** Headers that carry what one is let in with. */
const CARRIERS = ['authorization', 'x-amz-security-token'] as const

/**
 * A way to a vendor that notes the tokens it carries: they are given out while models are asked, and must never be shown
 * either.
 *
 * @param found grows by each token that is not in it yet
 */
export function notingTokens(fetch: typeof globalThis.fetch, found: string[]): typeof globalThis.fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers)
    for (const name of CARRIERS) {
      const token = headers.get(name)?.replace(/^Bearer /i, '') ?? ''
      if (token !== '' && !found.includes(token)) found.push(token)
    }
    return fetch(input, init)
  }
}
