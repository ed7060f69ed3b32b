export { behaviourMix, classifyBehaviour } from './classify.js'
export { failureOf } from './failure.js'
export { loopIn } from './rules/index.js'
