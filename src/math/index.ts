export { betaCdf, betaQuantile, type LogTails, logBetaTails } from './beta.js'
export {
  binomialCdf,
  chiSquareCdf,
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
export { logBeta, logGamma } from './gamma.js'
export { logistic, logit, softplus } from './logistic.js'
export { sampleQuantile } from './quantile.js'
export { createRandom, drawNormal, type Random } from './random.js'
export { invertSymmetric, quadraticForm } from './symmetric.js'
