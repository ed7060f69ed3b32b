/** Money that was set aside for one ask. */
export interface Held {
  /** @param costUsd what the ask came to; all that was set aside where nobody can tell */
  settle(costUsd: number | undefined): void
}

/** The budget of one run without a journal: money is set aside before each ask, as studies do it. */
export interface Purse {
  /** Waits for what others may give back. @returns undefined where the budget does not allow the ask */
  take(ceilingUsd: number): Promise<Held | undefined>
  spentUsd(): number
}

/** @param budgetUsd no bound where left out */
export function createPurse(budgetUsd = Number.POSITIVE_INFINITY): Purse {
  let spentUsd = 0
  let heldUsd = 0
  let underWay = 0
  let settled = Promise.withResolvers<void>()
  function hold(ceilingUsd: number): Held {
    heldUsd += ceilingUsd
    underWay += 1
    return {
      settle(costUsd = ceilingUsd) {
        underWay -= 1
        // Sums of fractions leave crumbs behind.
        heldUsd = underWay === 0 ? 0 : heldUsd - ceilingUsd
        spentUsd += costUsd
        settled.resolve()
        settled = Promise.withResolvers()
      },
    }
  }
  return {
    async take(ceilingUsd) {
      while (spentUsd + heldUsd + ceilingUsd > budgetUsd) {
        if (underWay === 0) return undefined
        await settled.promise
      }
      return hold(ceilingUsd)
    },
    spentUsd: () => spentUsd,
  }
}
