export { agentTemplate } from './agent-template.js'
export type { AgentSetting, FolderSetting } from './agents.js'
export * from './facts/index.js'
export { defineConfig, loadConfig, loadTasks, parseConfig } from './load.js'
export { defineTask } from './own-task/define-task.js'
export {
  type CallOf,
  type OwnDisturbance,
  type OwnGoal,
  type OwnResult,
  type OwnSample,
  type OwnScore,
  type OwnTask,
  type OwnTool,
  type OwnTranslation,
  refuse,
  type SampleRequest,
  type ToolContext,
} from './own-task/own-task.js'
export type { SchemaIssue, SchemaResult, StandardSchema } from './own-task/standard-schema.js'
export { type SuggestedTask, suggestedConfig, suggestedTasks } from './own-task/suggested.js'
export { ownTaskConfig, ownTaskTemplate } from './own-task/template.js'
export { toWrite } from './own-task/unwritten.js'
export type { Config, ConfigInput } from './schema.js'
export { configTemplate } from './template.js'
