import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** A corporate proxy on loopback: tunnels every CONNECT to one server, and forwards plain requests to it. */
export interface ConnectProxy {
  readonly port: number
  /** What it was asked to reach, with the credentials it was given. */
  readonly asked: readonly { readonly target: string; readonly authorization: string | undefined }[]
  close(): Promise<void>
}

/** @param targetPort where every tunnel leads, whatever name was asked for */
export async function startConnectProxy(targetPort: number): Promise<ConnectProxy> {
  const asked: { target: string; authorization: string | undefined }[] = []
  const tunnels = new Set<Duplex>()
  const server: Server = createServer((_, response) => response.writeHead(501).end())
  server.on('connect', (request, socket: Duplex) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] })
    const upstream = connect(targetPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket)
      socket.pipe(upstream)
    })
    for (const end of [socket, upstream]) {
      tunnels.add(end)
      end.on('error', () => end.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    port: address.port,
    asked,
    async close() {
      for (const tunnel of tunnels) tunnel.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
