export { earlierAttempts, pastToGoOn, workingSeconds } from './earlier-attempts.js'
export { goOnOutside, settledOutside, type Unfinished } from './outside.js'
