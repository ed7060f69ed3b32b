export { factsOf, labelledFacts, type SessionFacts } from './facts.js'
export { type SessionLoop, sessionLoop } from './loops.js'
