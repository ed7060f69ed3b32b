export { earlierAttempts, pastToGoOn, workingSeconds } from './earlier-attempts.js'
export { goOnOutside, pastIn, type Unfinished } from './outside.js'
