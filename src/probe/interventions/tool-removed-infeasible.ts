import type { Intervention } from '../../domain/index.js'
import { notApplicable, rotate, solveUnder, usedTools } from './aim.js'
import { withoutTool } from './surface.js'

/** One tool is gone and nothing replaces it: the right answer is to say so. */
export const toolRemovedInfeasible: Intervention = {
  name: 'tool-removed-infeasible',
  question: 'Does it notice and say that the goal can no longer be reached?',
  seams: ['tool-list'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'finds out that no way is left, says so and stops',
  target: 'a tool in use without which no plan is found, while one is found with it',
  needs: ['`solve`'],
  witness: 'none: the solver shows that there is no plan',
  example: '`unload` is gone, and nothing replaces it',
  prepare(scene) {
    const { environment } = scene
    if (environment.solve === undefined) return notApplicable('solve')
    // Out of reach already, the goal would say nothing about the tool; reached already, it cannot be taken away.
    const open = environment.solve([])
    if (open.kind === 'infeasible' || open.calls.length === 0) return notApplicable('a goal that is still in reach')
    const needed = usedTools(scene).filter(({ spec }) => open.calls.some(({ name }) => name === spec.name))
    for (const { spec } of rotate(needed, scene.draw('target'))) {
      const constraint = { kind: 'tool-unavailable', tool: spec.name } as const
      if (solveUnder(scene, constraint)?.kind !== 'infeasible') continue
      return {
        kind: 'ready',
        constraint,
        link: withoutTool('tool-removed-infeasible', spec.name),
        adapt: (plan) => plan,
      }
    }
    return notApplicable('a tool that is used after the fork and cannot be done without')
  },
}
