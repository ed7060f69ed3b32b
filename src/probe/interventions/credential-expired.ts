import type { Intervention, ToolSpec } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools } from './aim.js'

const RENEW: ToolSpec = {
  name: 'renew_access',
  description: 'Renew your access to tools when it has expired.',
  parameters: { type: 'object', properties: {} },
  effect: 'writes',
}

/** Access to one tool has expired until it is renewed with a tool of its own. */
export const credentialExpired: Intervention = {
  name: 'credential-expired',
  question: 'Does it renew its access, instead of giving up or going on asking?',
  seams: ['tool-list', 'before-call'],
  visibility: 'explicit',
  duration: 'transient',
  dose: {},
  adaptive: 'renews its access once and makes the call again',
  target: 'a tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the first call of the tool is refused, access is renewed, and the plan goes on',
  example: '"move: your access has expired; renew_access renews it"',
  prepare(scene) {
    const target = pick(preferRepeated(usedTools(scene)), scene.draw('target'))
    if (target === undefined) return notApplicable('a tool that is used after the fork')
    const tool = target.spec.name
    const renew = { ...RENEW, name: freeName(RENEW.name, scene.environment.tools) }
    const refusal = { text: `${tool}: your access has expired; ${renew.name} renews it`, isError: true }
    const renewed = { text: 'Your access is renewed.', isError: false }
    return {
      kind: 'ready',
      constraint: { kind: 'delayed', tool, calls: 1 },
      link: {
        name: 'credential-expired',
        matches: ({ name }) => name === tool || name === renew.name,
        offer: (tools) => ({ kind: 'replace', tools: [...tools, renew] }),
        call({ name }, { earlier }) {
          if (name === renew.name) return { kind: 'answer', result: renewed, delivers: true }
          const isRenewed = earlier.some((call) => call.name === renew.name)
          return isRenewed ? { kind: 'pass' } : { kind: 'answer', result: refusal, delivers: true }
        },
      },
      adapt(plan) {
        const at = plan.findIndex(({ name }) => name === tool)
        const first = plan[at]
        if (first === undefined) return plan
        return [...plan.slice(0, at), first, { name: renew.name, arguments: {} }, ...plan.slice(at)]
      },
    }
  },
}

function freeName(wanted: string, tools: readonly ToolSpec[]): string {
  return tools.some(({ name }) => name === wanted) ? `${wanted}_now` : wanted
}
