import { fileURLToPath } from 'node:url'

/** Folder of what is shipped: code elsewhere, and outside of packages, is the reader's. */
const SHIPPED = fileURLToPath(new URL('../../', import.meta.url))
const LONGEST = 200

/** One line about code of the reader's own (a configuration, family, intervention or model) that threw, or undefined. */
export function ownCodeProblem(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const [, url = '', line] = /^\s+at .*?(file:\/\/[^\n]+?):(\d+):\d+\)?$/m.exec(error.stack ?? '') ?? []
  if (!URL.canParse(url)) return undefined
  const path = fileURLToPath(url)
  if (path.startsWith(SHIPPED) || path.includes('/node_modules/')) return undefined
  const [message = ''] = error.message.split('\n')
  return `${path} line ${line} is code that throws (${message.slice(0, LONGEST)}); expected code that can be called`
}
