import type { Intervention } from '../../domain/index.js'
import { isWanted, notApplicable, pick } from './aim.js'

/** A tool appears that does in one call what took several. */
export const betterTool: Intervention = {
  name: 'better-tool',
  question: 'Does it notice that a better tool has come, and does it lose nothing where it does not?',
  seams: ['tool-list'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'may use the new tool; reaches its goal either way',
  target: 'the list of tools',
  needs: ['`laterTools`'],
  witness: 'the plan as it is: nobody has to use the new tool',
  example: '`sail_to` takes the vessel to any berth in one call',
  prepare(scene) {
    const { environment } = scene
    if (environment.laterTools === undefined) return notApplicable('laterTools')
    const later = pick(
      environment.laterTools().filter(({ name }) => isWanted(scene, name)),
      scene.draw('target'),
    )
    if (later === undefined) return notApplicable('a tool that may come later')
    return {
      kind: 'ready',
      constraint: { kind: 'unhindered', at: later.name },
      link: { name: 'better-tool', offer: (tools) => ({ kind: 'replace', tools: [...tools, later] }) },
      adapt: (plan) => plan,
    }
  },
}
