import { counted, type GateWord, points, signedPoints } from '../../domain/index.js'
import { decidePaired, designPaired, type PairedDecision, type PairLaunch } from './decide-paired.js'
import type { MatrixCell, MatrixDecision } from './matrix.js'

/** A system held against the reference in one scope, pair by pair. */
export interface PairedCell {
  readonly scope: string
  readonly system: string
  readonly margin: number
  readonly decision: PairedDecision
}

/** What a study that stops when it is settled says: each cell by itself, and the systems beside the reference. */
export type SettledMatrix = MatrixDecision & { readonly paired: readonly PairedCell[] }

/**
 * Holds every system against the reference on the launches that both decisions rest on, by their place in the one launch
 * order: what was under way beyond a stop depends on how many ran side by side, and is never decided on. What
 * stopped the two cells does not matter: the evidence holds at any moment.
 *
 * @param cells launched in the same order within a scope
 * @param decided what was decided on each of them
 * @param margin how much worse is still good enough, as a difference of success, in (0, 1)
 * @source statistics specification 6.4
 */
export function pairCells(
  cells: readonly MatrixCell[],
  decided: MatrixDecision['cells'],
  { reference, margin, level }: { readonly reference: string; readonly margin: number; readonly level: number },
): PairedCell[] {
  const design = designPaired({ margin })
  const read = (cell: MatrixCell) => {
    const found = decided.find(({ scope, system }) => scope === cell.scope && system === cell.system)?.decision
    return cell.launches.slice(0, found === undefined ? 0 : found.trials + found.void)
  }
  return cells.flatMap((cell) => {
    const { scope, system } = cell
    const other = cells.find((entry) => entry.scope === scope && entry.system === reference)
    if (other === undefined || system === reference) return []
    const others = read(other)
    const pairs = read(cell)
      .slice(0, others.length)
      .map((own, place): PairLaunch => {
        const beside = others[place]?.state ?? 'running'
        if (own.state === 'running' || beside === 'running') return { task: own.task, difference: 'running' }
        if (own.state === 'void' || beside === 'void') return { task: own.task, difference: 'void' }
        return { task: own.task, difference: successOf(own.state) - successOf(beside) }
      })
    return pairs.length === 0 ? [] : [{ scope, system, margin, decision: decidePaired(pairs, design, { level }) }]
  })
}

function successOf(state: 'solved' | 'failed'): number {
  return state === 'solved' ? 1 : 0
}

const SAID: Readonly<Record<GateWord, string>> = {
  TRUST: 'not worse',
  'DO NOT TRUST': 'worse',
  UNDECIDED: 'not settled whether it is worse',
}

/** What was found, for people. */
export function pairedWords({ margin, decision }: PairedCell, reference: string): string {
  const { word, pairs, difference } = decision
  const by = word === 'DO NOT TRUST' ? '' : ` by ${points(margin)} points or more`
  const words = `beside ${reference} ${SAID[word]}${by}, after ${counted(pairs, 'pair')}`
  if (difference.kind === 'undetermined') return words
  const [value, low, high] = [difference.value, difference.low, difference.high].map(signedPoints)
  return `${words}: ${value} points (${low} to ${high})`
}
