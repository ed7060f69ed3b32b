export { type AimedRun, aimRun, isWholeRun, originOf, prepareRun, runStepAt, twinRuns } from './aim.js'
export { judgeRun } from './judge.js'
export { callsAfter } from './old-plan.js'
export { verifyRun } from './verify.js'
