import { forbidsCall, type Intervention } from '../../domain/index.js'
import { notApplicable, rotate, solveUnder, usedTools } from './aim.js'
import { withoutTool } from './surface.js'

/** One tool is gone; other tools reach the same end. */
export const toolRemovedAlternative: Intervention = {
  name: 'tool-removed-alternative',
  question: 'Does it take another way when a tool it relied on is gone?',
  seams: ['tool-list'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reaches the same end with the tools that are left',
  target: 'a tool in use with declared alternatives, without which a plan is found',
  needs: ['`alternatives`', '`solve`'],
  witness: 'a plan of the solver without the tool',
  example: '`move` is gone, `tow` is left',
  prepare(scene) {
    if (scene.environment.solve === undefined) return notApplicable('solve')
    const candidates = usedTools(scene).filter(({ spec }) => (spec.alternatives ?? []).length > 0)
    for (const { spec } of rotate(candidates, scene.draw('target'))) {
      const constraint = { kind: 'tool-unavailable', tool: spec.name } as const
      const solution = solveUnder(scene, constraint)
      if (solution?.kind !== 'calls' || solution.calls.some((call) => forbidsCall(constraint, call))) continue
      return {
        kind: 'ready',
        constraint,
        link: withoutTool('tool-removed-alternative', spec.name),
        adapt: (plan) => plan,
      }
    }
    return notApplicable('a tool with alternatives that is used after the fork and can be done without')
  },
}
