// Two systems on tasks that both tried: how far behind is the cheaper one, and where may it be used?
import { analyseOutcomes, decide, type OutcomeRow } from 'leadline'

/** Sixty tasks of a kind, the results of twenty of them as one letter each: `+` solved, `.` failed. */
function rows(system: string, stratum: 'narrow' | 'long', results: string, costUsd: number): OutcomeRow[] {
  return Array.from(results.repeat(3), (result, index): OutcomeRow => {
    const outcome = { kind: result === '+' ? 'solved' : 'failed' } as const
    return { system, task: `${stratum} ${index}`, stratum, repeat: 0, outcome, costUsd }
  })
}

const table = [
  ...rows('big', 'narrow', '++++.++++.+++.++++++', 0.4),
  ...rows('small', 'narrow', '+.++++++.++++++.++++', 0.05),
  ...rows('big', 'long', '++.+++.+++++.+++++++', 2.5),
  ...rows('small', 'long', '..+...+.....+...+...', 0.3),
]

const fixed = { reference: 'big', level: 0.95 }
const analysis = analyseOutcomes(table, { ...fixed, contrast: 'longer-work', margin: 0.1, seed: 1 })
for (const { words } of analysis.shadows) console.log(words.join(' '))

const decision = decide(table, { ...fixed, requiredSuccess: 0.6, provenances: {} })
for (const words of decision.words) console.log(words)
