import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { InvariantError } from '../../domain/index.js'
import { createHttpGuests, type HttpGuests } from './http-guests.js'
import { lineTransport } from './line-transport.js'
import type { ProxySession } from './proxy-session.js'

/** Where one trial's agent finds its tools. */
export interface ProxyGuest {
  /** For `leadline mcp-proxy --to`: host, port and the token of the trial. */
  readonly to: string
  /** For agents that look for their servers at an address. */
  readonly url: string
  /** Nobody comes in with this token any more. */
  dismiss(): Promise<void>
}

/** The place of this process at which agents come in; on this machine only. */
export interface ProxyHost {
  admit(session: ProxySession): ProxyGuest
  close(): Promise<void>
}

const TOKEN_BYTES = 24

/** Opens a host on free ports. */
export async function openProxyHost(): Promise<ProxyHost> {
  const sessions = new Map<string, { readonly session: ProxySession; readonly http: HttpGuests }>()
  const find = (token: string) => [...sessions].find(([known]) => isSame(known, token))?.[1]
  const sockets = new Set<Socket>()
  const pipes = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    void admitSocket(socket, (token) => find(token)?.session)
  })
  const web = createHttpServer((request, response) => void answerWeb(request, response, (token) => find(token)?.http))
  const [pipePort, webPort] = await Promise.all([portOf(pipes), portOf(web)])
  return {
    admit(session) {
      const token = randomBytes(TOKEN_BYTES).toString('hex')
      const http = createHttpGuests(session)
      sessions.set(token, { session, http })
      return {
        to: `127.0.0.1:${pipePort}/${token}`,
        url: `http://127.0.0.1:${webPort}/${token}/mcp`,
        async dismiss() {
          sessions.delete(token)
          await http.close()
        },
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      web.closeAllConnections()
      await Promise.all([pipes, web].map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

function isSame(known: string, given: string): boolean {
  const [one, other] = [Buffer.from(known), Buffer.from(given)]
  return one.length === other.length && timingSafeEqual(one, other)
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new InvariantError('a server on loopback has no port')
  // What still listens keeps no process alive that has nothing else to do.
  server.unref()
  return address.port
}

/** The first line is the token; what comes after it is the agent's. */
async function admitSocket(socket: Socket, find: (token: string) => ProxySession | undefined): Promise<void> {
  const token = await firstLine(socket)
  const session = token === undefined ? undefined : find(token)
  if (session === undefined) {
    socket.end()
    return
  }
  try {
    await session.accept(lineTransport(socket, socket))
    socket.resume()
  } catch {
    // The server did not start for it: the agent sees that nobody answers, and the trial's own calls say why.
    socket.end()
  }
}

const LONGEST_TOKEN = 200

function firstLine(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = Buffer.alloc(0)
    const finish = (line: string | undefined) => {
      socket.off('data', read)
      resolve(line)
    }
    const read = (chunk: Buffer) => {
      text = Buffer.concat([text, chunk])
      const end = text.indexOf('\n')
      if (end === -1 && text.length < LONGEST_TOKEN) return
      socket.pause()
      if (end !== -1) socket.unshift(text.subarray(end + 1))
      finish(end === -1 ? undefined : text.subarray(0, end).toString('utf8'))
    }
    socket.on('data', read)
    socket.once('close', () => finish(undefined))
  })
}

async function answerWeb(
  request: IncomingMessage,
  response: ServerResponse,
  find: (token: string) => HttpGuests | undefined,
): Promise<void> {
  const [, token = '', rest] = /^\/([0-9a-f]+)\/(mcp)$/.exec(request.url ?? '') ?? []
  const guests = rest === undefined ? undefined : find(token)
  if (guests === undefined) {
    response.writeHead(404).end()
    return
  }
  await guests.handle(request, response)
}
