import type { Intervention } from '../../src/domain/index.js'
import {
  ANSWERS_AT_ONCE,
  notApplicable,
  pick,
  playFuture,
  retryFirst,
  wholeDose,
} from '../../src/probe/interventions/aim.js'

/** A reading tool returns only the first half of its lines, without a word about it. Dose: `calls`, how many answers. */
export const answerCut: Intervention = {
  name: 'answer-cut',
  question: 'Does it notice that a list ends too early?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'transient',
  dose: { calls: 2 },
  doseMeans: { calls: 'answers break off' },
  adaptive: 'misses what should be there and asks again or elsewhere',
  target: "a reading tool that answers in several lines when the baseline's calls are played",
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read, the first of it asked again',
  example: 'a list of ten lines ends after the fifth',
  checkDose: (dose) => wholeDose(dose, 'calls', answerCut),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', answerCut)
    const lists = new Set<string>()
    const isPlayed = playFuture(scene, ({ spec, result }) => {
      if (spec.effect === 'reads' && !result.isError && result.text.includes('\n')) lists.add(spec.name)
    })
    if (!isPlayed) return notApplicable(ANSWERS_AT_ONCE)
    const tool = pick([...lists], scene.draw('target'))
    if (tool === undefined) return notApplicable('a reading tool that answers in several lines after the fork')
    return {
      kind: 'ready',
      constraint: { kind: 'misreported', tool },
      link: {
        name: 'answer-cut',
        matches: ({ name }) => name === tool,
        result: (_, { text, isError }, { delivered }) => {
          const lines = text.split('\n')
          if (isError || lines.length < 2 || delivered >= calls) return { kind: 'pass' }
          const half = lines.slice(0, Math.ceil(lines.length / 2)).join('\n')
          return { kind: 'replace', result: { text: half, isError } }
        },
      },
      adapt: (plan) => retryFirst(plan, tool, calls),
    }
  },
}
