export { factsWith, type ModelFact, type ModelFacts } from './facts.js'
export { openFacts } from './price-file.js'
