export { runAgentTrial } from './run-agent-trial.js'
