import type { Intervention, ToolSpec, WorldCall } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools } from './aim.js'
import { propertiesOf } from './parameters.js'

/** One writing tool has a new switch; a call in the old form is taken and carries nothing out. */
export const schemaSilent: Intervention = {
  name: 'schema-silent',
  question: 'Does it notice that a tool still takes its calls and no longer does what they ask for?',
  seams: ['tool-list', 'before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reads the schema or the state, finds the new switch and sets it',
  target: 'a writing tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan with the switch set',
  example: '`unload` has a new field `apply`; without it the answer is "OK." and nothing is unloaded',
  prepare(scene) {
    const writing = usedTools(scene).filter(({ spec }) => spec.effect === 'writes')
    const target = pick(preferRepeated(writing), scene.draw('target'))
    if (target === undefined) return notApplicable('a writing tool that is used after the fork')
    const tool = target.spec.name
    const field = Object.hasOwn(propertiesOf(target.spec), 'apply') ? 'apply_now' : 'apply'
    const result = { text: 'OK.', isError: false }
    return {
      kind: 'ready',
      constraint: { kind: 'surface', tool },
      link: {
        name: 'schema-silent',
        matches: ({ name }) => name === tool,
        offer: (tools) => ({
          kind: 'replace',
          tools: tools.map((spec) => (spec.name === tool ? withSwitch(spec, field) : spec)),
        }),
        call(call) {
          const { [field]: isSet, ...fields } = call.arguments
          if (isSet !== true) return { kind: 'answer', result, delivers: true }
          return { kind: 'translate', call: { ...call, arguments: fields } }
        },
      },
      adapt: (plan: readonly WorldCall[]) =>
        plan.map((call) =>
          call.name === tool ? { name: tool, arguments: { ...call.arguments, [field]: true } } : call,
        ),
    }
  },
}

function withSwitch(spec: ToolSpec, field: string): ToolSpec {
  const description = 'Set to true to have it carried out; otherwise the call is only checked.'
  const properties = { ...propertiesOf(spec), [field]: { type: 'boolean', description } }
  return { ...spec, parameters: { ...spec.parameters, type: 'object', properties } }
}
