import { canonicalJson, type Intervention, type Scene, type WorldCall } from '../../domain/index.js'
import { notApplicable, rotate, solveUnder, usedTools, wholeDose } from './aim.js'

/** One tool may be called a few times more and then no longer. Dose: `calls`, how many times. */
export const quotaExhausted: Intervention = {
  name: 'quota-exhausted',
  question: 'Does it change over to what is not used up when a quota is?',
  seams: ['before-call'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: { calls: 1 },
  doseMeans: { calls: 'calls are left' },
  adaptive: 'uses another tool for the rest, and saves what is left for where it is needed',
  target: 'a tool in use with an alternative that takes the same arguments, without which a plan is found',
  needs: ['`alternatives`', '`solve`'],
  witness: 'the plan without the tool, its first calls made with the tool until the quota refuses it',
  example: '"move: the quota of 1 call is used up"',
  checkDose: (dose) => wholeDose(dose, 'calls', quotaExhausted),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', quotaExhausted)
    if (scene.environment.solve === undefined) return notApplicable('solve')
    for (const { tool, others } of rotate(replaceable(scene, calls), scene.draw('target'))) {
      const constraint = { kind: 'tool-unavailable', tool } as const
      const solution = solveUnder(scene, constraint)
      if (solution?.kind !== 'calls' || solution.calls.some(({ name }) => name === tool)) continue
      // The witness has to use the quota up before it can be refused.
      if (solution.calls.filter(({ name }) => others.includes(name)).length <= calls) continue
      const times = calls === 1 ? '1 call' : `${calls} calls`
      const result = { text: `${tool}: the quota of ${times} is used up`, isError: true }
      return {
        kind: 'ready',
        constraint,
        link: {
          name: 'quota-exhausted',
          matches: ({ name }) => name === tool,
          call: (_, { earlier }) =>
            earlier.filter(({ name }) => name === tool).length < calls
              ? { kind: 'pass' }
              : { kind: 'answer', result, delivers: true },
        },
        adapt: (plan) => untilRefused(plan, { tool, others, calls }),
      }
    }
    return notApplicable('a tool that is used more often after the fork and that another one can replace')
  },
}

/** Tools in use that can be exchanged for another one call by call. */
function replaceable(scene: Scene, calls: number): { readonly tool: string; readonly others: readonly string[] }[] {
  return usedTools(scene).flatMap(({ spec, calls: made }) => {
    const others = (spec.alternatives ?? []).filter((name) => {
      const other = scene.environment.tools.find((tool) => tool.name === name)
      return other !== undefined && canonicalJson(other.parameters) === canonicalJson(spec.parameters)
    })
    return made.length > calls && others.length > 0 ? [{ tool: spec.name, others }] : []
  })
}

function untilRefused(
  plan: readonly WorldCall[],
  { tool, others, calls }: { readonly tool: string; readonly others: readonly string[]; readonly calls: number },
): WorldCall[] {
  let made = 0
  return plan.flatMap((call) => {
    if (!others.includes(call.name) || made > calls) return [call]
    made += 1
    const own = { name: tool, arguments: call.arguments }
    return made <= calls ? [own] : [own, call]
  })
}
