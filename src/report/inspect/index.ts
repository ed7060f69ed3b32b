export { renderTrialList, standingOf } from './list.js'
export { renderRescores } from './rescores.js'
export { renderTrial } from './trial.js'
