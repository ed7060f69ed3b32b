import { count, counted, percent } from '../../domain/index.js'
import type { SuggestedFamily, SuggestedProbe, Suggestion } from '../../sessions/index.js'
import { styleFor, type TerminalOptions, wrapText } from '../terminal/index.js'
import { listed } from '../words.js'

/** A proposal as text; the file of the same holds what can be edited. */
export function renderSuggestion(suggestion: Suggestion, options: TerminalOptions): string {
  const { bold, dim } = styleFor(options)
  const { families, others, probes, sessions } = suggestion
  const item = (words: string) => wrapText(`  - ${words}`, options.columns, '    ')
  const more = (words: string) => dim(wrapText(`    ${words}`, options.columns, '    '))
  return `${[
    bold(`Families of tasks: ${count(families.length)} from ${counted(sessions, 'session')}`),
    ...families.flatMap((family) => [
      item(familyWords(family)),
      more(bandWords(family)),
      ...sequenceWords(family).map(more),
    ]),
    ...(others === 0 ? [] : [item(`${counted(others, 'session')} fit no family.`)]),
    '',
    bold(
      probes.length === 0
        ? 'Interventions: nothing went wrong in these sessions'
        : 'Interventions, from what went wrong',
    ),
    ...probes.flatMap((probe) => [item(probeWords(probe)), more(evidenceWords(probe))]),
    '',
    bold('What this cannot say'),
    item('What a task needs to be solved: goals, states and scorers are yours to write.'),
    item('Why a session failed: what was seen in it need not be the cause.'),
  ].join('\n')}\n`
}

function familyWords({ name, tools, sessions, solved, failed, unknown }: SuggestedFamily): string {
  const ends = [`${count(solved)} solved`, `${count(failed)} failed`, `${count(unknown)} unknown`]
  return `${name}: ${listed(tools)}; ${counted(sessions, 'session')} (${ends.join(', ')})`
}

function bandWords({ bands }: SuggestedFamily): string {
  return `calls: ${bands.map(({ name, from, to }) => `${name} ${from === to ? from : `${from} to ${to}`}`).join(', ')}`
}

function sequenceWords({ sequences }: SuggestedFamily): string[] {
  return sequences
    .slice(0, 2)
    .map(({ calls, sessions }) => `often: ${calls.join(' → ')} (${counted(sessions, 'session')})`)
}

function probeWords({ intervention, seen, trigger }: SuggestedProbe): string {
  const name = intervention ?? 'no intervention of this release does the like'
  return `${name}: ${seen}, first after ${percent(trigger)} of the work`
}

function evidenceWords({ evidence, times }: SuggestedProbe): string {
  const { sessions, places, solved, failed, unknown, tools } = evidence
  const where =
    tools.length === 0 ? '' : ` at ${listed(tools.slice(0, 3).map(({ name, places: own }) => `${name} (${own})`))}`
  return `${counted(sessions, 'session')}, ${counted(places, 'place')}${where}, ${count(times)} a session in the middle; of these sessions ${solved} solved, ${failed} failed, ${unknown} unknown`
}
