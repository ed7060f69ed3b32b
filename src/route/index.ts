export { breakEven, breakEvenHorizon, breakEvenSuccess, type PricedSystem } from './break-even.js'
export { type DecideOptions, decide, scopesBy } from './decide.js'
export { type JobCosts, type JobOutlook, routingCost } from './routing-cost.js'
