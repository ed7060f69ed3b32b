export { betaCdf, betaQuantile, logBetaTails } from './beta.js'
export {
  binomialCdf,
  chiSquareQuantile,
  chiSquareUpperTail,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  pOf,
  tQuantile,
  tTwoSidedP,
  tUpperTail,
} from './distributions.js'
export { drawBeta, drawChiSquare, drawNormal } from './draw.js'
export { logBeta, logGamma } from './gamma.js'
export { logSumExp } from './log-sum.js'
export { logistic, logit, softplus } from './logistic.js'
export { sampleQuantile } from './quantile.js'
export { createRandom, type Random } from './random.js'
export { invertSymmetric, quadraticForm } from './symmetric.js'
