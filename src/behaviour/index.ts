export { behaviourMix, classifyBehaviour } from './classify.js'
export { type DistressRecord, distressOf } from './distress.js'
export { failureOf } from './failure.js'
export { DISTRESS_LIMIT } from './thresholds.js'
