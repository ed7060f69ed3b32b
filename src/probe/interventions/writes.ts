import { contentHash, type Scene } from '../../domain/index.js'
import { answerNow, isWanted, playFuture } from './aim.js'

/**
 * Writing tools of the future that succeed and change the state at least once.
 *
 * @returns undefined where the world does not answer at once
 */
export function effectiveWrites(scene: Scene): readonly string[] | undefined {
  return changingWrites(scene, () => true)
}

/**
 * As `effectiveWrites`, where the same call made at once again changes the state once more.
 *
 * @returns undefined where the world does not answer at once
 */
export function doublingWrites(scene: Scene): readonly string[] | undefined {
  const { environment } = scene
  return changingWrites(scene, (call) => {
    const now = environment.snapshot()
    const isGood = answerNow(environment, call)?.isError === false
    const isChanged = contentHash(environment.snapshot()) !== contentHash(now)
    environment.restore(now)
    return isGood && isChanged
  })
}

function changingWrites(scene: Scene, fits: (call: Scene['future'][number]) => boolean): readonly string[] | undefined {
  const { environment } = scene
  const found = new Set<string>()
  let stateHash = contentHash(environment.snapshot())
  const isPlayed = playFuture(scene, ({ call, spec, result }) => {
    const before = stateHash
    stateHash = contentHash(environment.snapshot())
    const isEffective = spec.effect === 'writes' && !result.isError && before !== stateHash
    if (isEffective && isWanted(scene, spec.name) && !found.has(call.name) && fits(call)) found.add(call.name)
  })
  return isPlayed ? [...found] : undefined
}
