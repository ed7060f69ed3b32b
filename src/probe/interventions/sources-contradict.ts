import type { Intervention } from '../../domain/index.js'
import { namedValues, prepareAnswers } from './answers.js'

/** One of two sources has two entries exchanged; the other one is right. */
export const sourcesContradict: Intervention = {
  name: 'sources-contradict',
  question: 'Does it notice that two sources contradict each other, and find out which one is right?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'compares the sources, trusts the one that the world bears out, and says so',
  target: 'a reading tool with an alternative that reads, whose answers have lines of the form "name: value"',
  needs: ['`alternatives` of a reading tool', 'answers at once'],
  witness: 'the plan with what the baseline read: it does not rest on what was exchanged',
  example: 'the manifest has C-101 where C-102 is and the other way round; `find_crate` has both right',
  prepare(scene) {
    const { tools: all } = scene.environment
    const isReading = (name: string) => all.some((tool) => tool.name === name && tool.effect === 'reads')
    const tools = all.flatMap(({ name, alternatives }) => ((alternatives ?? []).some(isReading) ? [name] : []))
    const missing = 'a reading tool with a second source, whose answer has two entries that differ'
    return prepareAnswers(scene, { name: 'sources-contradict', missing, change: exchanged, tools })
  },
}

/** The first two lines with different values, with their values exchanged. */
function exchanged(text: string): string {
  const entries = namedValues(text)
  const [first] = entries
  const other = entries.find(({ value }) => value !== first?.value)
  if (first === undefined || other === undefined) return text
  const line = (name: string, value: string) => `${name}: ${value}`
  return text
    .split('\n')
    .map((whole) => {
      if (whole === line(first.name, first.value)) return line(first.name, other.value)
      return whole === line(other.name, other.value) ? line(other.name, first.value) : whole
    })
    .join('\n')
}
