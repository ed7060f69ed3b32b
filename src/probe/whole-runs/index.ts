export { type AimedRun, aimRun, isWholeRun, originOf, prepareRun, runStepAt, twinRuns } from './aim.js'
export { stillPasses } from './old-plan.js'
export { ownTools } from './recorded-world.js'
export { verifyRun } from './verify.js'
