import { counted, type Trajectory } from '../../domain/index.js'
import type { MethodNote, ReportCounts } from '../document.js'

/** What went wrong around the models, in counts. */
type Mishaps = Required<Pick<ReportCounts, 'repeatedAsks' | 'failedAsks' | 'relaunches'>>

/** Counts asks made again and launches beyond the first. */
export function mishapsOf(trajectories: readonly Trajectory[]): Mishaps {
  const total = (of: (trajectory: Trajectory) => number) => trajectories.reduce((sum, each) => sum + of(each), 0)
  const repeatedAsks = total((each) => each.repeatedAsks)
  const failedAsks = total(({ transportFailures }) => transportFailures)
  const relaunches = total(({ attempts }) => attempts - 1)
  return { repeatedAsks, failedAsks, relaunches }
}

/** What was interrupted, in words; nothing where nothing was. */
export function mishapNotes({ repeatedAsks, failedAsks, relaunches }: Mishaps, isOfAgents: boolean): MethodNote[] {
  if (repeatedAsks + failedAsks + relaunches === 0) return []
  const from = isOfAgents ? 'from the start, for nothing of an agent can be restored' : 'from where it stood'
  const launched = `Trials were launched again ${counted(relaunches, 'time')}, each ${from}`
  if (isOfAgents) {
    const words = `${launched}; ${counted(repeatedAsks, 'ask')} that had been answered and ${counted(failedAsks, 'ask')} without an answer were made again.`
    return [{ title: 'Interruptions', words }]
  }
  // Whether an ask had left this machine when its process died, nobody knows.
  const cut = repeatedAsks === 0 ? 'no ask' : `at most ${counted(repeatedAsks, 'ask')}`
  const asked = `${cut} under way at a stop or a kill and ${counted(failedAsks, 'ask')} without an answer were made again`
  return [{ title: 'Interruptions', words: `${launched}; ${asked}. No answered ask was repeated.` }]
}
