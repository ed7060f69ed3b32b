import { InfrastructureFailed } from '../../run/index.js'

/** Lets one thing happen after another. */
export interface Turns {
  /** Acts when everything before it is over. */
  take<T>(act: () => Promise<T>): Promise<T>
  /** What has not begun yet is not done any more: nobody waits for it, and it must not meet a later state. */
  forget(): void
}

/** Turns of one world. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let epoch = 0
  return {
    take(act) {
      const asked = epoch
      const turn = last.then(() => {
        if (asked === epoch) return act()
        throw new InfrastructureFailed('environment', new Error('the world was restored before the call was made'))
      })
      last = turn.catch(() => undefined)
      return turn
    },
    forget() {
      epoch += 1
    },
  }
}

/** Lets one holder after another have something to itself for as long as it wants. */
export interface WholeTurns {
  /** @returns what gives the turn back */
  take(): Promise<() => void>
}

/** Turns of whole trials. */
export function createWholeTurns(): WholeTurns {
  let last: Promise<void> = Promise.resolve()
  return {
    async take() {
      const { promise, resolve } = Promise.withResolvers<void>()
      const before = last
      last = promise
      await before
      return resolve
    },
  }
}
