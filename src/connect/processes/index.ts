export { plainEnvironment, writeHome } from './home.js'
export type { Mark } from './left-behind.js'
export { type CommandEnd, endWords, lastLine, runToEnd } from './run-to-end.js'
export { type Watcher, watchGroup } from './watcher.js'
