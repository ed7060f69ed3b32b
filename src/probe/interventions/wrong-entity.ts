import { canonicalJson, type Intervention, type Scene, type WorldCall } from '../../domain/index.js'
import { ANSWERS_AT_ONCE, answerNow, isWanted, notApplicable, pick, retryFirst, wholeDose } from './aim.js'

/** A reading tool answers about something else than it was asked about. Dose: `calls`, how many answers. */
export const wrongEntity: Intervention = {
  name: 'wrong-entity',
  question: 'Does it notice that an answer is about something else than it asked for?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'transient',
  dose: { calls: 1 },
  doseMeans: { calls: 'answers are about something else' },
  adaptive: 'sees that the answer names another thing and asks again',
  target: 'a reading tool with arguments, asked about two things with different answers in the work of the baseline',
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read, the first of it asked again',
  example: '`find_crate` is asked about C-104 and tells where C-107 is',
  checkDose: (dose) => wholeDose(dose, 'calls', wrongEntity),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', wrongEntity)
    const pairs = exchangeable(scene)
    if (pairs === undefined) return notApplicable(ANSWERS_AT_ONCE)
    const target = pick(pairs, scene.draw('target'))
    if (target === undefined) return notApplicable('a reading tool that is asked about two things')
    const { tool, asked } = target
    return {
      kind: 'ready',
      constraint: { kind: 'misreported', tool },
      link: {
        name: 'wrong-entity',
        matches: ({ name }) => name === tool,
        result(call, { isError }, { delivered }) {
          const other = asked.find((given) => keyOf(given) !== keyOf(call))
          if (isError || delivered >= calls || other === undefined) return { kind: 'pass' }
          return { kind: 'substitute', call: other }
        },
      },
      adapt: (plan) => retryFirst(plan, tool, calls),
    }
  },
}

const keyOf = (call: WorldCall) => canonicalJson(call.arguments)

/** Reading tools that are used after the fork, each with calls that the world answers differently now. */
function exchangeable(scene: Scene): { readonly tool: string; readonly asked: readonly WorldCall[] }[] | undefined {
  const { environment, past, future } = scene
  const used = environment.tools.filter(
    ({ name, effect }) =>
      effect === 'reads' && isWanted(scene, name) && future.some((call) => call.name === name && hasArguments(call)),
  )
  const found: { readonly tool: string; readonly asked: readonly WorldCall[] }[] = []
  for (const { name: tool } of used) {
    const made = new Map([...past, ...future].filter(({ name }) => name === tool).map((call) => [keyOf(call), call]))
    const answers = new Map<string, WorldCall>()
    for (const call of made.values()) {
      const answer = answerNow(environment, call)
      if (answer === undefined) return undefined
      if (!answer.isError && !answers.has(answer.text)) answers.set(answer.text, call)
    }
    if (answers.size >= 2) found.push({ tool, asked: [...answers.values()] })
  }
  return found
}

const hasArguments = ({ arguments: given }: WorldCall) => Object.keys(given).length > 0
