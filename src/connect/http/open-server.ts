import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { InvariantError } from '../../domain/index.js'

/** A server that listens. */
export interface OpenServer {
  /** Such as `http://127.0.0.1:40123`, without a path. */
  readonly url: string
  /** Takes no request any more, and ends every connection at once. */
  close(): Promise<void>
}

/** Clients keep their connections between two steps, and a step of an agent may take minutes. */
const KEPT_MS = 600_000

/**
 * Opens a server for clients of models: whoever answers takes as long as it needs.
 *
 * @param answer does not throw
 * @param at.port 0 takes a free one
 * @throws the error of the system where host and port cannot be listened at
 */
export async function openServer(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  at: { readonly host: string; readonly port: number },
): Promise<OpenServer> {
  const server = createServer((request, response) => void answer(request, response))
  server.keepAliveTimeout = KEPT_MS
  server.requestTimeout = 0
  await listening(server, at)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new InvariantError('a server that listens has no port')
  const host = at.host.includes(':') ? `[${at.host}]` : at.host
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
