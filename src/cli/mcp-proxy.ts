import { joinProxy, runBeside } from '../connect/index.js'
import { ConfigError } from '../domain/index.js'
import type { Io } from './io.js'

/** Options of `leadline mcp-proxy`. */
interface ProxyOptions {
  readonly to?: string
}

/** Stands where an agent expects its tool server: joins it with its trial, or with the server itself outside of a study. */
export async function mcpProxy(io: Io, server: readonly string[], options: ProxyOptions): Promise<void> {
  const to = options.to ?? io.env.LEADLINE_PROXY
  if (to !== undefined) return joinProxy(to, { input: process.stdin, output: process.stdout })
  if (server.length === 0) {
    throw new ConfigError('--to', undefined, 'the address that a study gives, or the command of a server after --')
  }
  const end = await runBeside(server)
  if (end === 0) return
  throw new ConfigError('the server after --', server.join(' '), `one that ends with 0 (it ended with ${end})`)
}
