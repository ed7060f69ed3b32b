import type { Disturbance, Intervention, Scene } from '../../domain/index.js'
import { ANSWERS_AT_ONCE, isWanted, notApplicable, playFuture, rotate } from './aim.js'

/** A way the work was going to take is closed by somebody else; another one is open. */
export const routeBlocked: Intervention = {
  name: 'route-blocked',
  question: 'Does it look again and find a way round when its way is closed?',
  seams: ['environment'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'looks again and takes another way',
  target: "a way that can be gone round and whose closing makes the baseline's calls fail",
  needs: ['`disturbances` of the kind `route-blocked`', '`solve`', 'answers at once'],
  witness: 'a plan of the solver for the state after the change',
  example: 'the channel between Elm and Fern closes for good',
  prepare(scene) {
    const { environment } = scene
    if (environment.disturbances === undefined || environment.disturb === undefined) {
      return notApplicable('disturbances')
    }
    const declared = environment.disturbances().filter(({ id }) => isWanted(scene, id))
    const open = declared.filter(({ kind, isSolvable }) => kind === 'route-blocked' && isSolvable)
    if (open.length === 0) return notApplicable('a way that can be blocked and gone round')
    const before = failedCalls(scene)
    if (before === undefined) return notApplicable(ANSWERS_AT_ONCE)
    const chosen = rotate(open, scene.draw('target')).find((disturbance) => meets(scene, disturbance, before))
    if (chosen === undefined) return notApplicable('a way that is used after the fork and can be gone round')
    return {
      kind: 'ready',
      constraint: { kind: 'disturbed', disturbance: chosen.id },
      link: {
        name: 'route-blocked',
        disturb: ({ delivered }) => (delivered === 0 ? { kind: 'disturb', disturbance: chosen.id } : { kind: 'pass' }),
      },
      adapt: (plan) => plan,
    }
  },
}

/** True where a call of the future that used to succeed fails after the disturbance. */
function meets(scene: Scene, { id }: Disturbance, before: readonly boolean[]): boolean {
  const { environment } = scene
  const fork = environment.snapshot()
  environment.disturb?.(id)
  const after = failedCalls(scene)
  environment.restore(fork)
  return after?.some((isFailed, index) => isFailed && before[index] === false) === true
}

/** Which calls of the future fail; undefined where the world does not answer at once. */
function failedCalls(scene: Scene): readonly boolean[] | undefined {
  const failed: boolean[] = []
  return playFuture(scene, ({ result }) => failed.push(result.isError)) ? failed : undefined
}
