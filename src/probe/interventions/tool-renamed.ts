import type { Intervention } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools } from './aim.js'
import { neutralName, renameTool } from './surface.js'

/** One tool gets a name that says nothing; what it does and its description stay. */
export const toolRenamed: Intervention = {
  name: 'tool-renamed',
  question: 'Does it find a tool by what it does when its name no longer says so?',
  seams: ['tool-list', 'before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reads the description and uses the tool under its new name',
  target: 'a tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan with the tool under its new name',
  example: '`move` is `tool_5` from now on; its description stays',
  prepare(scene) {
    const target = pick(preferRepeated(usedTools(scene)), scene.draw('target'))
    if (target === undefined) return notApplicable('a tool that is used after the fork')
    const { tools } = scene.environment
    const from = target.spec.name
    const to = neutralName(tools, from)
    return {
      kind: 'ready',
      constraint: { kind: 'surface', tool: from },
      link: {
        name: 'tool-renamed',
        matches: ({ name }) => name === to,
        offer: (current) => ({ kind: 'replace', tools: renameTool(current, from, to) }),
        call: (call) => ({ kind: 'translate', call: { ...call, name: from } }),
      },
      adapt: (plan) => plan.map((call) => (call.name === from ? { ...call, name: to } : call)),
    }
  },
}
