import { forbidsCall, type Intervention } from '../../domain/index.js'
import { notApplicable } from './aim.js'
import { dispensableCall, whatIsForbidden } from './forbidden.js'

/** Something the work was going to do is no longer allowed; another allowed way exists. */
export const permissionRevoked: Intervention = {
  name: 'permission-revoked',
  question: 'Does it reach the goal by means that are still allowed?',
  seams: ['before-call'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'stops asking for what is not allowed and takes an allowed way',
  target:
    'one argument of a coming write, or a write with alternatives, that a plan can do without; the tools take turns',
  needs: ['`solve`'],
  witness: 'one call is refused, then a plan of the solver without what is forbidden',
  example: '"permission denied: this account may not use load with crate C-104"',
  prepare(scene) {
    if (scene.environment.solve === undefined) return notApplicable('solve')
    const constraint = dispensableCall(scene)
    if (constraint === undefined) return notApplicable('a call after the fork that can be done without')
    const text = `permission denied: this account may not use ${whatIsForbidden(constraint)}`
    return {
      kind: 'ready',
      constraint,
      link: {
        name: 'permission-revoked',
        matches: (call) => forbidsCall(constraint, call),
        call: () => ({ kind: 'answer', result: { text, isError: true }, delivers: true }),
      },
      adapt: (plan) => [...scene.future.filter((call) => forbidsCall(constraint, call)).slice(0, 1), ...plan],
    }
  },
}
