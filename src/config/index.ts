export * from './facts/index.js'
export { defineConfig, loadConfig, parseConfig } from './load.js'
export type { Config, ConfigInput } from './schema.js'
export { configTemplate } from './template.js'
