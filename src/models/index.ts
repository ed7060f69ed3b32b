export { type FlakyOptions, flakyModel } from './flaky.js'
export { type RecordedTurn, recordingModel, replayModel } from './replay.js'
export { scriptedModel } from './scripted.js'
export { UnscriptedAsk } from './unscripted.js'
