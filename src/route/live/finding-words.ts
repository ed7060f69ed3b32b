import { count, counted, type LiveCell } from '../../domain/index.js'

/** Words that lead a report on live work: what is lost first. */
export function findingWords(cells: readonly LiveCell[], sessions: number): string[] {
  const lost = (['withdrawn', 'frozen'] as const).flatMap((standing) => {
    const found = cells.filter((cell) => cell.standing === standing)
    return found.map(({ system, scope }) => `TRUST in ${system} for ${scope} is ${standing}: probe it again.`)
  })
  const held = cells.filter(({ before }) => before === 'TRUST').length
  const kept = held === 0 ? 'No system held TRUST' : `TRUST is kept in ${count(held - lost.length)} of ${count(held)}`
  const after = `${kept}${held === 0 ? '' : ' pairs of system and scope'} after ${counted(sessions, 'session')} since the decision.`
  return [...lost, `${after} Sessions may withdraw trust and never grant it: what reaches a system was selected.`]
}
