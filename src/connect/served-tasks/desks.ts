import type { PriorDiscovery } from '@modelcontextprotocol/client'
import { connectTo, type ReadyServer, type ToolConnection } from '../mcp/index.js'
import { makeFolder, removeFolder } from './work-folder.js'

/** A folder of its own with a server that works in it, started when it is first asked. */
export interface Desk {
  readonly folder: string
  /** @throws InfrastructureFailed `environment` where the server does not start */
  connection(): Promise<ToolConnection>
  /** Ends the server; the next one is started anew. */
  disconnect(): Promise<void>
}

/** Gives desks out and takes them back. */
export interface Desks {
  take(): Desk
  giveBack(desk: Desk): Promise<void>
  /** Ends every server and removes every folder. */
  close(): Promise<void>
}

/** More than that lie idle at no time. */
const MOST_IDLE = 16

/** @param of.isStateless a server may go on in another state of its folder, so that desks are used again */
export function createDesks(of: {
  readonly serverIn: (folder: string) => ReadyServer
  readonly known: PriorDiscovery
  readonly isStateless: boolean
}): Desks {
  const all = new Set<Desk>()
  const idle: Desk[] = []
  async function remove(desk: Desk): Promise<void> {
    all.delete(desk)
    await desk.disconnect()
    removeFolder(desk.folder)
  }
  return {
    take() {
      const desk = idle.pop() ?? createDesk(of)
      all.add(desk)
      return desk
    },
    async giveBack(desk) {
      if (of.isStateless && idle.length < MOST_IDLE && all.has(desk)) idle.push(desk)
      else await remove(desk)
    },
    async close() {
      idle.splice(0)
      await Promise.all([...all].map(remove))
    },
  }
}

function createDesk({
  serverIn,
  known,
}: {
  readonly serverIn: (folder: string) => ReadyServer
  readonly known: PriorDiscovery
}): Desk {
  const folder = makeFolder()
  let open: Promise<ToolConnection> | undefined
  return {
    folder,
    connection() {
      open ??= connectTo(serverIn(folder), known)
      return open
    },
    async disconnect() {
      const last = open
      open = undefined
      // One that never came about has said so to whoever asked for it.
      await last?.then(
        (connection) => connection.close(),
        () => undefined,
      )
    },
  }
}
