import type { PriorDiscovery } from '@modelcontextprotocol/client'
import { InfrastructureFailed } from '../../run/index.js'
import { connectTo, type ReadyServer, shortLine, type ToolConnection } from '../mcp/index.js'
import { runUserCommand, type UserCommand } from './command.js'
import { createTurns } from './turns.js'

/** One server that several worlds use in turn. */
export interface SharedServer {
  /** Whose state the server is in; undefined after something broke. */
  holder: object | undefined
  /** One thing after another, over all worlds. */
  take<T>(act: () => Promise<T>): Promise<T>
  connection(): Promise<ToolConnection>
  /** Ends the connection after something broke. */
  disconnect(): Promise<void>
  /** Brings the server back to its beginning. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** @param of.reset the user's command; one that was started here is started anew as well */
export function createSharedServer(of: {
  readonly server: ReadyServer
  readonly known: PriorDiscovery
  readonly reset: UserCommand
}): SharedServer {
  const { take } = createTurns()
  let open: Promise<ToolConnection> | undefined
  async function disconnect(): Promise<void> {
    const last = open
    open = undefined
    await last?.then(
      (connection) => connection.close(),
      () => undefined,
    )
  }
  return {
    holder: undefined,
    take,
    connection() {
      open ??= connectTo(of.server, of.known)
      return open
    },
    disconnect,
    async reset() {
      if (of.server.kind === 'process') await disconnect()
      await runReset(of.reset)
    },
    close: () => take(disconnect),
  }
}

async function runReset(command: UserCommand): Promise<void> {
  const program = command.words[0]
  let said: string
  try {
    const { code, err } = await runUserCommand(command)
    if (code === 0) return
    said = `ended with ${code}; expected 0 (${shortLine(err, command.secrets)})`
  } catch (error) {
    said = error instanceof Error ? error.message : String(error)
  }
  throw new InfrastructureFailed('environment', new Error(`the reset ${program} ${said}`))
}
