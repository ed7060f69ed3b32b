export {
  type AccountStatus,
  type Accounts,
  askModel,
  type Clock,
  costOf,
  createAccounts,
  DEFAULT_ANSWER_WAIT_MS,
  DEFAULT_RATE,
  DEFAULT_RETRY,
  priced,
  type RateChange,
  type RateRule,
  type RetryRule,
  rateRuleOf,
  type StatedRate,
  type Trouble,
  worstCaseUsd,
} from './ask/index.js'
export { type Chain, createChain, type Delivery, offersOf } from './chain.js'
export { type ChainedWorld, chainWorld } from './chained-world.js'
export { InfrastructureFailed, inWorld } from './infrastructure.js'
export { judge } from './judge.js'
export { limitsFor } from './limits.js'
export { type OpenedWorlds, rememberWorlds } from './opened-worlds.js'
export { answerOf, ReplayDiverged } from './recorder.js'
export { workingSeconds } from './resume/index.js'
export { type RunEnd, runTrials } from './run-trials.js'
export type { RunOptions, TrialContext, TrialSetup } from './running.js'
export { type AttemptEnd, runTrial } from './trial.js'
export { conversationOf, executePlan, withReads } from './witness.js'
