import type { Environment } from '../domain/index.js'

/** Opens worlds and remembers them, so that all can be closed at once. */
export interface OpenedWorlds {
  readonly open: () => Environment
  /** Closes all that were opened. */
  readonly close: () => Promise<void>
}

/** @param open opens one world, as a family does */
export function rememberWorlds(open: () => Environment): OpenedWorlds {
  const opened: Environment[] = []
  return {
    open() {
      const world = open()
      opened.push(world)
      return world
    },
    async close() {
      await Promise.all(opened.splice(0).map(async (world) => world.close?.()))
    },
  }
}
