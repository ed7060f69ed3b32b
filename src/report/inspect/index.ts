export { renderTrialList, standingOf } from './list.js'
export { renderTrial } from './trial.js'
