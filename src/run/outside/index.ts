export { type DecidedCall, decideCall, decideResult, type Offered, type OutsideChain } from './decide.js'
export { putChainIn } from './put-chain-in.js'
