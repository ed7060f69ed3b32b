export { behaviourMix, classifyBehaviour } from './classify.js'
export { failureOf } from './failure.js'
