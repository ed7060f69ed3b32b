import type { Environment, TrialModel } from '../domain/index.js'
import type { TrialSetup } from './running.js'

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

/** The setup of a trial with the model that was opened for it alone, which meets the world of the trial. */
export function withModel(setup: TrialSetup, opened: TrialModel): TrialSetup {
  let isMet = false
  const open = () => {
    const world = setup.open()
    // The first one is the trial's own; others only show what would have been without a change.
    if (!isMet) opened.meet?.(world)
    isMet = true
    return world
  }
  return { ...setup, open, isBegunAnew: true, candidate: { ...setup.candidate, model: opened.model } }
}
