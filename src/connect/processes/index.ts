export { plainEnvironment, writeHome } from './home.js'
export { type CommandEnd, endWords, lastLine, runToEnd } from './run-to-end.js'
export { type SaidVerdict, saidVerdict } from './verdict-line.js'
